package dev.walras.solver;

import dev.walras.mechanism.CentralSolver;
import dev.walras.solver.exact.AssignmentSolver;
import dev.walras.solver.exact.Exhaustive;
import dev.walras.solver.exact.MeritOrder;
import dev.walras.solver.ortools.CpSatSolver;
import dev.walras.solver.ortools.FlowSolver;
import dev.walras.solver.ortools.LinearSolver;
import dev.walras.solver.ortools.MixedIntegerSolver;
import dev.walras.solver.ortools.NeighbourhoodSolver;
import dev.walras.solver.ortools.PortfolioSolver;
import dev.walras.solver.ortools.RoundingSolver;
import dev.walras.solver.packing.PackingSolver;
import dev.walras.solver.sifting.PriceGuide;
import dev.walras.solver.sifting.SiftingSolver;
import dev.walras.solver.timefold.TimefoldSolver;
import java.util.List;
import java.util.stream.Collectors;

/** All central solvers, in a fixed order: the list that suites, tables and the command line read. */
public final class Solvers {
    private static final List<CentralSolver> ALL = List.of(
            new AutoSolver(),
            new MeritOrder(),
            new AssignmentSolver(),
            new FlowSolver(),
            LinearSolver.glop(),
            LinearSolver.clp(),
            LinearSolver.pdlp(),
            new SiftingSolver(PriceGuide.SUBGRADIENT),
            new CpSatSolver(),
            MixedIntegerSolver.cbc(),
            MixedIntegerSolver.scip(),
            new PortfolioSolver(),
            new RoundingSolver(),
            new TimefoldSolver(),
            new NeighbourhoodSolver(),
            new PackingSolver(),
            new Exhaustive());

    private Solvers() {}

    /** Every solver; the default, {@code opt.auto}, first. */
    public static List<CentralSolver> all() {
        return ALL;
    }

    /**
     * The solver called {@code id}.
     *
     * @throws IllegalArgumentException when there is none; the message lists all
     */
    public static CentralSolver byId(String id) {
        for (CentralSolver solver : ALL) {
            if (solver.spec().id().equals(id)) {
                return solver;
            }
        }
        throw new IllegalArgumentException("no solver \"" + id + "\"; there are "
                + ALL.stream().map(solver -> solver.spec().id()).collect(Collectors.joining(", ")));
    }
}
