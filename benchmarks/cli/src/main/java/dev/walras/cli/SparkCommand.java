package dev.walras.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code walras spark}: the script {@code walras} runs the module {@code benchmarks/spark} instead, so this is met only
 * where the jar of the command line is started without it.
 */
@Command(
        name = "spark",
        description = "Runs markets and sweeps on Apache Spark, on a cluster or on all cores of this machine.")
final class SparkCommand implements Callable<Integer> {
    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        throw new BadInputException("walras spark " + String.join(" ", words)
                + ": this jar is without Spark\nMaybe start it by the script walras, or submit"
                + " benchmarks/spark/target/walras-spark.jar to a cluster.");
    }
}
