package dev.walras.solver.ortools;

import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Set;

/**
 * The optimum by several engines at once: see {@link Portfolio}, also for what is reproducible, and
 * {@link PackagePortfolio} for auctions of packages of goods that exist once.
 *
 * <p>Reference: C. P. Gomes, B. Selman, Algorithm portfolios, Artificial Intelligence 126(1-2), 2001, 43-62,
 * doi:10.1016/S0004-3702(00)00081-3.
 */
public final class PortfolioSolver extends EngineSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.portfolio",
            "Portfolio of CP-SAT, CBC and SCIP",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(Guarantee.EFFICIENT),
            "C. P. Gomes, B. Selman, Algorithm portfolios, Artificial Intelligence 126(1-2), 2001, 43-62,"
                    + " doi:10.1016/S0004-3702(00)00081-3");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        Answer packages = PackagePortfolio.solve(program, run);
        return packages == null ? Portfolio.solve(program, Relaxation.within(program, run), run) : packages;
    }
}
