package dev.walras.datasets;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds one trade with positive welfare: an order of positive value, and the cheapest chain of orders that gives it
 * what it needs. A lower bound on the optimum, found without a solver.
 */
public final class AnyTrade {
    private final Market market;
    /** The least cost of a unit of each good, in micros, through any chain of orders. */
    private final double[] cost;

    private AnyTrade(Market market) {
        this.market = market;
        this.cost = new double[market.goods()];
        for (int g = 0; g < cost.length; g++) {
            cost[g] = market.endowment(g) > 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        boolean changed = true;
        for (int round = 0; changed && round < 20; round++) {
            changed = false;
            for (int k = 0; k < market.orders(); k++) {
                for (int i = 0; i < market.bundleSize(k); i++) {
                    int good = market.bundleGood(k, i);
                    if (market.bundleUnits(k, i) < 0 && unitCost(k, i) < cost[good] * (1 - 1e-12)) {
                        cost[good] = unitCost(k, i);
                        changed = true;
                    }
                }
            }
        }
    }

    /** The cost of a unit of the good that entry {@code i} of order {@code k} gives. */
    private double unitCost(int k, int i) {
        return needs(k) / -market.bundleUnits(k, i);
    }

    private double needs(int k) {
        double sum = -market.valueMicrosPerLot(k);
        for (int i = 0; i < market.bundleSize(k); i++) {
            if (market.bundleUnits(k, i) > 0) {
                sum += cost[market.bundleGood(k, i)] * market.bundleUnits(k, i);
            }
        }
        return sum;
    }

    /** Feasible fills of positive welfare, or null when the most promising orders cannot be served. */
    public static @Nullable Fills find(Market market) {
        AnyTrade search = new AnyTrade(market);
        int[] wanting = IntStream.range(0, market.orders())
                .filter(k -> market.valueMicrosPerLot(k) > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(search.needs(a), search.needs(b)))
                .limit(100)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int k : wanting) {
            for (long lots : new long[] {market.maxLots(k), market.minLots(k)}) {
                Fills fills = search.serve(k, lots);
                if (fills != null) {
                    return fills;
                }
            }
        }
        return null;
    }

    private @Nullable Fills serve(int wanting, long wanted) {
        long[] lots = new long[market.orders()];
        long[] net = new long[market.goods()];
        boolean[] groups = new boolean[market.groups()];
        long welfare = fill(wanting, wanted, lots, net, groups);
        for (int step = 0; step < 200; step++) {
            int good = IntStream.range(0, net.length)
                    .filter(g -> net[g] > market.endowment(g))
                    .findFirst()
                    .orElse(-1);
            if (good < 0) {
                return welfare > 0 ? new Fills(LongVector.of(lots)) : null;
            }
            int giver = giver(good, lots, groups);
            if (giver < 0) {
                return null;
            }
            long gives = -market.bundle(giver).unitsOf(good);
            long missing = Math.ceilDiv(net[good] - market.endowment(good), gives);
            long most = market.maxLots(giver) - lots[giver];
            long least = lots[giver] > 0 ? 1 : market.minLots(giver);
            welfare += fill(giver, Math.max(least, Math.min(most, missing)), lots, net, groups);
        }
        return null;
    }

    private int giver(int good, long[] lots, boolean[] groups) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < market.orders(); k++) {
            long units = market.bundle(k).unitsOf(good);
            boolean taken = market.group(k) >= 0 && groups[market.group(k)];
            if (units < 0 && !taken && lots[k] < market.maxLots(k) && needs(k) / -units < least) {
                least = needs(k) / -units;
                best = k;
            }
        }
        return best;
    }

    private long fill(int k, long more, long[] lots, long[] net, boolean[] groups) {
        lots[k] += more;
        for (int i = 0; i < market.bundleSize(k); i++) {
            net[market.bundleGood(k, i)] += more * market.bundleUnits(k, i);
        }
        if (market.group(k) >= 0) {
            groups[market.group(k)] = true;
        }
        return more * market.valueMicrosPerLot(k);
    }
}
