package dev.walras.solver.exact;

import dev.walras.market.Grouping;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.MarginalSolver;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The optima without single participants of a market in which each of them wants one unit of one good. */
public final class AssignmentMarginals {
    private AssignmentMarginals() {}

    /**
     * Those of {@code market}: one assignment and one shortest-path computation. Null when the market is of another
     * kind, when a participant wants several units, or when the time is up.
     */
    public static MarginalSolver.@Nullable Marginals of(Market market, RunContext context) {
        LotProgram program = LotProgram.of(market);
        if (!Assignment.handles(program) || !unitDemand(market, program)) {
            return null;
        }
        long[] withoutRow = Assignment.welfareWithoutRows(program, Run.start(context));
        if (withoutRow == null) {
            return null;
        }
        long welfare = withoutRow[program.orders()];
        long[] without = new long[market.participants()];
        Arrays.fill(without, welfare);
        for (int k = 0; k < program.orders(); k++) {
            without[market.owner(k)] = withoutRow[k];
        }
        return new MarginalSolver.Marginals(LongVector.of(without), Termination.COMPLETED);
    }

    /** Whether all orders of a participant exclude one another. */
    private static boolean unitDemand(Market market, LotProgram program) {
        Grouping orders = market.ordersByParticipant();
        for (int p = 0; p < orders.groups(); p++) {
            int size = orders.size(p);
            for (int i = 1; i < size; i++) {
                int group = program.group(orders.member(p, 0));
                if (group == LotProgram.NO_GROUP || program.group(orders.member(p, i)) != group) {
                    return false;
                }
            }
        }
        return true;
    }
}
