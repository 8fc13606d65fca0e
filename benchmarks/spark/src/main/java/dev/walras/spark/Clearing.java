package dev.walras.spark;

import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.price.ascent.Ascent;
import dev.walras.mechanisms.price.ascent.AscentRule;
import dev.walras.mechanisms.price.ascent.DualCertificate;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * The ascent over prices on a cluster, round by round. The page of Spark shows each as "round 37, gap 1.2 %". Every so
 * many rounds its state (some vectors of one number an offer) is kept, so that a job whose driver died goes on, to the
 * same result.
 */
final class Clearing {
    private final JavaSparkContext context;
    private final Limits limits;
    private final @Nullable Checkpoint checkpoint;
    private final Ascent ascent;

    /**
     * How prices move, when to stop, and how often to keep the state.
     *
     * @param rule how prices move; a state that is kept goes on by its own, so it must be one of this rule
     * @param gap stop at this certified gap, relative to the bound
     * @param rounds most rounds in all
     * @param every rounds from one checkpoint to the next
     */
    record Limits(AscentRule rule, double gap, int rounds, int every) {
        Limits {
            if (!(gap >= 0) || rounds < 1 || every < 1) {
                throw new IllegalArgumentException("gap " + gap + ", " + rounds + " rounds, a checkpoint every " + every
                        + ": the gap must be 0 or more, the others 1 or more");
            }
        }
    }

    /**
     * An ascent from the beginning, or from where {@code checkpoint} has it.
     *
     * @param checkpoint where the state is kept; null for nowhere
     */
    Clearing(JavaSparkContext context, SparkDemand floor, Limits limits, @Nullable Checkpoint checkpoint) {
        this.context = context;
        this.limits = limits;
        this.checkpoint = checkpoint;
        Ascent kept = checkpoint == null ? null : checkpoint.latest();
        context.setJobDescription("curvature");
        this.ascent = kept == null ? new Ascent(floor, limits.rule().of(floor)) : kept.over(floor);
    }

    /** The name of a constant in options and results: {@code round-limit}. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Rounds so far, those before a restart among them. */
    int rounds() {
        return ascent.rounds();
    }

    /** What was proved so far. */
    DualCertificate certificate() {
        return ascent.certificate();
    }

    /** Runs to the gap or the last round. */
    Termination run(Consumer<Clearing> watcher) {
        while (!cleared() && rounds() < limits.rounds()) {
            context.setJobDescription(description());
            ascent.round();
            if (checkpoint != null && rounds() % limits.every() == 0) {
                checkpoint.keep(ascent);
            }
            watcher.accept(this);
        }
        return cleared() ? Termination.TOLERANCE : Termination.ROUND_LIMIT;
    }

    /** Before the first round the gap is not a number. */
    private boolean cleared() {
        return certificate().gap() <= limits.gap();
    }

    private String description() {
        double gap = certificate().gap();
        return "round " + (rounds() + 1)
                + (Double.isFinite(gap) ? String.format(Locale.ROOT, ", gap %.2g %%", 100 * gap) : "");
    }
}
