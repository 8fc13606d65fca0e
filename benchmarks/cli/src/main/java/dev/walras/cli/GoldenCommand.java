package dev.walras.cli;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.models.GoldenCase;
import dev.walras.models.GoldenCheck;
import dev.walras.models.GoldenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras golden}: instances with known answers. */
@Command(
        name = "golden",
        description = {
            "Computes instances whose answer is known, and compares.",
            "Without a file: the cases that come with Walras. Ends with 1 when an answer is not as expected."
        },
        mixinStandardHelpOptions = true)
final class GoldenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Cases: {\"cases\": [{\"id\", \"mechanism\", \"instance\", \"expected\", \"tolerance\"}]}.")
    private @Nullable Path file;

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            description = "Only cases in whose id or model this regular expression is found.")
    private String only = "";

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<GoldenCase> cases = file == null ? GoldenFile.shipped() : GoldenFile.read(file);
        Pattern pattern = pattern();
        int passed = 0;
        int failed = 0;
        for (GoldenCase golden : cases) {
            if (!pattern.matcher(golden.id()).find()
                    && !pattern.matcher(golden.model()).find()) {
                continue;
            }
            List<String> differences = differences(golden);
            passed += differences.isEmpty() ? 1 : 0;
            failed += differences.isEmpty() ? 0 : 1;
            out.printf(
                    "%-6s %-38s %s%n", golden.id(), golden.model(), differences.isEmpty() ? "as expected" : "DIFFERS");
            differences.forEach(difference -> out.println("       " + difference));
            out.flush();
        }
        out.println();
        out.println(passed + " as expected, " + failed + " not");
        if (passed + failed == 0) {
            throw new BadInputException("no case is chosen by \"" + only + "\"");
        }
        return failed > 0 ? ExitCode.VIOLATION : ExitCode.DONE;
    }

    private static List<String> differences(GoldenCase golden) {
        try {
            GoldenCheck.Result result = GoldenCheck.run(golden);
            return result.differences();
        } catch (InstanceFormatException e) {
            return List.of(String.valueOf(e.getMessage()).split("\n"));
        } catch (RuntimeException e) {
            // One model that fails is no reason to leave out the cases that follow.
            return List.of("the model failed: " + e);
        }
    }

    private Pattern pattern() {
        try {
            return Pattern.compile(only);
        } catch (PatternSyntaxException e) {
            throw new BadInputException(
                    "--only is \"" + only + "\", which is not a regular expression: " + e.getDescription(), e);
        }
    }
}
