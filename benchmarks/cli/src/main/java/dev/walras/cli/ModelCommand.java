package dev.walras.cli;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.walras.models.GoldenFile;
import dev.walras.models.Model;
import dev.walras.models.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras model}: one textbook model. */
@Command(
        name = "model",
        description = {
            "Computes a textbook model from a JSON instance: Fisher markets, locational prices, bargaining, ...",
            "walras list models shows them, with the keys of instance and answer."
        },
        mixinStandardHelpOptions = true)
final class ModelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "MODEL", description = "Its name.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The instance, or a case with an instance.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        Model model = BadInputException.reading(() -> Models.byName(name));
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        spec.commandLine()
                .getOut()
                .println(new ObjectMapper()
                        .writer(printer)
                        .writeValueAsString(model.run(GoldenFile.instance(file)).json()));
        return ExitCode.DONE;
    }
}
