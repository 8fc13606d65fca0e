package dev.walras.solver;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.UnitOrders;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MarginalSolver;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.solver.exact.Assignment;
import dev.walras.solver.exact.AssignmentMarginals;
import dev.walras.solver.exact.AssignmentSolver;
import dev.walras.solver.exact.MeritOrder;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Parallel;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.General;
import dev.walras.solver.ortools.Network;
import dev.walras.solver.packing.Packing;
import dev.walras.solver.packing.PackingSolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the structure of a market, takes the cheapest exact method, and says which.
 *
 * <p>Independent parts ({@link Components}) are solved apart, side by side on the threads of the context. One good in
 * single units is cleared by merit order, unit demand by assignment, a network by minimum-cost flow; anything else by
 * its linear relaxation, which is taken when its rounding reaches the bound, then by a portfolio of exact engines, and
 * beyond their reach by large neighbourhood search; large packings of jobs on nodes by annealing. Prices come from the
 * duals of whatever method was taken, and are rounded so that their bound is small.
 *
 * <p>Efficient where it ends with {@link Termination#COMPLETED}; what a limit cut is feasible, with a bound. A limit on
 * work is shared among the parts by their size.
 *
 * <p>Reference: T. C. Koopmans (ed.), Activity Analysis of Production and Allocation, Wiley, 1951, for the form; the
 * classes of the methods for theirs.
 */
public final class AutoSolver extends EngineSolver implements MarginalSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.auto",
            "Automatic choice",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(Guarantee.EFFICIENT),
            "T. C. Koopmans (ed.), Activity Analysis of Production and Allocation, Wiley, 1951");

    private static final String NAME = "auto";
    /** The most kinds of engine named in a claim. */
    private static final int MOST_NAMES = 4;
    /** Packings with fewer entries than this are solved to a proof by the portfolio, or nearly so. */
    private static final int PACKING_ENTRIES = 20_000;

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    /** One good by the unit that is short: no need to look for parts or to build a program. */
    @Override
    protected @Nullable Answer direct(Market market, Run run) {
        if (market.goods() != 1 || !MeritOrder.SPEC.handles().containsAll(market.traits())) {
            return null;
        }
        UnitOrders orders = UnitOrders.of(market);
        Answer answer = MeritOrder.clear(orders);
        long[] prices = answer.prices();
        // Where nothing is endowed whatever trades is short.
        boolean traded = orders.endowment() == 0 && answer.boundMicros() > 0;
        if (prices == null || prices[0] == 0 || (!traded && demand(orders) <= orders.endowment())) {
            return null;
        }
        run.progress(NAME, answer.boundMicros(), answer.boundMicros());
        return answer.by(NAME + ": " + answer.engine());
    }

    private static long demand(UnitOrders orders) {
        UnitOrders.Block block = new UnitOrders.Block();
        long sum = 0;
        for (int from = 0; from < orders.size(); from += UnitOrders.BLOCK) {
            int count = Math.min(UnitOrders.BLOCK, orders.size() - from);
            orders.read(from, count, block);
            for (int i = 0; i < count; i++) {
                sum += block.units()[i] > 0 ? block.most()[i] : 0;
            }
        }
        return sum;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        List<Components.Part> parts = Components.of(program);
        Run each = run.withThreads(parts.size() > 1 ? 1 : run.context().threads());
        List<@Nullable Answer> answers = new ArrayList<>();
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            answers.add(null);
            int index = i;
            Components.Part part = parts.get(i);
            Run own = each.withShareOfWork(part.program().entries(), program.entries());
            tasks.add(() -> {
                Answer answer = solve(part, own);
                synchronized (answers) {
                    answers.set(index, answer);
                }
            });
        }
        Parallel.run(tasks, run.context().threads(), () -> {});
        return merged(program, parts, answers, run);
    }

    static Answer solve(Components.Part part, Run run) {
        LotProgram program = part.program();
        Answer special = switch (part.structure()) {
            case FREE -> free(program);
            case MERIT_ORDER -> MeritOrder.clear(program);
            case UNIT_DEMAND -> Assignment.solve(program, run);
            case NETWORK -> Network.solve(program, run);
            case GENERAL -> null;
        };
        return special == null ? general(program, run) : special;
    }

    private static Answer general(LotProgram program, Run run) {
        Packing packing = program.entries() < PACKING_ENTRIES ? null : Packing.of(program);
        return packing == null ? General.solve(program, run) : PackingSolver.solve(program, packing, run);
    }

    private static Answer free(LotProgram program) {
        long[] lots = new long[program.orders()];
        for (int k = 0; k < lots.length; k++) {
            lots[k] = program.value(k) > 0 ? program.max(k) : 0;
        }
        return new Answer("all filled", lots, new long[program.goods()], program.welfare(lots), Termination.COMPLETED);
    }

    private static Answer merged(
            LotProgram program, List<Components.Part> parts, List<@Nullable Answer> answers, Run run) {
        long[] lots = new long[program.orders()];
        long[] prices = new long[program.goods()];
        boolean priced = true;
        long bound = 0;
        Termination end = Termination.COMPLETED;
        Map<String, Integer> engines = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Answer answer = answers.get(i);
            if (answer == null) {
                continue;
            }
            parts.get(i).scatterLots(answer.lots(), lots);
            long[] own = answer.prices();
            if (own == null) {
                priced = false;
            } else {
                parts.get(i).scatterPrices(own, prices);
            }
            bound = bound == Answer.NO_BOUND || answer.boundMicros() == Answer.NO_BOUND
                    ? Answer.NO_BOUND
                    : bound + answer.boundMicros();
            engines.merge(answer.engine(), 1, Integer::sum);
            end = end == Termination.COMPLETED ? answer.termination() : end;
        }
        run.progress(NAME, program.welfare(lots), bound == Answer.NO_BOUND ? null : bound);
        return new Answer(claim(parts.size(), engines), lots, priced ? prices : null, bound, end);
    }

    /** Such as {@code "auto: min-cost flow"} or {@code "auto: 3 components (merit order, portfolio: cp-sat)"}. */
    private static String claim(int parts, Map<String, Integer> engines) {
        if (parts == 0) {
            return NAME + ": nothing to trade";
        }
        List<String> names = new ArrayList<>(engines.keySet());
        String shown = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        String all = names.size() > MOST_NAMES ? shown + ", ..." : shown;
        return NAME + ": " + (parts == 1 ? all : parts + " components (" + all + ")");
    }

    /** One computation for all where everybody wants one unit; warm starts for packages of goods that exist once. */
    @Override
    public @Nullable Marginals welfareWithout(Market market, Fills optimum, RunContext context) {
        Marginals assignment = AssignmentSolver.SPEC.handles().containsAll(market.traits())
                ? AssignmentMarginals.of(market, context)
                : null;
        return assignment == null ? PackageMarginals.of(market, optimum, context) : assignment;
    }
}
