package dev.walras.solver.ortools;

import com.google.ortools.sat.CpModelProto;
import com.google.ortools.sat.CpSatHelper;
import com.google.ortools.sat.CpSolverResponse;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.SatParameters;
import com.google.ortools.sat.SolutionCallback;
import com.google.ortools.sat.SolveWrapper;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.model.Watch;
import org.jspecify.annotations.Nullable;

/**
 * CP-SAT on one program: exact integer arithmetic, an exact bound.
 *
 * <p>One worker, and therefore one answer, when the context has one thread or limits the work; a unit of work is 0.001
 * of CP-SAT's deterministic time.
 */
public final class CpSat {
    /** The name of the engine. */
    public static final String NAME = "cp-sat";

    private static final double DETERMINISTIC_TIME_PER_UNIT = 0.001;

    private final LotProgram program;
    private final Run run;
    private final CpSatModel model;
    private final long @Nullable [] start;
    private int workers;
    private boolean allLinear;

    private CpSat(LotProgram program, Run run, long @Nullable [] start) {
        this.program = program;
        this.run = run;
        this.model = new CpSatModel(program);
        this.start = start;
        model.hint(start);
        this.workers = run.workLimited() ? 1 : run.context().threads();
    }

    /**
     * The best fills within the limits of {@code run}.
     *
     * @param start feasible lots to start from, or null
     * @throws UnsupportedMarketException when quantities are too large for CP-SAT
     */
    public static Answer solve(LotProgram program, Run run, long @Nullable [] start) {
        return new CpSat(program, run, start).solve();
    }

    /**
     * As {@link #solve}, with all rows in the linear relaxation of every worker: for set packing, whose bound CP-SAT's
     * own choice can miss for good.
     */
    static Answer linear(LotProgram program, Run run, long @Nullable [] start) {
        CpSat search = new CpSat(program, run, start);
        search.allLinear = true;
        return search.solve();
    }

    /** As {@link #solve}, with more workers than threads: strategies then take turns. Not reproducible. */
    static Answer race(LotProgram program, Run run, long @Nullable [] start, int workers) {
        CpSat search = new CpSat(program, run, start);
        search.workers = workers;
        return search.solve();
    }

    /**
     * Fills with welfare of at least {@code micros}, found by one worker that starts from nothing, so that the answer
     * depends on the program, the number asked for and the seed alone; null when none is found within the limits.
     */
    static long @Nullable [] reaching(LotProgram program, Run run, long micros) {
        CpSat search = new CpSat(program, run, null);
        if (!search.model.exact()) {
            return null;
        }
        search.workers = 1;
        search.model.demand(micros);
        Answer answer = search.solve();
        return answer.termination() == Termination.NOTHING_FOUND || program.welfare(answer.lots()) < micros
                ? null
                : answer.lots();
    }

    private Answer solve() {
        Natives.load();
        CpModelProto proto = model.build();
        String complaint = CpSatHelper.validateModel(proto);
        if (!complaint.isEmpty()) {
            throw new UnsupportedMarketException("the quantities are too large for CP-SAT: " + complaint);
        }
        if (run.stopped()) {
            return nothing(Answer.NO_BOUND, run.cutReason());
        }
        CpSolverResponse response = search(proto);
        CpSolverStatus status = response.getStatus();
        long bound = statedBound(proto, response);
        if (response.getSolutionCount() < program.orders()) {
            return nothing(bound, Termination.NOTHING_FOUND);
        }
        long[] lots = new long[program.orders()];
        for (int k = 0; k < lots.length; k++) {
            lots[k] = response.getSolution(k);
        }
        if (!program.feasible(lots)) {
            return nothing(Answer.NO_BOUND, Termination.NOTHING_FOUND);
        }
        // A bound below what was found is no bound; CP-SAT has one only once its workers have shared it.
        bound = model.exact() && bound < program.welfare(lots) ? Answer.NO_BOUND : bound;
        return new Answer(NAME, lots, null, bound, termination(status, lots, bound));
    }

    /**
     * The engine's bound. A response that was cut short before any bound was known states 0, the default of the field,
     * whatever its status but OPTIMAL; it would pass for a proof where the first solution is a hint.
     */
    private long statedBound(CpModelProto proto, CpSolverResponse response) {
        long inner = response.getInnerObjectiveLowerBound();
        boolean optimal = response.getStatus() == CpSolverStatus.OPTIMAL;
        boolean feasible = response.getStatus() == CpSolverStatus.FEASIBLE;
        boolean known = proto.hasObjective() && (optimal || (feasible && inner != 0));
        return known ? model.boundMicros(inner) : Answer.NO_BOUND;
    }

    private Termination termination(CpSolverStatus status, long[] lots, long bound) {
        if (status != CpSolverStatus.OPTIMAL) {
            return run.cutReason();
        }
        return model.exact() && bound > program.welfare(lots) ? Termination.TOLERANCE : Termination.COMPLETED;
    }

    private Answer nothing(long bound, Termination termination) {
        if (start != null) {
            return new Answer(NAME, start, null, bound, run.cutReason());
        }
        return new Answer(NAME, new long[program.orders()], null, bound, termination);
    }

    private CpSolverResponse search(CpModelProto proto) {
        SolveWrapper solver = new SolveWrapper();
        Progress progress = new Progress();
        try {
            solver.setParameters(parameters());
            solver.addSolutionCallback(progress);
            return Watch.during(run, NAME, solver::stopSearch, () -> solver.solve(proto));
        } finally {
            solver.clearSolutionCallback(progress);
            progress.delete();
            solver.delete();
        }
    }

    private SatParameters parameters() {
        Limits limits = run.context().limits();
        SatParameters.Builder parameters = SatParameters.newBuilder()
                .setNumWorkers(workers)
                .setRandomSeed((int) (run.context().seed() & Integer.MAX_VALUE))
                .setCatchSigintSignal(false)
                .setLogToStdout(false)
                .setRelativeGapLimit(limits.relativeGap());
        if (allLinear) {
            parameters.setLinearizationLevel(2);
        }
        long millis = run.remainingMillis();
        if (millis != Long.MAX_VALUE) {
            parameters.setMaxTimeInSeconds(Math.max(1, millis) / 1000.0);
        }
        if (run.workLimited()) {
            parameters.setMaxDeterministicTime(limits.work() * DETERMINISTIC_TIME_PER_UNIT);
        }
        return parameters.build();
    }

    /** Tells the observer of every solution. Runs on native threads, out of which no exception may escape. */
    private final class Progress extends SolutionCallback {
        @Override
        @SuppressWarnings("CatchAndPrintStackTrace")
        public void onSolutionCallback() {
            try {
                if (model.exact()) {
                    long incumbent = Math.round(-objectiveValue() * program.valueGcd());
                    run.progress(NAME, incumbent, null);
                }
            } catch (RuntimeException | Error observersOwn) {
                stopSearch();
            }
        }
    }
}
