package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * The rounds of one iterative run as the report draws them: round, messages, the audited bound of the prices announced,
 * the gap, and the prices of a few goods. Everything is computed after the run, so that it costs the run nothing.
 */
final class Trace {
    /** The most goods whose prices are listed. */
    static final int GOODS = 12;

    /** Bounds are evaluated only where orders x rounds stay below this. */
    private static final long WORK = 20_000_000;

    private Trace() {}

    /**
     * The trace as an object of parallel arrays.
     *
     * <p>The gap of a round is {@code (b - w) / max(1 micro, |b|)} with <i>b</i> the least bound so far and <i>w</i>
     * the welfare of the provisional fills where those are known and feasible, else of the final outcome.
     *
     * @param points what was recorded; not empty
     * @param finalWelfareMicros audited welfare of the final outcome
     */
    static ObjectNode of(Instance instance, List<TraceRecorder.Point> points, long finalWelfareMicros) {
        ObjectNode trace = Json.object();
        ArrayNode rounds = trace.putArray("round");
        ArrayNode messages = trace.putArray("messages");
        for (TraceRecorder.Point point : points) {
            rounds.add(point.round());
            messages.add(point.messages());
        }
        if ((long) instance.market().entries() * points.size() <= WORK) {
            addBounds(instance, points, finalWelfareMicros, trace);
        }
        addPrices(instance.market(), points, trace);
        return trace;
    }

    private static void addBounds(
            Instance instance, List<TraceRecorder.Point> points, long finalWelfareMicros, ObjectNode trace) {
        ArrayNode bounds = trace.putArray("boundMicros");
        ArrayNode gaps = trace.putArray("gap");
        long least = Long.MAX_VALUE;
        for (TraceRecorder.Point point : points) {
            long bound = Auditor.bound(instance.market(), point.prices());
            bounds.add(bound);
            least = Math.min(least, bound);
            long welfare = finalWelfareMicros;
            Fills provisional = point.provisional();
            if (provisional != null) {
                Audit audit = Auditor.audit(instance, provisionally(instance.market(), provisional, point));
                welfare = audit.feasible() ? audit.welfareMicros() : welfare;
            }
            gaps.add(BigDecimal.valueOf(((double) least - welfare) / Math.max(1.0, Math.abs((double) least))));
        }
    }

    private static Outcome provisionally(Market market, Fills fills, TraceRecorder.Point point) {
        return new Outcome(
                fills, Payments.none(market.participants()), point.prices(), Termination.ROUND_LIMIT, point.round());
    }

    private static void addPrices(Market market, List<TraceRecorder.Point> points, ObjectNode trace) {
        int[] goods = liveliest(market, points);
        ArrayNode names = trace.putArray("goods");
        for (int good : goods) {
            names.add(market.goodIds().get(good));
        }
        ArrayNode prices = trace.putArray("prices");
        for (int good : goods) {
            ArrayNode series = prices.addArray();
            for (TraceRecorder.Point point : points) {
                series.add(point.prices().microsPerUnit().get(good));
            }
        }
    }

    /** The goods whose price moves over the widest range, in index order; lower indices on ties. */
    private static int[] liveliest(Market market, List<TraceRecorder.Point> points) {
        long[] low = new long[market.goods()];
        long[] high = new long[market.goods()];
        Arrays.fill(low, Long.MAX_VALUE);
        for (TraceRecorder.Point point : points) {
            Prices prices = point.prices();
            for (int g = 0; g < low.length; g++) {
                long price = prices.microsPerUnit().get(g);
                low[g] = Math.min(low[g], price);
                high[g] = Math.max(high[g], price);
            }
        }
        return java.util.stream.IntStream.range(0, low.length)
                .boxed()
                .sorted((a, b) -> Long.compare(high[b] - low[b], high[a] - low[a]))
                .limit(GOODS)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
