package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.InstanceFile;
import dev.walras.datasets.format.KnownOptima.KnownOptimum;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.problem.Instance;
import dev.walras.problem.Objective.Sense;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Solves an instance with a published optimum and compares: does the solver find it, and does it ever claim a proof
 * that the published optimum contradicts?
 *
 * <p>Values are compared in the source's own units, with a tolerance of half a micro of money for each filled order
 * (values are rounded to micros when an instance is read) and half a unit in the last decimal of the published number.
 */
public final class KnownBenchmark {
    private KnownBenchmark() {}

    /** What came of one instance. */
    public enum Verdict {
        /**
         * The known optimum was found, and a bound meets it: the audited one, or the engine's own claim, which is not
         * checked but for the published optimum it agrees with.
         */
        PROVED,
        /** The known optimum, or the best known value, was found, but not proved. */
        FOUND,
        /** Better than the best known value of an open instance. */
        IMPROVED,
        /** Worse than what is known, and not claimed to be optimal. */
        WORSE,
        /** No complete answer within the limits. */
        NOTHING,
        /** Infeasible, better than a proved optimum, or claimed optimal and worse: something is wrong. */
        CONTRADICTION;

        /** Whether something is wrong. */
        public boolean isWrong() {
            return this == CONTRADICTION;
        }
    }

    /**
     * One instance.
     *
     * @param known what is published
     * @param value the published optimum, or the best value known; null when there is neither
     * @param found the audited objective, in the source's units; null without a complete answer
     * @param bound the least of the audited and the claimed bound as an objective; null when there is none
     * @param gap between welfare and that bound, relative to the bound; not-a-number without a bound
     * @param row every field of the run
     */
    public record Entry(
            KnownOptimum known,
            @Nullable BigDecimal value,
            @Nullable BigDecimal found,
            @Nullable BigDecimal bound,
            double gap,
            Verdict verdict,
            Row row) {
        /** As one object. */
        public ObjectNode json() {
            ObjectNode json = Json.object();
            json.put("instance", known.instance());
            json.put("family", known.family());
            json.put("file", known.file());
            json.put("sense", known.sense() == Sense.MIN ? "min" : "max");
            json.put("size", known.size());
            json.put("known", value);
            json.put("found", found);
            json.put("bound", bound);
            Json.put(json, "gap", gap);
            json.set("wallMillis", row.json().path("wallMillis"));
            json.put("engine", row.json().path("engine").asText());
            json.put("status", row.json().path("status").asText());
            json.put("verdict", verdict.name().toLowerCase(java.util.Locale.ROOT));
            return json;
        }
    }

    /**
     * Solves one instance.
     *
     * @param folder where its file is
     * @throws dev.walras.datasets.InstanceFormatException when the file cannot be read
     */
    public static Entry run(KnownOptimum known, Path folder, CentralSolver solver, RunContext context) {
        Instance instance = InstanceFile.formulate(
                known.problem(folder), folder.resolve(known.file()).toString());
        Row row = Execution.run(
                        new Execution.Request(
                                instance,
                                known.instance(),
                                solver,
                                solver.spec().id(),
                                Behaviours.TRUTHFUL),
                        context)
                .row();
        Trial trial = new Trial(row.json());
        BigDecimal value = known.optimum() == null ? known.bestKnown() : known.optimum();
        Long welfare = trial.welfareMicros();
        if (welfare == null) {
            return new Entry(known, value, null, null, Double.NaN, Verdict.NOTHING, row);
        }
        Long bound = least(trial.boundMicros(), trial.number("claimedBoundMicros"));
        BigDecimal found = Row.objective(instance, welfare);
        BigDecimal boundValue = bound == null ? null : Row.objective(instance, bound);
        double gap = bound == null ? Double.NaN : ((double) bound - welfare) / Math.max(1.0, Math.abs((double) bound));
        boolean proved = bound != null && bound <= welfare;
        Verdict verdict = !trial.feasible()
                ? Verdict.CONTRADICTION
                : verdict(known, found, boundValue, proved, tolerance(trial, value));
        return new Entry(known, value, found, boundValue, gap, verdict, row);
    }

    private static @Nullable Long least(@Nullable Long a, @Nullable Long b) {
        return a == null ? b : b == null ? a : (Long) Math.min(a, b);
    }

    private static BigDecimal tolerance(Trial trial, @Nullable BigDecimal value) {
        Long filled = trial.number("filledOrders");
        BigDecimal rounding = BigDecimal.valueOf(filled == null ? 0 : filled).multiply(new BigDecimal("0.0000005"));
        return value == null || value.scale() <= 0 ? rounding : rounding.add(BigDecimal.valueOf(5, value.scale() + 1));
    }

    /** Judges a feasible answer. */
    static Verdict verdict(
            KnownOptimum known,
            @Nullable BigDecimal found,
            @Nullable BigDecimal bound,
            boolean proved,
            BigDecimal tolerance) {
        if (found == null) {
            return proved ? Verdict.CONTRADICTION : Verdict.NOTHING;
        }
        BigDecimal optimum = known.optimum();
        BigDecimal best = optimum == null ? known.bestKnown() : optimum;
        if (best == null) {
            return proved ? Verdict.PROVED : Verdict.FOUND;
        }
        int direction = known.sense() == Sense.MIN ? -1 : 1;
        BigDecimal ahead = found.subtract(best).multiply(BigDecimal.valueOf(direction));
        boolean better = ahead.compareTo(tolerance) > 0;
        boolean worse = ahead.negate().compareTo(tolerance) > 0;
        boolean boundBeaten = bound != null
                && best.subtract(bound).multiply(BigDecimal.valueOf(direction)).compareTo(tolerance) > 0;
        if ((better && optimum != null) || (worse && proved) || boundBeaten) {
            return Verdict.CONTRADICTION;
        }
        if (worse) {
            return Verdict.WORSE;
        }
        return better ? Verdict.IMPROVED : proved ? Verdict.PROVED : Verdict.FOUND;
    }
}
