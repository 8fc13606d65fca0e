package dev.walras.docs;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.divisible.DominantResourceFairness;
import dev.walras.mechanisms.divisible.EisenbergGale;
import dev.walras.mechanisms.divisible.FisherMarket;
import dev.walras.mechanisms.divisible.PriceAdjustment;
import dev.walras.mechanisms.divisible.PriceDynamics;
import dev.walras.mechanisms.divisible.ProportionalResponse;
import dev.walras.mechanisms.divisible.ResourceDemands;
import dev.walras.mechanisms.divisible.Scarf;
import dev.walras.report.SvgPlot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** The figures of the page on divisible goods. */
class DivisiblePlotsTest {
    private static List<BigFraction> fractions(int... values) {
        List<BigFraction> list = new ArrayList<>();
        for (int value : values) {
            list.add(new BigFraction(value));
        }
        return list;
    }

    /** Case C17: equilibrium prices 2 and 1. */
    @Test
    void proportionalResponse() throws IOException {
        FisherMarket market = FisherMarket.of(
                List.of(fractions(3, 1), fractions(2, 3)),
                fractions(2, 1),
                fractions(1, 1),
                new FisherMarket.Utility.Linear());
        List<Double> equilibrium = EisenbergGale.solve(market).prices();
        ProportionalResponse dynamics = new ProportionalResponse(market);
        int days = 30;
        double[][] prices = new double[2][days];
        double[][] goal = new double[2][days];
        double change = 0;
        for (int day = 0; day < days; day++) {
            for (int j = 0; j < 2; j++) {
                prices[j][day] = dynamics.state(day, change).prices().get(j);
                goal[j][day] = equilibrium.get(j);
            }
            change = dynamics.advance();
        }
        PlotFile.check(
                "divisible-proportional-response",
                new SvgPlot("Proportional response comes to the equilibrium", "day", "price")
                        .add("good 1", prices[0])
                        .add("good 2", prices[1])
                        .add("equilibrium 1", goal[0])
                        .add("equilibrium 2", goal[1]));
    }

    /** Case C28: p1 against p2 of Scarf's economy, from (1, 2, 3) with step 1/10 and 1/2. */
    @Test
    void scarf() throws IOException {
        SvgPlot plot =
                new SvgPlot("Scarf's economy: tatonnement spirals outwards", "price of good 1", "price of good 2");
        for (int divisor : new int[] {10, 2}) {
            PriceAdjustment rule = new PriceAdjustment.Additive(new BigFraction(1, divisor));
            List<List<Double>> trace = new PriceDynamics(Scarf::demand, new double[] {1, 1, 1}, rule)
                    .run(
                            new double[] {1, 2, 3},
                            PriceDynamics.Schedule.SYNCHRONOUS,
                            new PriceDynamics.Stop(1e-9, 10, 80 * divisor),
                            RunContext.seeded(1))
                    .trace();
            plot.add("step 1/" + divisor, SvgPlot.Style.LINE, column(trace, 0), column(trace, 1));
        }
        double two = Math.sqrt(14.0 / 3);
        plot.add("equilibrium", SvgPlot.Style.POINTS, new double[] {two}, new double[] {two});
        PlotFile.check("divisible-scarf", plot);
    }

    private static double[] column(List<List<Double>> trace, int good) {
        return trace.stream().mapToDouble(prices -> prices.get(good)).toArray();
    }

    /** Case C40: one buyer, two equal goods, constant additive steps. */
    @Test
    void radius() throws IOException {
        FisherMarket market = FisherMarket.of(
                List.of(fractions(1, 1)), fractions(1), fractions(1, 1), new FisherMarket.Utility.Linear());
        double[] steps = new double[12];
        double[] radii = new double[12];
        for (int k = 0; k < steps.length; k++) {
            BigFraction step = new BigFraction(k + 1, 100);
            steps[k] = step.doubleValue();
            radii[k] = PriceDynamics.of(market, new PriceAdjustment.Additive(step))
                    .run(
                            new double[] {0.6, 0.4},
                            PriceDynamics.Schedule.SYNCHRONOUS,
                            new PriceDynamics.Stop(1e-12, 1e6, 5_000),
                            RunContext.seeded(1))
                    .radius(List.of(0.5, 0.5), 500);
        }
        PlotFile.check(
                "divisible-radius",
                new SvgPlot("Linear utilities: prices stay a step away", "step", "largest distance from equilibrium")
                        .add("measured", SvgPlot.Style.POINTS, steps, radii)
                        .add("distance = step", SvgPlot.Style.LINE, steps, steps));
    }

    /** 9 CPUs and 18 GB; A needs CPUs alone, B both, C memory alone: A and B freeze together, C goes on. */
    @Test
    void progressiveFilling() throws IOException {
        ResourceDemands demands =
                ResourceDemands.of(fractions(9, 18), List.of(fractions(1, 0), fractions(3, 1), fractions(0, 2)));
        List<DominantResourceFairness.Phase> phases = DominantResourceFairness.phases(demands);
        SvgPlot plot = new SvgPlot("Progressive filling", "phase", "dominant share");
        for (int user = 0; user < 3; user++) {
            double[] shares = new double[phases.size() + 1];
            for (int phase = 1; phase < shares.length; phase++) {
                shares[phase] = phases.get(phase - 1)
                        .tasks()
                        .get(user)
                        .multiply(demands.dominantShare(user))
                        .doubleValue();
            }
            plot.add("ABC".substring(user, user + 1), shares);
        }
        PlotFile.check("divisible-filling", plot);
    }
}
