package dev.walras.models;

import dev.walras.mechanisms.divisible.DominantResourceFairness;
import dev.walras.mechanisms.divisible.FairShares;
import dev.walras.mechanisms.divisible.NonatomicRouting;
import dev.walras.mechanisms.divisible.ProportionalShare;
import dev.walras.mechanisms.divisible.ResourceDemands;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/** Numbers of papers on divisible goods. */
final class DivisiblePublished {
    private static final String KELLY = "Johari-Tsitsiklis 2004";
    private static final String ROUTING = "Roughgarden-Tardos 2002";
    private static final String DRF = "Ghodsi et al. 2011";

    static final List<Published> LIST = list();

    private DivisiblePublished() {}

    private static List<Published> list() {
        List<Published> rows = new ArrayList<>();
        rows.add(new Published(
                KELLY,
                "least efficiency of proportional share (one user of slope 1, 2,000 of slope a; a in steps of 0.1)",
                "Johari and Tsitsiklis 2004: 3/4",
                0.75,
                2e-4,
                DivisiblePublished::leastEfficiency));
        for (int users : new int[] {2, 10, 100}) {
            rows.add(new Published(
                    KELLY,
                    "efficiency of proportional share, one user of slope 1, " + (users - 1) + " of slope 1/2",
                    "the worst family, (3N-1)/(2(2N-1))",
                    (3.0 * users - 1) / (2 * (2.0 * users - 1)),
                    1e-12,
                    () -> family(users)));
        }
        rows.add(new Published(
                ROUTING,
                "price of anarchy of Pigou's links",
                "Roughgarden and Tardos 2002: 4/3",
                4.0 / 3,
                1e-12,
                () -> NonatomicRouting.pigou().priceOfAnarchy().doubleValue()));
        rows.add(new Published(
                ROUTING,
                "delay in Braess' network with the bridge, relative to that without",
                "Roughgarden and Tardos 2002: 4/3",
                4.0 / 3,
                1e-12,
                () -> NonatomicRouting.braessWithBridge()
                        .equilibrium()
                        .totalDelay()
                        .divide(NonatomicRouting.braess().equilibrium().totalDelay())
                        .doubleValue()));
        for (int user = 0; user < 2; user++) {
            int who = user;
            rows.add(new Published(
                    DRF,
                    "tasks of user " + "AB".charAt(user) + ", dominant resource fairness",
                    "Ghodsi et al. 2011: the example of 9 CPUs and 18 GB",
                    user == 0 ? 3 : 2,
                    1e-12,
                    () -> DominantResourceFairness.fill(example()).get(who).doubleValue()));
        }
        for (int user = 0; user < 2; user++) {
            int who = user;
            rows.add(new Published(
                    DRF,
                    "tasks of user " + "AB".charAt(user) + ", competitive equilibrium from equal incomes",
                    "Ghodsi et al. 2011: 45/11 and 18/11",
                    user == 0 ? 45.0 / 11 : 18.0 / 11,
                    1e-6,
                    () -> FairShares.equalIncomes(example()).tasks().get(who)));
        }
        return List.copyOf(rows);
    }

    private static double leastEfficiency() {
        double least = 1;
        for (int tenths = 1; tenths < 10; tenths++) {
            List<BigFraction> slopes = new ArrayList<>(Collections.nCopies(2_001, new BigFraction(tenths, 10)));
            slopes.set(0, BigFraction.ONE);
            ProportionalShare.ExactShares nash = ProportionalShare.nash(slopes, BigFraction.ONE);
            BigFraction efficiency = ProportionalShare.efficiency(slopes, nash, BigFraction.ONE);
            least = Math.min(least, efficiency.doubleValue());
        }
        return least;
    }

    private static double family(int users) {
        List<BigFraction> slopes = new ArrayList<>(Collections.nCopies(users, BigFraction.ONE_HALF));
        slopes.set(0, BigFraction.ONE);
        ProportionalShare.ExactShares nash = ProportionalShare.nash(slopes, BigFraction.ONE);
        return ProportionalShare.efficiency(slopes, nash, BigFraction.ONE).doubleValue();
    }

    /** 9 CPUs and 18 GB; tasks of 1 CPU and 4 GB, and of 3 CPUs and 1 GB. */
    private static ResourceDemands example() {
        return ResourceDemands.of(
                List.of(new BigFraction(9), new BigFraction(18)),
                List.of(
                        List.of(new BigFraction(1), new BigFraction(4)),
                        List.of(new BigFraction(3), new BigFraction(1))));
    }
}
