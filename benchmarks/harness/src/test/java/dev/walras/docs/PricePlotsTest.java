package dev.walras.docs;

import dev.walras.audit.Auditor;
import dev.walras.harness.Sources;
import dev.walras.market.Fills;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.mechanisms.Play;
import dev.walras.mechanisms.behaviour.Truthful;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.mechanisms.floor.Conditions;
import dev.walras.mechanisms.network.StalePrices;
import dev.walras.problem.Instance;
import dev.walras.report.SvgPlot;
import dev.walras.solver.Solvers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The plots of the pages on price processes and on honesty. */
class PricePlotsTest {
    private static final List<String> PROCESSES =
            List.of("price.tatonnement", "price.subgradient-average", "price.analytic-centre");
    private static final int ROUNDS = 60;

    private static PriceSignal process(String id) {
        return (PriceSignal) Mechanisms.make(id, Map.of(), Solvers.byId("opt.auto"));
    }

    /** The least audited bound so far, round by round, on the toy of two venues. */
    @Test
    void theBoundFallsRoundByRound() throws IOException {
        Instance instance = Sources.named("toy.arbitrage");
        SvgPlot plot = new SvgPlot("Least bound so far, toy.arbitrage", "round", "audited bound (money)");
        for (String id : PROCESSES) {
            List<Double> bounds = new ArrayList<>();
            RunContext context = RunContext.seeded(1)
                    .withLimits(Limits.DEFAULT.withRounds(ROUNDS))
                    .withObserver(new Observer() {
                        @Override
                        public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
                            double least = bounds.isEmpty() ? Double.MAX_VALUE : bounds.get(bounds.size() - 1);
                            bounds.add(Math.min(least, bound(instance, prices)));
                        }
                    });
            process(id).run(new ColumnFloor(instance.market()), context);
            plot.add(id, bounds.stream().mapToDouble(Double::doubleValue).toArray());
        }
        PlotFile.check("price-bounds", plot);
    }

    private static double bound(Instance instance, Prices prices) {
        Outcome priced = new Outcome(
                Fills.none(instance.market().orders()),
                Payments.none(instance.market().participants()),
                prices,
                Termination.COMPLETED,
                1);
        Long bound = Auditor.audit(instance, priced).boundMicros();
        return bound == null ? Double.NaN : bound / 1e6;
    }

    @Test
    void theStableStepShrinksWithTheDelay() throws IOException {
        double[] delays = new double[13];
        double[] limits = new double[delays.length];
        double[] stable = new double[delays.length];
        for (int d = 0; d < delays.length; d++) {
            StalePrices process = new StalePrices(d);
            delays[d] = d;
            limits[d] = process.stabilityLimit();
            for (int step = 1; step <= 400; step++) {
                double gain = step / 200.0;
                if (process.run(gain, 20_000, 1e-9).termination() == Termination.TOLERANCE) {
                    stable[d] = gain;
                }
            }
        }
        PlotFile.check(
                "price-stability",
                new SvgPlot("Largest stable step by age of replies", "rounds", "step times slope of demand")
                        .add("2 cos(d pi/(2d+1))", SvgPlot.Style.LINE, delays, limits)
                        .add("runs that converged", SvgPlot.Style.POINTS, delays, stable));
    }

    /** Mean efficiency over a few double auctions as messages get later. */
    @Test
    void efficiencySuffersFromDelay() throws IOException {
        double[] delays = {0, 1, 2, 4, 8, 16};
        SvgPlot plot = new SvgPlot("Ten double auctions, 200 rounds, loss 0.1", "largest delay (rounds)", "efficiency");
        List<Instance> instances = new ArrayList<>();
        for (int seed = 1; seed <= 10; seed++) {
            instances.add(
                    Sources.generate("exchange.double-auction", Map.of(), seed).instance());
        }
        for (String id : PROCESSES) {
            double[] mean = new double[delays.length];
            for (int i = 0; i < delays.length; i++) {
                Conditions conditions = Conditions.parse("loss=0.1,delay=" + (int) delays[i]);
                for (Instance instance : instances) {
                    mean[i] += efficiency(id, instance, conditions) / instances.size();
                }
            }
            plot.add(id, SvgPlot.Style.LINE, delays, mean);
        }
        PlotFile.check("price-unreliable", plot);
    }

    private static double efficiency(String id, Instance instance, Conditions conditions) {
        RunContext context = RunContext.seeded(1).withLimits(Limits.DEFAULT.withRounds(200));
        Outcome best = Solvers.byId("opt.auto").solve(instance, context);
        Outcome outcome = Play.run(process(id), instance, new Play.Circumstances(new Truthful(), conditions), context)
                .outcome();
        return (double) Auditor.audit(instance, outcome).welfareMicros()
                / Auditor.audit(instance, best).welfareMicros();
    }
}
