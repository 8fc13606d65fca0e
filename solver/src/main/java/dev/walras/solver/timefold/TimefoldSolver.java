package dev.walras.solver.timefold;

import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.CartesianProductMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.Greedy;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Rounding;
import dev.walras.solver.model.Run;
import dev.walras.solver.model.Watch;
import dev.walras.solver.ortools.Relaxation;
import java.util.Set;

/**
 * Local search by Timefold from a rounded linear relaxation on.
 *
 * <p>Every order, and every exclusive group as a whole, chooses among its fills; late acceptance changes one or two
 * choices at a time, first by the units lacking, then by welfare. The best plan is repaired and completed greedily; it
 * is never worse than the start. Good fills at any size, no guarantee; prices and bound are the relaxation's.
 *
 * <p>One thread. Reproducible under a limit on work: a unit is {@value #MOVES_PER_UNIT} moves. Ends early after
 * {@value #PATIENCE} steps without gain.
 *
 * <p>Reference: E. K. Burke, Y. Bykov, The late acceptance hill-climbing heuristic, European Journal of Operational
 * Research 258(1), 2017, 70-78, doi:10.1016/j.ejor.2016.07.012.
 */
public final class TimefoldSolver extends EngineSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.timefold",
            "Local search by Timefold",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(),
            "E. K. Burke, Y. Bykov, The late acceptance hill-climbing heuristic, European Journal of Operational Research"
                    + " 258(1), 2017, 70-78, doi:10.1016/j.ejor.2016.07.012");

    private static final String NAME = "timefold";
    private static final long MOVES_PER_UNIT = 100;
    private static final int PATIENCE = 200_000;

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        Relaxation relaxation = Relaxation.within(program, run);
        double[] prices = relaxation.prices();
        double[] fractions = relaxation.fractions();
        long[] start = Rounding.round(program, fractions, prices);
        long bound = relaxation.boundMicros();
        boolean proved = run.closeEnough(program.welfare(start), bound);
        long[] best = start;
        if (!proved && !run.stopped()) {
            long[] found = Greedy.complete(program, prices, fractions, searched(program, start, run));
            best = program.welfare(found) > program.welfare(start) ? found : start;
        }
        return new Answer(
                NAME, best, DualBound.rounded(program, prices), bound, termination(run, program.welfare(best), bound));
    }

    private static Termination termination(Run run, long welfare, long bound) {
        if (run.closeEnough(welfare, bound)) {
            return welfare >= bound ? Termination.COMPLETED : Termination.TOLERANCE;
        }
        return run.stopped() || run.workLimited() ? run.cutReason() : Termination.QUIESCENT;
    }

    private static long[] searched(LotProgram program, long[] start, Run run) {
        Plan plan = new Plan(program, start);
        Solver<Plan> solver = SolverFactory.<Plan>create(config(run)).buildSolver();
        solver.addEventListener(event -> {
            Plan better = event.getNewBestSolution();
            long[] lots = better.lots();
            if (program.feasible(lots)) {
                run.progress(NAME, program.welfare(lots), null);
            }
        });
        Plan best = Watch.during(run, NAME, solver::terminateEarly, () -> solver.solve(plan));
        return best.lots();
    }

    private static SolverConfig config(Run run) {
        TerminationConfig termination = new TerminationConfig().withUnimprovedStepCountLimit(PATIENCE);
        if (run.workLimited()) {
            double moves = (double) run.context().limits().work() * MOVES_PER_UNIT;
            termination.withMoveCountLimit((long) Math.min(moves, 0x1p60));
        }
        long millis = run.remainingMillis();
        LocalSearchPhaseConfig search = new LocalSearchPhaseConfig()
                .withLocalSearchType(LocalSearchType.LATE_ACCEPTANCE)
                .withMoveSelectorConfig(new UnionMoveSelectorConfig()
                        .withMoveSelectors(
                                new ChangeMoveSelectorConfig(),
                                new CartesianProductMoveSelectorConfig()
                                        .withMoveSelectors(
                                                new ChangeMoveSelectorConfig(), new ChangeMoveSelectorConfig())));
        search.setTerminationConfig(termination);
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Plan.class)
                .withEntityClasses(Choice.class)
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
                .withRandomSeed(run.context().seed())
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(MarketScore.class))
                .withPhases(search);
        return millis == Long.MAX_VALUE
                ? config
                : config.withTerminationConfig(new TerminationConfig().withMillisecondsSpentLimit(Math.max(1, millis)));
    }
}
