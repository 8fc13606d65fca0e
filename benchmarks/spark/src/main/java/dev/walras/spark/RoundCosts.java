package dev.walras.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.bench.Stopwatch;
import dev.walras.columns.EdgeDemand;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeQuote;
import dev.walras.columns.EdgeReply;
import dev.walras.columns.EdgeTally;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.datasets.generate.EdgeMarkets;
import dev.walras.harness.Json;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import dev.walras.mechanisms.price.ascent.AcceleratedRule;
import dev.walras.mechanisms.price.ascent.Ascent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a round of prices costs on Spark beside the same round in one JVM: the same market, the same kernel, the same
 * number of cores, the same process; prices are those of one ascent.
 */
final class RoundCosts {
    private static final double GAP = 0.01;
    private static final int MOST_ROUNDS = 200;

    private final JavaSparkContext context;
    private final int cores;
    private final int repetitions;

    /** @param repetitions of the ascent, of which the cheapest counts */
    RoundCosts(JavaSparkContext context, int repetitions) {
        this.context = context;
        this.cores = context.defaultParallelism();
        this.repetitions = repetitions;
    }

    /** Costs of a round, in milliseconds. */
    private record Cost(double wall, double cpu) {
        Cost least(Cost other) {
            return new Cost(Math.min(wall, other.wall), Math.min(cpu, other.cpu));
        }
    }

    /** One ascent, as often as wanted. */
    private Cost measure(SmoothDemand demand, List<SmoothReply> replies) {
        Cost least = new Cost(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        for (int repetition = 0; repetition <= repetitions; repetition++) {
            Ascent ascent = new Ascent(demand, new AcceleratedRule(demand));
            Stopwatch watch = Stopwatch.start();
            ascent.run(new Ascent.Stop(GAP, MOST_ROUNDS));
            int rounds = ascent.rounds();
            Cost cost = new Cost(1e3 * watch.wallSeconds() / rounds, 1e3 * watch.cpuSeconds() / rounds);
            // The first warms up.
            least = repetition == 0 ? least : least.least(cost);
            if (repetition == 0) {
                replies.add(last(demand, ascent));
            }
        }
        return least;
    }

    private static SmoothReply last(SmoothDemand demand, Ascent ascent) {
        SmoothReply reply = new SmoothReply(demand.goods());
        demand.respond(ascent.certificate().prices(), ascent.smoothing(), reply);
        return reply;
    }

    /** The costs of a round at so many edges, cut into so many parts. */
    ObjectNode at(long edges, int offers, int partitions) throws IOException {
        EdgeDraw draw = EdgeDraw.of(EdgeDraw.Shape.GENERAL, edges, offers, 1);
        List<SmoothReply> replies = new ArrayList<>();
        ObjectNode row = Json.object().put("edges", edges).put("offers", offers).put("cores", cores);
        EdgeMarket market = EdgeMarkets.draw(draw);
        try (EdgeDemand demand = new EdgeDemand(market, cores)) {
            Cost cost = measure(demand, replies);
            row.put("kernel", demand.kernel()).put("wall", cost.wall()).put("cpu", cost.cpu());
            row.put("rounds", rounds(demand));
        }
        row.put("tallyBytes", bytes(tally(market, partitions)));
        SparkMarket spread = SparkMarket.drawn(context, draw, partitions).cached();
        try {
            Cost cost = measure(new SparkDemand(context, spread), replies);
            row.put("sparkWall", cost.wall()).put("sparkCpu", cost.cpu());
        } finally {
            spread.release();
        }
        row.put(
                "partitions",
                Math.min(partitions, draw.buyers() == 0 ? 1 : market.blocks().size()));
        row.put("quoteBytes", bytes(new EdgeQuote(market.terms())));
        row.put("different", different(replies.get(0), replies.get(1), offers));
        return row;
    }

    private static int rounds(SmoothDemand demand) {
        Ascent ascent = new Ascent(demand, new AcceleratedRule(demand));
        ascent.run(new Ascent.Stop(GAP, MOST_ROUNDS));
        return ascent.rounds();
    }

    /** The tally of the first of so many parts. */
    private static EdgeTally tally(EdgeMarket market, int partitions) {
        EdgeTally tally = new EdgeTally(market.terms());
        EdgeReply kernel = EdgeReply.fastest(market.terms());
        for (int block = 0; block < Math.max(1, market.blocks().size() / partitions); block++) {
            kernel.answer(market.blocks().get(block), block, new EdgeQuote(market.terms()), tally);
        }
        return tally;
    }

    private static int bytes(Object sent) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sent);
        }
        return bytes.size();
    }

    /** Numbers that are not the same to the last bit after an ascent. */
    private static int different(SmoothReply one, SmoothReply other, int offers) {
        int different = Double.compare(one.surplus(), other.surplus()) == 0 ? 0 : 1;
        different += Double.compare(one.ridge(), other.ridge()) == 0 ? 0 : 1;
        for (int j = 0; j < offers; j++) {
            different += Double.compare(one.load(j), other.load(j)) == 0 ? 0 : 1;
            different += Double.compare(one.worth(j), other.worth(j)) == 0 ? 0 : 1;
        }
        return different;
    }
}
