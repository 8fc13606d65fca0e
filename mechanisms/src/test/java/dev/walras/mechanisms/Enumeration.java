package dev.walras.mechanisms;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import java.util.Set;

/** The planner of the tests: tries every vector of lots. The first optimum in lexicographic order wins. */
public final class Enumeration implements CentralSolver {
    private static final MechanismSpec SPEC = new MechanismSpec(
            "test.enumeration",
            "Enumeration",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(),
            "brute force");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome solve(Instance instance, RunContext context) {
        Search search = new Search(instance.market());
        search.from(0, 0);
        Market market = instance.market();
        return new Outcome(Fills.of(search.best), Payments.none(market.participants()), null, Termination.COMPLETED, 1);
    }

    /** The most welfare of any feasible outcome, in micros. */
    public static long optimum(Market market) {
        Search search = new Search(market);
        search.from(0, 0);
        return search.bestWelfare;
    }

    private static final class Search {
        private final Market market;
        private final long[] lots;
        private final long[] left;
        private final boolean[] used;
        private final long[] upside;
        private long[] best;
        private long bestWelfare = -1;

        Search(Market market) {
            this.market = market;
            this.lots = new long[market.orders()];
            this.best = lots.clone();
            this.left = new long[market.goods()];
            this.used = new boolean[market.groups()];
            for (int g = 0; g < left.length; g++) {
                left[g] = market.endowment(g);
            }
            this.upside = new long[market.orders() + 1];
            for (int k = market.orders() - 1; k >= 0; k--) {
                upside[k] = upside[k + 1] + Math.max(0, market.valueMicrosPerLot(k) * market.maxLots(k));
            }
        }

        void from(int k, long welfare) {
            if (welfare + upside[k] <= bestWelfare) {
                return;
            }
            if (k == lots.length) {
                for (long units : left) {
                    if (units < 0) {
                        return;
                    }
                }
                bestWelfare = welfare;
                best = lots.clone();
                return;
            }
            from(k + 1, welfare);
            int group = market.group(k);
            if (group >= 0 && used[group]) {
                return;
            }
            for (long n = market.minLots(k); n <= market.maxLots(k); n++) {
                move(k, n, +1);
                from(k + 1, welfare + n * market.valueMicrosPerLot(k));
                move(k, n, -1);
            }
        }

        private void move(int k, long n, int sign) {
            lots[k] = sign > 0 ? n : 0;
            if (market.group(k) >= 0) {
                used[market.group(k)] = sign > 0;
            }
            for (int i = 0; i < market.bundleSize(k); i++) {
                left[market.bundleGood(k, i)] -= sign * n * market.bundleUnits(k, i);
            }
        }
    }
}
