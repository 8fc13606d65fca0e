package dev.walras.solver;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.MarginalSolver.Marginals;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Parallel;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.PackagePortfolio;
import dev.walras.solver.packages.PackageReduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The optima of a package auction without single participants.
 *
 * <p>Without a participant that is not filled the optimum stays. Without a winner only the independent parts in which
 * it wins are solved again, from the optimum less its bids, which stays feasible, and below the optimum with it, which
 * is a bound; the parts that the rest falls into are solved apart. Winners are worked on side by side.
 */
final class PackageMarginals {
    private final Market market;
    private final long[] lots;
    private final Run run;
    private final List<Components.Part> parts;
    private final long[] welfare;
    private final AtomicInteger waiting = new AtomicInteger();
    private Termination end = Termination.COMPLETED;

    private PackageMarginals(Market market, Fills optimum, List<Components.Part> parts, RunContext context) {
        this.market = market;
        this.lots = optimum.lots().toArray();
        this.run = Run.start(context);
        this.parts = parts;
        this.welfare = new long[market.participants()];
    }

    /** The optima without single participants; null when {@code market} has no part that is a package auction. */
    static @Nullable Marginals of(Market market, Fills optimum, RunContext context) {
        LotProgram program = LotProgram.of(market);
        List<Components.Part> parts = Components.of(program);
        boolean packages = parts.stream()
                .anyMatch(part -> part.structure() == Structure.GENERAL && PackageReduction.handles(part.program()));
        if (!packages || givesAnything(program)) {
            return null;
        }
        PackageMarginals marginals = new PackageMarginals(market, optimum, parts, context);
        marginals.findAll(program.welfare(marginals.lots));
        return new Marginals(LongVector.of(marginals.welfare), marginals.end);
    }

    private static boolean givesAnything(LotProgram program) {
        for (int e = 0; e < program.entries(); e++) {
            if (program.units(e) < 0) {
                return true;
            }
        }
        return false;
    }

    private void findAll(long optimum) {
        Arrays.fill(welfare, optimum);
        List<Runnable> tasks = new ArrayList<>();
        for (int p = 0; p < welfare.length; p++) {
            int participant = p;
            if (wins(p)) {
                tasks.add(() -> find(participant, optimum));
            }
        }
        waiting.set(tasks.size());
        Parallel.run(tasks, run.context().threads(), () -> {});
    }

    private boolean wins(int p) {
        for (int i = 0; i < market.ordersByParticipant().size(p); i++) {
            if (lots[market.ordersByParticipant().member(p, i)] > 0) {
                return true;
            }
        }
        return false;
    }

    /** The optimum without winner {@code p}: what its parts lose. */
    private void find(int p, long optimum) {
        long rivals =
                Math.ceilDiv(waiting.getAndDecrement(), (long) run.context().threads());
        long left = run.remainingMillis();
        Run own = left == Long.MAX_VALUE ? run : run.withinMillis(Math.max(1, left / rivals));
        long without = optimum;
        for (Components.Part part : parts) {
            int[] orders = part.orders();
            long with = 0;
            boolean touched = false;
            for (int k : orders) {
                with += lots[k] * market.valueMicrosPerLot(k);
                touched |= lots[k] > 0 && market.owner(k) == p;
            }
            if (touched) {
                without +=
                        rest(part.program(), orders, p, with, own.withThreads(1).quietly()) - with;
            }
        }
        welfare[p] = without;
    }

    /** The optimum of a part without the orders of {@code p}. */
    private long rest(LotProgram part, int[] orders, int p, long with, Run own) {
        int[] kept = new int[orders.length];
        int n = 0;
        for (int i = 0; i < orders.length; i++) {
            if (market.owner(orders[i]) != p) {
                kept[n++] = i;
            }
        }
        int[] goods = new int[part.goods()];
        Arrays.setAll(goods, g -> g);
        LotProgram others = part.select(Arrays.copyOf(kept, n), goods);
        long[] start = new long[n];
        for (int i = 0; i < n; i++) {
            start[i] = lots[orders[kept[i]]];
        }
        long sum = 0;
        for (Components.Part piece : Components.of(others)) {
            Answer answer = answer(piece, start, with, own);
            sum += piece.program().welfare(answer.lots());
            if (answer.termination() != Termination.COMPLETED) {
                cut(answer.termination());
            }
        }
        return sum;
    }

    private synchronized void cut(Termination reason) {
        end = end == Termination.COMPLETED ? reason : end;
    }

    private static Answer answer(Components.Part piece, long[] start, long most, Run own) {
        if (piece.structure() == Structure.GENERAL) {
            int[] orders = piece.orders();
            long[] lots = new long[orders.length];
            for (int i = 0; i < lots.length; i++) {
                lots[i] = start[orders[i]];
            }
            Answer answer = PackagePortfolio.from(piece.program(), lots, most, own);
            if (answer != null) {
                return answer;
            }
        }
        return AutoSolver.solve(piece, own);
    }
}
