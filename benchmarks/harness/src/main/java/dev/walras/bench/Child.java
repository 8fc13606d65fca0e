package dev.walras.bench;

import dev.walras.harness.ThisJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class in a virtual machine of its own, with the class path of this one: peak memory is then that of one
 * contender alone, and a crash is a result.
 *
 * <p>The child hands its result over by {@link #answer}. Peak memory is the high-water mark of the resident set (Linux;
 * elsewhere 0), native memory included.
 */
public final class Child {
    private static final String ANSWER = "walras.child.answer";
    private static final Path STATUS = Path.of("/proc/self/status");

    private Child() {}

    /**
     * What a child left.
     *
     * @param exit its exit code; -1 when it was stopped for a limit
     * @param out what it answered; empty when it did not
     * @param errors the end of what it printed
     * @param peakRssBytes the most memory it held; 0 when unknown
     * @param cpuSeconds processor time until its answer, start of the machine included; not a number without an answer
     */
    public record Result(int exit, String out, String errors, long peakRssBytes, double cpuSeconds) {
        /** The answer, or an error that shows how the child ended. */
        public String answered() {
            if (exit != 0 || out.isEmpty()) {
                throw new IllegalStateException("a child process ended with " + exit + ": " + errors.strip());
            }
            return out;
        }
    }

    /** Limits of a child. */
    public record Limits(Duration time, long memoryBytes) {
        /** An hour, any memory. */
        public static final Limits NONE = new Limits(Duration.ofHours(1), Long.MAX_VALUE);
    }

    /** Runs {@code main} without limits. */
    public static Result run(Class<?> main, List<String> flags, String... args)
            throws IOException, InterruptedException {
        return run(main, Limits.NONE, flags, args);
    }

    /** Runs {@code main} and stops it when it passes a limit. */
    public static Result run(Class<?> main, Limits limits, List<String> flags, String... args)
            throws IOException, InterruptedException {
        Path answer = Files.createTempFile("walras", ".answer");
        Path log = Files.createTempFile("walras", ".log");
        try {
            List<String> command = new ArrayList<>(java());
            command.addAll(flags);
            command.add("-D" + ANSWER + "=" + answer);
            command.add("-cp");
            command.add(ThisJava.classPath());
            command.add(main.getName());
            command.addAll(List.of(args));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            long peak = 0;
            boolean stopped = false;
            try {
                long end = System.nanoTime() + limits.time().toNanos();
                while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    peak = Math.max(peak, highWater(Path.of("/proc/" + process.pid() + "/status"), "VmHWM:"));
                    if (System.nanoTime() > end || peak > limits.memoryBytes()) {
                        stopped = true;
                        break;
                    }
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            return result(stopped ? -1 : process.exitValue(), Files.readString(answer), tail(log), peak);
        } finally {
            Files.deleteIfExists(answer);
            Files.deleteIfExists(log);
        }
    }

    private static Result result(int exit, String answer, String errors, long sampledPeak) {
        if (answer.isEmpty()) {
            return new Result(exit, "", errors, sampledPeak, Double.NaN);
        }
        int line = answer.indexOf('\n');
        String[] own = answer.substring(0, line).split(" ", 2);
        return new Result(
                exit,
                answer.substring(line + 1),
                errors,
                Math.max(sampledPeak, Long.parseLong(own[0])),
                Double.parseDouble(own[1]));
    }

    /** Called in the child: hands {@code text} to the parent, with the memory and processor time used until now. */
    public static void answer(String text) {
        String file = System.getProperty(ANSWER);
        if (file == null) {
            throw new IllegalStateException("no parent waits for an answer: " + ANSWER + " is not set");
        }
        double cpu = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(spent -> spent.toNanos() / 1e9)
                .orElse(Double.NaN);
        try {
            Files.writeString(Path.of(file), highWater(STATUS, "VmHWM:") + " " + cpu + "\n" + text);
        } catch (IOException e) {
            throw new IllegalStateException("cannot answer the parent: " + e.getMessage(), e);
        }
    }

    /** The bytes that this process holds in memory now; 0 when unknown. */
    public static long residentBytes() {
        return highWater(STATUS, "VmRSS:");
    }

    /** The command that starts this Java with the flags that Walras needs. */
    static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(ThisJava.program());
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            command.add("--add-modules=jdk.incubator.vector");
        }
        command.add("-XX:+UseParallelGC");
        Optional.ofNullable(System.getProperty("walras.native.cache"))
                .ifPresent(cache -> command.add("-Dwalras.native.cache=" + cache));
        return command;
    }

    private static long highWater(Path status, String field) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static String tail(Path log) throws IOException {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        return text.length() <= 2000 ? text : text.substring(text.length() - 2000);
    }
}
