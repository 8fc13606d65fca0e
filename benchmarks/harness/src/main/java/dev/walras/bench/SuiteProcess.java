package dev.walras.bench;

import dev.walras.harness.ThisJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a suite in a virtual machine of its own, so that heaps, native memory and compiled code do not mix. */
public final class SuiteProcess {
    private SuiteProcess() {}

    /**
     * Runs a suite by the command line of this process's class path; what it says goes to standard error.
     *
     * @return nothing when the suite failed; it has said why
     */
    public static Optional<SuiteResult> run(Benchmark suite, Bench.Size size) throws IOException, InterruptedException {
        Path result = Files.createTempFile("walras-bench", ".json");
        try {
            List<String> command = new ArrayList<>(Child.java());
            command.addAll(suite.jvm());
            command.addAll(List.of(
                    "-cp",
                    ThisJava.classPath(),
                    "dev.walras.cli.Walras",
                    "bench",
                    suite.id(),
                    "--here",
                    result.toString()));
            if (size == Bench.Size.QUICK) {
                command.add("--quick");
            }
            Process process = new ProcessBuilder(command).inheritIO().start();
            try {
                return process.waitFor() == 0 ? Optional.of(SuiteResult.read(result)) : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(result);
        }
    }
}
