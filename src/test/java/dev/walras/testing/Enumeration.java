package dev.walras.testing;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The optimum of a tiny market by enumeration of lots: depth first over the orders, exact, with nothing cut off but
 * branches that can neither become feasible nor better. The yardstick of all exactness tests.
 *
 * <p>Complexity: exponential in the number of orders; meant for up to some thirty orders of a few lots.
 */
public final class Enumeration {
    private static final long MOST_STEPS = 50_000_000;

    private final Market market;
    private final int[] sequence;
    /** What the orders from a position on could still add to welfare, and give of each good. */
    private final long[] gainFrom;

    private final long[][] givenFrom;

    private final long[] net;
    private final long[] lots;
    private final boolean[] groupFilled;
    private final List<Fills> found = new ArrayList<>();
    private int most;
    private long best;
    private long steps;

    /**
     * The best of a market.
     *
     * @param welfareMicros its welfare, in micros
     * @param fills outcomes with that welfare, all distinct and feasible; at least one
     */
    public record Optimum(long welfareMicros, List<Fills> fills) {}

    private Enumeration(Market market) {
        this.market = market;
        this.sequence = IntStream.range(0, market.orders())
                .boxed()
                .sorted(Comparator.comparing(k -> market.valueMicrosPerLot(k) <= 0))
                .mapToInt(k -> k)
                .toArray();
        this.gainFrom = new long[sequence.length + 1];
        this.givenFrom = new long[sequence.length + 1][market.goods()];
        for (int at = sequence.length - 1; at >= 0; at--) {
            int k = sequence[at];
            gainFrom[at] = gainFrom[at + 1] + Math.max(0, market.valueMicrosPerLot(k)) * market.maxLots(k);
            givenFrom[at] = givenFrom[at + 1].clone();
            for (int i = 0; i < market.bundleSize(k); i++) {
                givenFrom[at][market.bundleGood(k, i)] += Math.max(0, -market.bundleUnits(k, i)) * market.maxLots(k);
            }
        }
        this.net = new long[market.goods()];
        this.lots = new long[market.orders()];
        this.groupFilled = new boolean[market.groups()];
    }

    /** The optimum with one outcome that has it. */
    public static Optimum optimum(Market market) {
        return optimum(market, 1);
    }

    /**
     * The optimum with up to {@code most} outcomes that have it.
     *
     * @throws IllegalArgumentException when the market is too large to enumerate
     */
    public static Optimum optimum(Market market, int most) {
        Enumeration search = new Enumeration(market);
        search.most = 0;
        search.descend(0, 0);
        search.most = most;
        search.descend(0, 0);
        return new Optimum(search.best, List.copyOf(search.found));
    }

    /** First without a list, to find the best; then with it, to list what is as good. */
    private void descend(int at, long welfare) {
        if (++steps > MOST_STEPS) {
            throw new IllegalArgumentException(market + " is too large to enumerate");
        }
        boolean listing = most > 0;
        long reach = welfare + gainFrom[at];
        if (listing ? found.size() >= most || reach < best : reach <= best) {
            return;
        }
        if (at == sequence.length) {
            best = welfare;
            if (listing) {
                found.add(Fills.of(lots));
            }
            return;
        }
        int k = sequence[at];
        boolean wanted = market.valueMicrosPerLot(k) > 0;
        int group = market.group(k);
        long range = market.maxLots(k) - market.minLots(k) + 1;
        for (long choice = 0; choice <= range; choice++) {
            long nth = wanted ? range - choice : choice;
            long n = nth == 0 ? 0 : market.minLots(k) + nth - 1;
            if (n > 0 && group >= 0 && groupFilled[group]) {
                continue;
            }
            if (fill(k, n, at)) {
                boolean before = group >= 0 && groupFilled[group];
                if (group >= 0) {
                    groupFilled[group] |= n > 0;
                }
                descend(at + 1, welfare + n * market.valueMicrosPerLot(k));
                if (group >= 0) {
                    groupFilled[group] = before;
                }
            }
            for (int i = 0; i < market.bundleSize(k); i++) {
                net[market.bundleGood(k, i)] -= n * market.bundleUnits(k, i);
            }
            lots[k] = 0;
        }
    }

    /** Fills order {@code k}; whether the goods it touches can still balance. */
    private boolean fill(int k, long n, int at) {
        lots[k] = n;
        boolean possible = true;
        for (int i = 0; i < market.bundleSize(k); i++) {
            int good = market.bundleGood(k, i);
            net[good] += n * market.bundleUnits(k, i);
            possible &= net[good] - givenFrom[at + 1][good] <= market.endowment(good);
        }
        return possible;
    }
}
