package dev.walras.models;

import dev.walras.mechanisms.bargaining.Rubinstein;
import dev.walras.mechanisms.flow.ConstantProductPool;
import dev.walras.mechanisms.flow.PowerNetwork;
import dev.walras.mechanisms.flow.TransportNetwork;
import dev.walras.mechanisms.matching.AssignmentGame;
import dev.walras.mechanisms.matching.StableMatchings;
import dev.walras.mechanisms.sharing.Rationing;
import dev.walras.mechanisms.sharing.ShapleyValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Numbers of papers and textbooks on power, transport, pools, matching, bargaining and sharing. */
final class FlowPublished {
    private static final String KIRSCHEN =
            "D. S. Kirschen, G. Strbac, Fundamentals of Power System Economics, 2004, chapter 6";
    private static final String PJM = "F. Li, R. Bo, Small test systems for power system economic studies, 2010";
    private static final String AIRPORT = "S. C. Littlechild, G. Owen, 1973 (closed form)";
    private static final String MISHNA = "R. J. Aumann, M. Maschler, 1985, table of the Mishna";
    private static final BigInteger E18 = BigInteger.TEN.pow(18);

    static final List<Published> LIST = list();

    private FlowPublished() {}

    private static List<Published> list() {
        List<Published> list = new ArrayList<>();
        list.add(power(
                "two buses, price without limit, $/MWh",
                24.30,
                0.05,
                () -> twoBus(null).prices().get(0).doubleValue()));
        list.add(power(
                "two buses, flow without limit, MW",
                933,
                0.5,
                () -> twoBus(null).flows().get(0).doubleValue()));
        list.add(power(
                "two buses, 400 MW, price in Borduria, $/MWh",
                19,
                1e-9,
                () -> twoBus(400).prices().get(0).doubleValue()));
        list.add(power(
                "two buses, 400 MW, price in Syldavia, $/MWh",
                35,
                1e-9,
                () -> twoBus(400).prices().get(1).doubleValue()));
        list.add(power(
                "two buses, 400 MW, merchandising surplus, $/h",
                6400,
                1e-9,
                () -> twoBus(400).rent().doubleValue()));
        list.add(power(
                "three buses, cost of economic dispatch, $/h",
                2647.5,
                1e-9,
                () -> threeBus(false).cost().doubleValue()));
        list.add(power(
                "three buses, cost within limits, $/h",
                2835,
                1e-9,
                () -> threeBus(true).cost().doubleValue()));
        double[] three = {7.50, 11.25, 10.00};
        for (int bus = 0; bus < three.length; bus++) {
            int at = bus;
            list.add(power(
                    "three buses, price at bus " + (bus + 1) + ", $/MWh",
                    three[bus],
                    1e-9,
                    () -> threeBus(true).prices().get(at).doubleValue()));
        }
        double[] five = {16.98, 26.38, 30.00, 39.94, 10.00};
        for (int bus = 0; bus < five.length; bus++) {
            int at = bus;
            list.add(new Published(
                    "Li-Bo 2010",
                    "PJM five buses, price at bus " + (bus + 1) + ", $/MWh",
                    PJM,
                    five[bus],
                    0.005,
                    () -> fiveBus(240).prices().get(at).doubleValue()));
        }
        list.add(new Published(
                "Li-Bo 2010",
                "PJM five buses, cost, $/h",
                PJM,
                17479.90,
                0.005,
                () -> fiveBus(240).cost().doubleValue()));
        list.add(new Published(
                "Dantzig 1963",
                "cheapest transport, thousand $",
                "G. B. Dantzig, Linear Programming and Extensions, 1963, chapter 3.3; GAMS model trnsport",
                153.675,
                1e-9,
                () -> transport().cost().doubleValue()));
        sharing(list);
        matching(list);
        return List.copyOf(list);
    }

    private static Published power(String quantity, double published, double tolerance, DoubleSupplier ours) {
        return new Published("Kirschen-Strbac 2004", quantity, KIRSCHEN, published, tolerance, ours);
    }

    private static void sharing(List<Published> list) {
        double[] airport = {2, 3, 4, 9};
        for (int i = 0; i < airport.length; i++) {
            int at = i;
            list.add(new Published(
                    "Shapley 1953",
                    "runways 8, 11, 13, 18: share of player " + (i + 1),
                    AIRPORT,
                    airport[i],
                    1e-12,
                    () -> ShapleyValue.exact(4, ShapleyValue.airport(fractions(8, 11, 13, 18)))
                            .get(at)
                            .doubleValue()));
        }
        list.add(new Published(
                "Shapley 1953",
                "one left and two right gloves: value of the left one",
                "textbook",
                2.0 / 3,
                1e-12,
                () -> ShapleyValue.exact(3, ShapleyValue.gloves(1)).get(0).doubleValue()));
        double[][] mishna = {{100.0 / 3, 100.0 / 3, 100.0 / 3}, {50, 75, 75}, {50, 100, 150}};
        for (int e = 0; e < mishna.length; e++) {
            for (int i = 0; i < 3; i++) {
                int estate = 100 * (e + 1);
                int at = i;
                list.add(new Published(
                        "Aumann-Maschler 1985",
                        "claims 100, 200, 300, estate " + estate + ": award of claim " + 100 * (i + 1),
                        MISHNA,
                        mishna[e][i],
                        1e-12,
                        () -> Rationing.TALMUD
                                .divide(new BigFraction(estate), fractions(100, 200, 300))
                                .get(at)
                                .doubleValue()));
            }
        }
        int[][] patience = {{9, 10, 9, 10}, {9, 10, 4, 5}};
        double[] shares = {10.0 / 19, 5.0 / 7};
        for (int i = 0; i < shares.length; i++) {
            int[] d = patience[i];
            list.add(new Published(
                    "Rubinstein 1982",
                    "share of the first proposer, discount factors " + d[0] + "/" + d[1] + " and " + d[2] + "/" + d[3],
                    "A. Rubinstein, Econometrica 50(1), 1982, (1 - d2) / (1 - d1 d2)",
                    shares[i],
                    1e-12,
                    () -> new Rubinstein(new BigFraction(d[0], d[1]), new BigFraction(d[2], d[3]))
                            .share()
                            .doubleValue()));
        }
    }

    private static void matching(List<Published> list) {
        list.add(new Published(
                "Knuth 1976",
                "stable matchings of the 4 x 4 instance",
                "D. E. Knuth, Mariages stables, 1976",
                10,
                0,
                () -> stableMatchings()));
        long[][] houses = {{5, 7, 2}, {8, 9, 3}, {2, 6, 0}};
        list.add(new Published(
                "Shapley-Shubik 1971",
                "houses: greatest total gain, thousand $",
                "International Journal of Game Theory 1(1)",
                16,
                0,
                () -> new AssignmentGame(houses).total()));
        long[][] swaps = {{1, 5, 10}, {1, 10, 5}, {2, 5, 10}, {2, 10, 5}, {1, 10, 10}, {1, 100, 100}, {1, 1000, 1000}};
        String[] wei = {
            "1662497915624478906",
            "453305446940074565",
            "2851015155847869602",
            "831248957812239453",
            "906610893880149131",
            "987158034397061298",
            "996006981039903216"
        };
        for (int i = 0; i < wei.length; i++) {
            long[] swap = swaps[i];
            BigInteger printed = new BigInteger(wei[i]);
            list.add(new Published(
                    "Uniswap v2 2020",
                    swap[0] + " into a pool of " + swap[1] + " and " + swap[2] + " (1e18): difference to " + wei[i]
                            + " wei",
                    "test vectors of the reference implementation",
                    0,
                    0,
                    () -> ConstantProductPool.of(
                                    E18.multiply(BigInteger.valueOf(swap[1])),
                                    E18.multiply(BigInteger.valueOf(swap[2])))
                            .out(E18.multiply(BigInteger.valueOf(swap[0])))
                            .subtract(printed)
                            .doubleValue()));
        }
    }

    private static List<BigFraction> fractions(int... numbers) {
        return Arrays.stream(numbers).mapToObj(BigFraction::new).toList();
    }

    private static BigFraction decimal(String text) {
        return Numbers.of(new java.math.BigDecimal(text));
    }

    private static @Nullable BigFraction optional(@Nullable Integer number) {
        return number == null ? null : new BigFraction(number);
    }

    /** Borduria and Syldavia, joined by a line. */
    private static PowerNetwork.Dispatch twoBus(@Nullable Integer limit) {
        PowerNetwork network = new PowerNetwork(
                List.of("Borduria", "Syldavia"),
                List.of(
                        new PowerNetwork.Generator(0, decimal("10"), decimal("0.01"), BigFraction.ZERO, null),
                        new PowerNetwork.Generator(1, decimal("13"), decimal("0.02"), BigFraction.ZERO, null)),
                List.of(new PowerNetwork.Line(0, 1, BigFraction.ONE, optional(limit))));
        return network.dispatch(fractions(500, 1500));
    }

    private static PowerNetwork.Dispatch threeBus(boolean limited) {
        List<PowerNetwork.Line> lines = List.of(
                new PowerNetwork.Line(0, 1, decimal("0.2"), limited ? optional(126) : null),
                new PowerNetwork.Line(0, 2, decimal("0.2"), limited ? optional(250) : null),
                new PowerNetwork.Line(1, 2, decimal("0.1"), limited ? optional(130) : null));
        return new PowerNetwork(
                        List.of("1", "2", "3"),
                        List.of(
                                PowerNetwork.Generator.of(0, decimal("7.5"), optional(140)),
                                PowerNetwork.Generator.of(0, decimal("6"), optional(285)),
                                PowerNetwork.Generator.of(1, decimal("14"), optional(90)),
                                PowerNetwork.Generator.of(2, decimal("10"), optional(85))),
                        lines)
                .dispatch(fractions(50, 60, 300));
    }

    /** The five-bus system of PJM with a limit of the line between buses 4 and 5, in megawatts. */
    static PowerNetwork.Dispatch fiveBus(int limit) {
        int[][] ends = {{0, 1}, {0, 3}, {0, 4}, {1, 2}, {2, 3}, {3, 4}};
        String[] reactances = {"0.0281", "0.0304", "0.0064", "0.0108", "0.0297", "0.0297"};
        List<PowerNetwork.Line> lines = new ArrayList<>();
        for (int l = 0; l < ends.length; l++) {
            BigFraction capacity = l == 0 ? new BigFraction(400) : l == 5 ? new BigFraction(limit) : null;
            lines.add(new PowerNetwork.Line(ends[l][0], ends[l][1], decimal(reactances[l]), capacity));
        }
        int[][] generators = {{0, 14, 40}, {0, 15, 170}, {2, 30, 520}, {3, 40, 200}, {4, 10, 600}};
        List<PowerNetwork.Generator> given = new ArrayList<>();
        for (int[] generator : generators) {
            given.add(PowerNetwork.Generator.of(
                    generator[0], new BigFraction(generator[1]), new BigFraction(generator[2])));
        }
        return new PowerNetwork(List.of("1", "2", "3", "4", "5"), given, lines)
                .dispatch(fractions(0, 300, 300, 400, 0));
    }

    private static TransportNetwork.Plan transport() {
        String[][] cost = {{"0.225", "0.153", "0.162"}, {"0.225", "0.162", "0.126"}};
        TransportNetwork network = new TransportNetwork(5);
        int[] supply = {350, 600};
        int[] demand = {325, 300, 275};
        for (int i = 0; i < 2; i++) {
            network.supply(i, new BigFraction(supply[i]), BigFraction.ZERO);
            for (int j = 0; j < 3; j++) {
                network.arc(i, 2 + j, null, decimal(cost[i][j]));
            }
        }
        for (int j = 0; j < 3; j++) {
            network.demand(2 + j, new BigFraction(demand[j]));
        }
        TransportNetwork.Plan plan = network.solve();
        if (plan == null) {
            throw new IllegalStateException("the example has a plan");
        }
        return plan;
    }

    private static int stableMatchings() {
        int[][] men = {{0, 1, 2, 3}, {1, 0, 3, 2}, {2, 3, 0, 1}, {3, 2, 1, 0}};
        int[][] women = {{3, 2, 1, 0}, {2, 3, 0, 1}, {1, 0, 3, 2}, {0, 1, 2, 3}};
        return new StableMatchings(men, women, new long[] {1, 1, 1, 1})
                .all(1_000)
                .size();
    }
}
