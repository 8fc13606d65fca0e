package dev.walras.spark;

import dev.walras.harness.Comparison;
import dev.walras.harness.Experiment;
import dev.walras.harness.Results;
import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Experiments whose cells are run by executors. Plan, keys, store, resuming and results are those of
 * {@link Comparison}; only the workers are others. A run may be begun here and finished by {@code walras compare
 * --resume}, or the other way round.
 */
public final class SparkSweep {
    private final JavaSparkContext context;

    /** Sweeps by the executors of {@code context}. */
    public SparkSweep(JavaSparkContext context) {
        this.context = context;
    }

    /**
     * Runs what is left to run and writes the results, in a folder of the driver's machine.
     *
     * @param options with as many jobs as cells should run at a time
     * @return null when other shards have not finished their cells yet
     * @throws IOException as {@link Comparison#runShard(Experiment, Comparison.Options, Comparison.Progress)}
     */
    public @Nullable Results run(Experiment experiment, Comparison.Options options, Comparison.Progress progress)
            throws IOException {
        return Comparison.runShard(
                experiment, options, progress, (resources, cells, jobs) -> new SparkCrew(context, cells, jobs));
    }
}
