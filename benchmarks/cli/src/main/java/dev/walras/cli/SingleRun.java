package dev.walras.cli;

import dev.walras.datasets.OutcomeFile;
import dev.walras.harness.CodeVersion;
import dev.walras.harness.Execution;
import dev.walras.harness.Status;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import java.io.PrintWriter;
import java.nio.file.Path;
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
    /** Runs and returns the exit code. */
    int run(Execution.Request request, RunContext context) {
        ProgressLine progress = new ProgressLine(err);
        Execution execution = Execution.run(request, context.withObserver(progress));
        progress.clear();
        Outcome outcome = execution.outcome();
        execution.row().prices(outcome == null ? null : outcome.prices(), Integer.MAX_VALUE);
        execution.row().json().put("version", CodeVersion.current());
        if (outcome != null && outcomeFile != null) {
            OutcomeFile.write(
                    new OutcomeFile.Run(
                            outcome,
                            request.mechanism().spec().id(),
                            request.mechanism().spec().claims(),
                            context.seed()),
                    request.instance(),
                    outcomeFile);
        }
        if (json) {
            Report.json(out, execution.row());
        } else {
            Report.text(out, execution.row());
        }
        Status status = Status.of(execution.row().json().path("status").asText());
        if (json && status == Status.UNSUPPORTED) {
            err.println(execution.row().json().path("reason").asText() + ".");
        }
        return ExitCode.of(status);
    }
}
