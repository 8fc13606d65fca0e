package dev.walras.mechanisms.baseline;

import dev.walras.market.Market;
import java.util.Arrays;

/**
 * What a unit of supply costs at least, conversions included: the shortest path from asks to goods (R. Bellman, On a
 * routing problem, Quarterly of Applied Mathematics 16, 1958, 87-90, doi:10.1090/qam/102435), each link a lot.
 * Estimates only: capacities are left out, and the cost of a lot is shared evenly among the units it gives.
 */
final class SupplyCost {
    /** Longer chains of conversions are not followed. */
    private static final int LONGEST_CHAIN = 64;

    private SupplyCost() {}

    /** For every order that gives, micros a unit given; infinite when what it needs is not offered. */
    static double[] perUnit(Market market) {
        double[] good = new double[market.goods()];
        for (int g = 0; g < good.length; g++) {
            good[g] = market.endowment(g) > 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        double[] order = new double[market.orders()];
        Arrays.fill(order, Double.POSITIVE_INFINITY);
        boolean changed = true;
        for (int round = 0; changed && round < LONGEST_CHAIN; round++) {
            changed = false;
            for (int k = 0; k < order.length; k++) {
                order[k] = estimate(market, k, good);
                for (int i = 0; i < market.bundleSize(k); i++) {
                    int g = market.bundleGood(k, i);
                    if (market.bundleUnits(k, i) < 0 && order[k] < good[g]) {
                        good[g] = order[k];
                        changed = true;
                    }
                }
            }
        }
        return order;
    }

    private static double estimate(Market market, int order, double[] good) {
        double cost = Math.max(0, -market.valueMicrosPerLot(order));
        double given = 0;
        for (int i = 0; i < market.bundleSize(order); i++) {
            long units = market.bundleUnits(order, i);
            if (units > 0) {
                cost += units * good[market.bundleGood(order, i)];
            } else {
                given -= units;
            }
        }
        return given == 0 ? Double.POSITIVE_INFINITY : cost / given;
    }
}
