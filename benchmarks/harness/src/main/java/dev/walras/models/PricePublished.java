package dev.walras.models;

import dev.walras.mechanisms.network.StalePrices;
import dev.walras.mechanisms.price.AssignmentAuction;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Numbers of papers on price processes. */
final class PricePublished {
    static final List<Published> LIST = list();

    private PricePublished() {}

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
        for (int worth : new int[] {10, 100, 1000}) {
            rows.add(new Published(
                    "auction algorithm",
                    "bids of the price war at value " + worth + " and epsilon 1",
                    "Bertsekas 1988: about value / epsilon",
                    worth,
                    3,
                    () -> bids(worth)));
        }
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
            if (late < early) {
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
