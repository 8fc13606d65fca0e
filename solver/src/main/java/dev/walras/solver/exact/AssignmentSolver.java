package dev.walras.solver.exact;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MarginalSolver;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The optimum of markets in which everybody wants one unit: see {@link Assignment}. The prices are those of one
 * competitive equilibrium, not necessarily the lowest.
 *
 * <p>Reference: R. Jonker, A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment
 * problems, Computing 38, 1987, 325-340, doi:10.1007/BF02278710.
 */
public final class AssignmentSolver extends EngineSolver implements MarginalSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.assignment",
            "Assignment by shortest augmenting paths",
            InformationClass.CENTRAL,
            Set.of(Trait.MANY_GOODS, Trait.ENDOWMENT, Trait.EXCLUSIVE, Trait.PORTFOLIO, Trait.BUDGETS),
            Set.of(Guarantee.EFFICIENT),
            "R. Jonker, A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment"
                    + " problems, Computing 38, 1987, 325-340, doi:10.1007/BF02278710");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected void requireStructure(LotProgram program) {
        if (!Assignment.handles(program)) {
            throw new UnsupportedMarketException(
                    SPEC.id() + " needs orders for one unit of one good each; this market has others");
        }
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        Answer answer = Assignment.solve(program, run);
        return answer == null
                ? new Answer(Assignment.NAME, new long[program.orders()], null, Answer.NO_BOUND, run.cutReason())
                : answer;
    }

    @Override
    public @Nullable Marginals welfareWithout(Market market, Fills optimum, RunContext context) {
        return AssignmentMarginals.of(market, context);
    }
}
