package dev.walras.mechanisms.incentive;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The largest ex-post regret of a sealed-bid auction over <i>all</i> markets whose values are on a grid, and all lies
 * on that grid: exhaustive, hence exact on the grid. With <i>n</i> participants of <i>T</i> types the auction is run
 * T^n times, once for every profile of reports.
 *
 * @param maxMicros the largest gain of a misreport, in micros
 * @param values the true values of all orders where it is reached first, in lexicographic order of profiles
 * @param participant who lies there
 * @param misreport the values stated instead of its own
 */
public record GridRegret(long maxMicros, LongVector values, int participant, LongVector misreport) {
    private static final int MOST_RUNS = 2_000_000;

    /**
     * Searches.
     *
     * @param shape a market whose orders have any values; the sign of each value is that of the order's side
     * @param grid sizes of values in micros, 0 or more; a participant with several orders has values that do not rise
     *     from one order to the next
     */
    public static GridRegret of(SealedBid auction, Market shape, List<Long> grid) {
        auction.spec().requireSupported(shape);
        List<List<long[]>> types = new ArrayList<>();
        double runs = 1;
        for (int p = 0; p < shape.participants(); p++) {
            List<long[]> own = new ArrayList<>();
            fill(new long[shape.ordersByParticipant().size(p)], 0, grid, own);
            types.add(own);
            runs *= own.size();
        }
        if (runs > MOST_RUNS) {
            throw new IllegalArgumentException(
                    "there are " + runs + " profiles of reports; at most " + MOST_RUNS + " can be enumerated");
        }
        return new Enumeration(auction, shape, types).search();
    }

    /** All vectors on the grid that do not rise. */
    private static void fill(long[] values, int at, List<Long> grid, List<long[]> types) {
        if (at == values.length) {
            types.add(values.clone());
            return;
        }
        for (long value : grid) {
            if (at == 0 || value <= values[at - 1]) {
                values[at] = value;
                fill(values, at + 1, grid, types);
            }
        }
    }

    /** Runs every profile once, then compares. */
    private static final class Enumeration {
        private final SealedBid auction;
        private final Market shape;
        private final List<List<long[]>> types;
        private final Map<List<Integer>, Outcome> outcomes = new HashMap<>();
        private GridRegret worst = new GridRegret(0, LongVector.zeros(0), -1, LongVector.zeros(0));

        Enumeration(SealedBid auction, Market shape, List<List<long[]>> types) {
            this.auction = auction;
            this.shape = shape;
            this.types = types;
        }

        GridRegret search() {
            each(new ArrayList<>(), profile -> outcomes.put(profile, run(profile)));
            each(new ArrayList<>(), this::compare);
            return worst;
        }

        private void each(List<Integer> profile, Consumer<List<Integer>> use) {
            if (profile.size() == types.size()) {
                use.accept(List.copyOf(profile));
                return;
            }
            for (int t = 0; t < types.get(profile.size()).size(); t++) {
                profile.add(t);
                each(profile, use);
                profile.removeLast();
            }
        }

        private Outcome run(List<Integer> profile) {
            return auction.clear(shape.withValues(values(profile)), RunContext.seeded(1));
        }

        private LongVector values(List<Integer> profile) {
            long[] values = new long[shape.orders()];
            for (int p = 0; p < types.size(); p++) {
                long[] own = types.get(p).get(profile.get(p));
                for (int i = 0; i < own.length; i++) {
                    int order = shape.ordersByParticipant().member(p, i);
                    values[order] = shape.bundleUnits(order, 0) < 0 ? -own[i] : own[i];
                }
            }
            return LongVector.copyOf(values, values.length);
        }

        private void compare(List<Integer> truth) {
            LongVector values = values(truth);
            for (int p = 0; p < types.size(); p++) {
                long honest = utility(Objects.requireNonNull(outcomes.get(truth)), values, p);
                for (int t = 0; t < types.get(p).size(); t++) {
                    List<Integer> lie = new ArrayList<>(truth);
                    lie.set(p, t);
                    long gain = utility(Objects.requireNonNull(outcomes.get(lie)), values, p) - honest;
                    if (gain > worst.maxMicros) {
                        long[] stated = types.get(p).get(t);
                        worst = new GridRegret(gain, values, p, LongVector.copyOf(stated, stated.length));
                    }
                }
            }
        }

        private long utility(Outcome outcome, LongVector values, int participant) {
            long traded = LongStream.range(0, shape.orders())
                    .filter(k -> shape.owner((int) k) == participant)
                    .map(k -> outcome.fills().lots().get((int) k) * values.get((int) k))
                    .sum();
            return traded - outcome.payments().micros().get(participant);
        }
    }
}
