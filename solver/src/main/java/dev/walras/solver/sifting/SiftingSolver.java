package dev.walras.solver.sifting;

import dev.walras.market.Market;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Rounding;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.LinearMethod;
import java.util.Set;

/**
 * The linear relaxation by sifting from a guide's prices, rounded to feasible whole lots, with its duals as prices.
 *
 * <p>{@link LotProgram} has the problem, {@link Sifting} the method. Exact where the relaxation has whole optima that a
 * vertex hits, as in markets of fine lots without groups; elsewhere the fills are good and the bound says how good: it
 * is that of the prices, evaluated exactly. The guide has at most a third of the time.
 *
 * <p>For large markets whose buyers each choose among a few of many goods. Where the program is small, {@code opt.glop}
 * does the same with less ado.
 *
 * <p>Reference: R. E. Marsten, W. W. Hogan, J. W. Blankenship, The Boxstep method for large-scale optimization,
 * Operations Research 23(3), 1975, 389-405, doi:10.1287/opre.23.3.389.
 */
public final class SiftingSolver implements CentralSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.sifting",
            "Linear relaxation sifted by prices, rounded",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(),
            "R. E. Marsten, W. W. Hogan, J. W. Blankenship, The Boxstep method for large-scale optimization,"
                    + " Operations Research 23(3), 1975, 389-405, doi:10.1287/opre.23.3.389");

    private static final int GUIDES_SHARE = 3;

    private final PriceGuide guide;

    /** A solver that sifts from the prices of {@code guide}. */
    public SiftingSolver(PriceGuide guide) {
        this.guide = guide;
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome solve(Instance instance, RunContext context) {
        SPEC.requireSupported(instance.market());
        long start = System.nanoTime();
        double[] prices = guide.prices(instance.market(), forGuide(context));
        requireAll(instance.market(), prices);
        long spent = (System.nanoTime() - start) / 1_000_000;
        Limits limits = context.limits();
        long left = limits.timeMillis() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, limits.timeMillis() - spent);
        return new Guided(prices).solve(instance, context.withLimits(limits.withTimeMillis(left)));
    }

    private static RunContext forGuide(RunContext context) {
        long millis = context.limits().timeMillis();
        long share = millis == Long.MAX_VALUE ? millis : Math.max(1, millis / GUIDES_SHARE);
        return context.withLimits(context.limits().withTimeMillis(share)).withObserver(Observer.NONE);
    }

    private static void requireAll(Market market, double[] prices) {
        if (prices.length != market.goods()) {
            throw new IllegalStateException(
                    "the guide has " + prices.length + " prices for " + market.goods() + " goods");
        }
    }

    /** Sifts from given prices. */
    private static final class Guided extends EngineSolver {
        private final double[] prices;

        Guided(double[] prices) {
            this.prices = prices;
        }

        @Override
        public MechanismSpec spec() {
            return SPEC;
        }

        @Override
        protected Answer answer(LotProgram program, Run run) {
            Sifting.Result<double[]> found =
                    Sifting.solve(new LotSifting(program), prices, LinearMethod.glop()::solve, run);
            long[] lots = Rounding.round(program, found.allocation(), found.prices());
            Termination end = found.optimal() || !run.stopped() ? Termination.COMPLETED : run.cutReason();
            return new Answer(
                    "sifting+rounding",
                    lots,
                    DualBound.rounded(program, found.prices()),
                    DualBound.micros(program, found.prices()),
                    end);
        }
    }
}
