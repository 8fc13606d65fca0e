package dev.walras.solver;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.MarginalSolver.Marginals;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Parallel;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.LinearEngine;
import dev.walras.solver.ortools.PackagePortfolio;
import dev.walras.solver.ortools.Relaxation;
import dev.walras.solver.packages.PackageReduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The optima of a package auction without single participants.
 *
 * <p>Without a participant that is not filled the optimum stays. Without a winner only the independent parts in which
 * it wins are solved again, from the optimum less its bids, which stays feasible, and below the optimum with it, which
 * is a bound. Of the rest, orders that the prices of one relaxation, shared by all winners, exclude from anything
 * better than that are dropped first; the parts that it then falls into are solved apart. Winners are worked on side by
 * side.
 */
final class PackageMarginals {
    /** Beyond this sums of prices might not fit. */
    private static final double MOST_MICROS = 0x1p60;

    private final Market market;
    private final long[] lots;
    private final Run run;
    private final List<Components.Part> parts;
    /** Prices of the goods of every part, from its relaxation; none where it is not a package auction. */
    private final List<long[]> prices = new ArrayList<>();

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
        for (Components.Part part : parts) {
            LotProgram program = part.program();
            prices.add(
                    part.structure() == Structure.GENERAL
                            ? DualBound.rounded(
                                    program,
                                    Relaxation.solve(program, LinearEngine.GLOP, run)
                                            .prices())
                            : new long[0]);
        }
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
        for (int i = 0; i < parts.size(); i++) {
            Components.Part part = parts.get(i);
            int[] orders = part.orders();
            long with = 0;
            boolean touched = false;
            for (int k : orders) {
                with += lots[k] * market.valueMicrosPerLot(k);
                touched |= lots[k] > 0 && market.owner(k) == p;
            }
            if (touched) {
                without += rest(i, p, with, own.withThreads(1).quietly()) - with;
            }
        }
        welfare[p] = without;
    }

    /** The optimum of a part without the orders of {@code p}. */
    private long rest(int index, int p, long with, Run own) {
        LotProgram part = parts.get(index).program();
        int[] orders = parts.get(index).orders();
        int[] goods = new int[part.goods()];
        Arrays.setAll(goods, g -> g);
        int[] kept = IntStream.range(0, orders.length)
                .filter(i -> market.owner(orders[i]) != p)
                .toArray();
        LotProgram others = part.select(kept, goods);
        long[] start = Arrays.stream(kept).mapToLong(i -> lots[orders[i]]).toArray();
        long least = others.welfare(start);
        int[] open = promising(others, prices.get(index), least);
        long[] openStart = Arrays.stream(open).mapToLong(i -> start[i]).toArray();
        long sum = 0;
        for (Components.Part piece : Components.of(others.select(open, goods))) {
            Answer answer = answer(piece, openStart, with, own);
            sum += piece.program().welfare(answer.lots());
            if (answer.termination() != Termination.COMPLETED) {
                cut(answer.termination());
            }
        }
        return Math.max(least, sum);
    }

    /** The orders of which something better than {@code least} can be made, by the Lagrangian bound at prices. */
    private static int[] promising(LotProgram program, long[] prices, long least) {
        int[] all = IntStream.range(0, program.orders()).toArray();
        long[] margin = new long[all.length];
        long[] best = new long[program.groups()];
        for (int k = 0; k < all.length && prices.length > 0; k++) {
            double paid = 0;
            for (int e = program.start(k); e < program.end(k); e++) {
                paid += (double) prices[program.good(e)] * program.units(e);
                margin[k] -= prices[program.good(e)] * program.units(e);
            }
            if (paid > MOST_MICROS || program.max(k) != 1) {
                return all;
            }
            margin[k] += program.value(k);
            if (program.group(k) >= 0) {
                best[program.group(k)] = Math.max(best[program.group(k)], margin[k]);
            }
        }
        if (prices.length == 0) {
            return all;
        }
        long bound = DualBound.micros(program, prices);
        return Arrays.stream(all)
                .filter(k -> {
                    long most = program.group(k) >= 0 ? best[program.group(k)] : Math.max(0, margin[k]);
                    return bound - (most - margin[k]) > least;
                })
                .toArray();
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
