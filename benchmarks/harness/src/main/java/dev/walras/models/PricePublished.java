package dev.walras.models;

import dev.walras.mechanisms.network.BalancedRouting;
import dev.walras.mechanisms.network.StalePrices;
import dev.walras.mechanisms.price.AssignmentAuction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Numbers of papers on price processes. */
final class PricePublished {
    static final List<Published> LIST = list();

    private PricePublished() {}

    /** The example of the Spider network: five nodes, six channels, eight demands. */
    private static BalancedRouting spider() {
        int[][] channels = {{3, 4}, {2, 3}, {2, 1}, {3, 1}, {0, 4}, {0, 1}};
        int[][] demands = {{0, 4, 1}, {3, 0, 2}, {0, 1, 1}, {1, 3, 2}, {2, 1, 1}, {3, 2, 2}, {2, 4, 2}, {4, 2, 1}};
        return new BalancedRouting(
                Arrays.stream(channels)
                        .map(ends -> new BalancedRouting.Channel(ends[0], ends[1]))
                        .toList(),
                Arrays.stream(demands)
                        .map(d -> new BalancedRouting.Demand(d[0], d[1], d[2]))
                        .toList());
    }

    private static List<Published> list() {
        List<Published> rows = new ArrayList<>();
        double[] limits = {2, 1, 0.618, 0.445, 0.347};
        for (int d = 0; d < limits.length; d++) {
            int delay = d;
            rows.add(new Published(
                    "stale prices",
                    "largest stable step times slope, replies " + d + " rounds old (bisection of runs)",
                    "Levin and May 1976: 2 cos(d pi / (2 d + 1))",
                    limits[d],
                    0.002,
                    () -> measuredLimit(delay)));
        }
        for (int worth : new int[] {100, 1000}) {
            rows.add(new Published(
                    "auction algorithm",
                    "bids of the price war at value " + worth + " and epsilon 1",
                    "Bertsekas 1988: about value / epsilon",
                    worth,
                    3,
                    () -> bids(worth)));
        }
        rows.add(new Published(
                "payment channels",
                "throughput of the example network, average of 10,000 rounds of price signals",
                "Sivaraman et al. 2018 (Spider): 8 of a demand of 12 circulate",
                8,
                0.02,
                () -> spider().run(0.05, 10_000).throughput()));
        return List.copyOf(rows);
    }

    /** Where runs begin not to converge, to a thousandth. */
    private static double measuredLimit(int delay) {
        double low = 0;
        double high = 3;
        while (high - low > 5e-4) {
            double middle = (low + high) / 2;
            List<Double> errors = new StalePrices(delay).run(middle, 4_000, 0).errors();
            double late = 0;
            double early = 0;
            for (int i = 0; i < errors.size(); i++) {
                if (i >= errors.size() * 3 / 4) {
                    late = Math.max(late, Math.abs(errors.get(i)));
                } else if (i >= errors.size() / 2) {
                    early = Math.max(early, Math.abs(errors.get(i)));
                }
            }
            // Errors that have died out are 0 in floating point.
            if (late < early || late < Double.MIN_NORMAL) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double bids(int worth) {
        List<@Nullable BigFraction> person = List.of(new BigFraction(worth), new BigFraction(worth), BigFraction.ZERO);
        return AssignmentAuction.run(
                        List.of(person, person, person),
                        AssignmentAuction.Rules.unscaled(AssignmentAuction.Mode.GAUSS_SEIDEL, BigFraction.ONE))
                .bids()
                .size();
    }
}
