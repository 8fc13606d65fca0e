package dev.walras.solver.packing;

import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.CpSat;
import dev.walras.solver.ortools.NeighbourhoodSolver;
import java.util.Set;

/**
 * Packing of jobs on nodes: annealing guided by prices of what each type of node has.
 *
 * <p>For markets in which every job takes one lot of one of several bundles, each of one node: nobody gives anything,
 * goods fall apart into nodes, two or more, by who takes them together, and no job has two orders for one node. This is
 * read from the orders, not from names; any other market is left to {@link NeighbourhoodSolver}. Prices by type of node
 * ({@link TypePrices}) give the bound; a placement by margins at these prices is improved by annealing
 * ({@link PackingSearch}). Small programs are handed to CP-SAT for a proof, from there on.
 *
 * <p>No guarantee but the bound, which is no smaller than the linear relaxation and so may be out of reach.
 * Reproducible under a limit on rounds or work. Time goes by moves, some millions a second and core; memory by jobs x
 * types of node, besides the program.
 *
 * <p>Reference: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, Optimization by simulated annealing, Science 220(4598),
 * 1983, 671-680, doi:10.1126/science.220.4598.671.
 */
public final class PackingSolver extends EngineSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.packing",
            "Packing jobs on nodes",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(),
            "S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, Optimization by simulated annealing, Science 220(4598), 1983,"
                    + " 671-680, doi:10.1126/science.220.4598.671");

    static final String NAME = "packing";
    /** Programs with at most this many entries are handed on to CP-SAT. */
    private static final int SMALL = 600;

    private static final long WORK_ON_SMALL = 2_000;

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        Packing packing = Packing.of(program);
        return packing == null ? NeighbourhoodSolver.solve(program, run) : solve(program, packing, run);
    }

    /** The best placement within the limits of {@code run}, with prices and their bound. */
    public static Answer solve(LotProgram program, Packing packing, Run run) {
        double[] real = TypePrices.of(packing, run.withinMillis(Math.max(1, run.remainingMillis() / 5)));
        long[] prices = WholePrices.near(packing, real);
        long bound = TypePrices.bound(packing, prices);
        Guide guide = new Guide(packing, real);
        PackingSearch search = new PackingSearch(packing, guide, Start.of(packing, guide), bound, run);
        boolean small = program.entries() <= SMALL;
        if (!small) {
            Termination end = search.search();
            return new Answer(NAME, packing.lots(search.best()), packing.prices(prices), bound, end);
        }
        long[] start = packing.lots(search.best());
        Answer exact = CpSat.solve(program, run.withWork(WORK_ON_SMALL).withThreads(1), start);
        Answer answer = new Answer(NAME, exact.lots(), packing.prices(prices), bound, exact.termination());
        return answer.withBound(exact.boundMicros());
    }
}
