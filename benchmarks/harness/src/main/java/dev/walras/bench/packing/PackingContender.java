package dev.walras.bench.packing;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.bench.Child;
import dev.walras.datasets.generate.Generators;
import dev.walras.market.Fills;
import dev.walras.market.Payments;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.AllocationProblem.Place;
import dev.walras.problem.Instance;
import dev.walras.solver.Solvers;
import dev.walras.solver.model.Greedy;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.CpSat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One contender on one instance, in a process of its own: draws the instance, runs, audits, and answers one line.
 *
 * <p>Arguments: the contender, jobs, nodes, threads, milliseconds until the early look, milliseconds in all. The clock
 * runs from handing over the formulated market to the answer. Answer: welfare known at the early look, audited welfare
 * in the end, audited bound (both -1 where there is none), milliseconds used; in micros.
 */
public final class PackingContender {
    private final String name;
    private final int threads;
    private final long early;
    private final long all;
    private final AllocationProblem problem;
    private final Instance instance;
    private long start;
    private long atEarly = -1;

    private PackingContender(String... args) {
        this.name = args[0];
        this.threads = Integer.parseInt(args[3]);
        this.early = Long.parseLong(args[4]);
        this.all = Long.parseLong(args[5]);
        Settings settings = new Settings("cluster.openb", Map.of("pods", args[1], "nodes", args[2]));
        this.problem = (AllocationProblem) Generators.byId("cluster.openb").generate(settings, 1);
        this.instance = problem.instance();
    }

    /** Runs in the child. */
    public static void main(String... args) {
        Child.answer(new PackingContender(args).run());
    }

    private String run() {
        start = System.nanoTime();
        Outcome outcome = outcome();
        long used = millis();
        Audit audit = Auditor.audit(instance, outcome);
        if (!audit.feasible()) {
            throw new IllegalStateException(name + " is infeasible: " + audit.violations());
        }
        Long bound = audit.boundMicros();
        return (used <= early ? audit.welfareMicros() : atEarly) + " " + audit.welfareMicros() + " "
                + (bound == null ? -1 : bound) + " " + used;
    }

    private long millis() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private synchronized void found(long welfareMicros) {
        if (millis() <= early) {
            atEarly = Math.max(atEarly, welfareMicros);
        }
    }

    private RunContext context() {
        Limits limits = Limits.DEFAULT.withTimeMillis(all).withRounds(Integer.MAX_VALUE);
        Observer observer = new Observer() {
            @Override
            public void progress(String engine, @Nullable Long incumbentMicros, @Nullable Long boundMicros) {
                if (incumbentMicros != null) {
                    found(incumbentMicros);
                }
            }
        };
        return RunContext.seeded(1).withLimits(limits).withThreads(threads).withObserver(observer);
    }

    private Outcome outcome() {
        return switch (name) {
            case "cp-sat" -> alone(null);
            case "cp-sat-hint" -> {
                LotProgram program = LotProgram.of(instance.market());
                yield alone(Greedy.fill(program, new double[program.goods()]));
            }
            case "scip" -> {
                LotProgram program = LotProgram.of(instance.market());
                yield filled(ScipPeer.solve(program, all - millis()));
            }
            case "timefold" -> placed(TimefoldPeer.solve(problem, all, this::found));
            default -> Solvers.byId(name).solve(instance, context());
        };
    }

    private Outcome alone(long @Nullable [] hint) {
        Run run = Run.start(context());
        return filled(CpSat.solve(LotProgram.of(instance.market()), run, hint).lots());
    }

    private Outcome filled(long[] lots) {
        return new Outcome(
                Fills.of(lots), Payments.none(instance.market().participants()), null, Termination.TIME_LIMIT, 1);
    }

    private Outcome placed(int[] nodeOfJob) {
        long[] lots = new long[instance.market().orders()];
        for (int k = 0; k < lots.length; k++) {
            if (instance.acts().get(k) instanceof Place place && nodeOfJob[place.job()] == place.node()) {
                lots[k] = 1;
            }
        }
        return filled(lots);
    }
}
