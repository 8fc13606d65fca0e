package dev.walras.harness;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.Play;
import dev.walras.mechanisms.floor.MessageCost;
import dev.walras.problem.Instance;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of one mechanism on one instance, timed and audited on true values.
 *
 * @param row every field of the result
 * @param outcome what was decided, null when the market is not supported
 */
public record Execution(Row row, @Nullable Outcome outcome) {
    /**
     * What to run.
     *
     * @param instance the true instance
     * @param name what the instance is called
     * @param mechanism what is run
     * @param label what the mechanism is called
     * @param behaviour the text of a {@link Conduct}: how participants report, and how messages fare
     * @param misreports how many misreports of each participant are tried in search of one that pays; 0 for none
     */
    public record Request(
            Instance instance, String name, Mechanism mechanism, String label, String behaviour, int misreports) {
        /** Without a search for misreports. */
        public Request(Instance instance, String name, Mechanism mechanism, String label, String behaviour) {
            this(instance, name, mechanism, label, behaviour, 0);
        }
    }

    /**
     * Runs and audits. Exceptions of the mechanism pass through, but for an unsupported market, which is a result.
     *
     * @param context seed, limits and observer; rounds are recorded besides
     */
    public static Execution run(Request request, RunContext context) {
        Row row = new Row(request.instance, request.name, request.label);
        TraceRecorder recorder = new TraceRecorder();
        MechanismSpec spec = request.mechanism.spec();
        try {
            spec.requireSupported(request.instance.market());
            long start = System.nanoTime();
            Play.Played played = Play.run(
                    request.mechanism,
                    request.instance,
                    Conduct.of(request.behaviour).circumstances(),
                    context.withObserver(new Both(recorder, context.observer())));
            long nanos = System.nanoTime() - start;
            Outcome outcome = played.outcome();
            Audit audit = Auditor.audit(request.instance, outcome, claims(spec, request.behaviour));
            row.audited(outcome, audit, played.traffic());
            addEffort(row, request, played);
            row.json().put("wallMillis", BigDecimal.valueOf(nanos / 1_000, 3));
            Distribution.put(row.json(), request.instance.market(), outcome);
            if (audit.feasible()) {
                Blocking.put(row.json(), request.instance.market(), outcome, Roster.solver(Roster.PLANNER));
            }
            Json.put(row.json(), "slaAttainment", ServiceLevels.attainment(request.instance, outcome));
            if (request.misreports > 0 && request.behaviour.equals(Conduct.TRUTHFUL)) {
                RegretFields.put(row.json(), request, context);
            }
            finish(row, request, context);
            addPictures(row, request, outcome, audit, recorder.points());
            return new Execution(row, outcome);
        } catch (UnsupportedMarketException e) {
            row.failed(Status.UNSUPPORTED, String.valueOf(e.getMessage()));
            finish(row, request, context);
            return new Execution(row, null);
        }
    }

    /**
     * The promises an outcome is held to: all under truthful reports and reliable messages, otherwise only those about
     * money.
     *
     * @param behaviour the text of a {@link Conduct}
     */
    public static Set<Guarantee> claims(MechanismSpec spec, String behaviour) {
        return Conduct.of(behaviour).held(spec.claims());
    }

    /** The fields that every row has, whatever became of the run. */
    static void finish(Row row, Request request, RunContext context) {
        if (!row.json().has("engine")) {
            row.json().put("engine", "");
        }
        row.json().put("seed", context.seed());
        row.json().put("behaviour", request.behaviour);
        row.size();
    }

    /** How the messages of a price process divide, and what verifying its prices would take. */
    private static void addEffort(Row row, Request request, Play.Played played) {
        if (request.mechanism instanceof PriceSignal) {
            Market market = request.instance.market();
            row.json().put("recoveryMessages", played.effort().recovery().messages());
            row.json().put("recoveryRounds", played.effort().recoveryRounds());
            row.json().put("mostAnswers", played.effort().mostAnswers());
            row.json()
                    .put(
                            "bytesToVerify",
                            MessageCost.toVerify(market.participants(), market.goods())
                                    .bytes());
        }
    }

    private static void addPictures(
            Row row, Request request, Outcome outcome, Audit audit, List<TraceRecorder.Point> points) {
        if (points.size() > 1) {
            row.json().set("trace", Trace.of(request.instance, points, audit.welfareMicros()));
        }
        if (request.mechanism instanceof CentralSolver && audit.feasible()) {
            row.json().setAll(ArbitrageMap.of(request.instance, outcome));
        }
    }

    /** Tells two observers. */
    private record Both(TraceRecorder recorder, dev.walras.mechanism.Observer other)
            implements dev.walras.mechanism.Observer {
        @Override
        public void round(
                int round,
                dev.walras.market.Prices prices,
                long messages,
                dev.walras.market.@Nullable Fills provisional) {
            recorder.round(round, prices, messages, provisional);
            other.round(round, prices, messages, provisional);
        }

        @Override
        public void progress(String engine, @Nullable Long incumbentMicros, @Nullable Long boundMicros) {
            other.progress(engine, incumbentMicros, boundMicros);
        }
    }
}
