package dev.walras.cli;

import dev.walras.datasets.FileAccess;
import dev.walras.datasets.OutcomeFile;
import dev.walras.harness.CodeVersion;
import dev.walras.harness.Execution;
import dev.walras.harness.Status;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one mechanism on one instance, shows progress, prints the result and writes the outcome.
 *
 * @param out where the result goes
 * @param err where progress goes
 * @param json whether the result is one JSON object
 * @param outcomeFile where the outcome goes, null for nowhere
 */
record SingleRun(
        PrintWriter out,
        PrintWriter err,
        boolean json,
        @Nullable Path outcomeFile) {
    /** Checks before a run that its outcome, if it is wanted, can be written, and not over the instance. */
    static void requireWritable(@Nullable Path outcomeFile, String instanceName) {
        if (outcomeFile != null) {
            FileAccess.requireWritable(outcomeFile, List.of(Path.of(instanceName)));
        }
    }

    /** Runs and returns the exit code. */
    int run(Execution.Request request, RunContext context) {
        ProgressLine progress = new ProgressLine(err);
        Execution execution = Execution.run(request, context.withObserver(progress));
        progress.clear();
        Outcome outcome = execution.outcome();
        execution.row().prices(outcome == null ? null : outcome.prices(), Integer.MAX_VALUE);
        execution.row().json().put("version", CodeVersion.current());
        if (json) {
            Report.json(out, execution.row());
        } else {
            Report.text(out, execution.row());
        }
        out.flush();
        if (outcome != null && outcomeFile != null) {
            OutcomeFile.write(
                    new OutcomeFile.Run(
                            outcome,
                            request.mechanism().spec().id(),
                            Execution.claims(request.mechanism().spec(), request.behaviour()),
                            context.seed()),
                    request.instance(),
                    outcomeFile);
        }
        Status status = Status.of(execution.row().json().path("status").asText());
        if (json && status == Status.UNSUPPORTED) {
            err.println(execution.row().json().path("reason").asText() + ".");
        }
        return ExitCode.of(status);
    }
}
