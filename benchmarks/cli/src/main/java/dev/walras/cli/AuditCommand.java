package dev.walras.cli;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.datasets.OutcomeFile;
import dev.walras.harness.CodeVersion;
import dev.walras.harness.Row;
import dev.walras.harness.Sources;
import dev.walras.problem.Instance;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras audit}: judges an outcome, whoever made it. */
@Command(
        name = "audit",
        description = "Judges an outcome independently of who made it.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "Instance file, or an id of the catalog.")
    private String instanceName = "";

    @Parameters(index = "1", paramLabel = "OUTCOME", description = "Outcome file.")
    private Path outcomeFile = Path.of("");

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Instance instance = BadInputException.reading(() -> Sources.named(instanceName));
        OutcomeFile.Run run = OutcomeFile.read(outcomeFile, instance);
        Audit audit = Auditor.audit(instance, run.outcome(), run.claims());
        Row row = new Row(instance, instance.id(), run.mechanism()).audited(run.outcome(), audit, null);
        row.json().putNull("wallMillis");
        row.json().put("seed", run.seed());
        row.size().prices(run.outcome().prices(), Integer.MAX_VALUE);
        row.json().put("version", CodeVersion.current());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Report.json(out, row);
        } else {
            Report.text(out, row);
        }
        return audit.clean() ? ExitCode.DONE : ExitCode.VIOLATION;
    }
}
