package dev.walras.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells from what a dead process left why it died. */
final class Autopsy {
    /** What the system adds to the number of the signal that ended a process. */
    private static final int BY_SIGNAL = 128;
    /** With {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_HEAP = 3;

    private static final int LINES = 3;

    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV",
            15, "SIGTERM");
    /** Signals that come from outside. */
    private static final List<Integer> SENT = List.of(1, 2, 9, 15);

    private Autopsy() {}

    /**
     * Why a process died that nobody here stopped.
     *
     * @param exit its exit code
     * @param output the last lines that it wrote
     * @param crash the lines of the JVM's own report of a crash; empty when there is none
     */
    static WorkerProcess.Death of(int exit, List<String> output, List<String> crash) {
        if (exit == OUT_OF_HEAP && output.stream().anyMatch(line -> line.contains("OutOfMemoryError"))) {
            return new WorkerProcess.Death(Status.OUT_OF_MEMORY, "the heap is too small: " + last(output, 1), false);
        }
        int signal = exit > BY_SIGNAL ? exit - BY_SIGNAL : 0;
        List<String> facts = new ArrayList<>();
        facts.add(crash.isEmpty() ? end(exit, signal) : "the process crashed");
        facts.addAll(frames(crash));
        boolean fromOutside = SENT.contains(signal);
        if (signal == 9) {
            facts.add("Maybe the system ran out of memory.");
        } else if (crash.isEmpty() && !output.isEmpty()) {
            facts.add(last(output, LINES));
        }
        return new WorkerProcess.Death(Status.CRASHED, String.join("\n", facts), fromOutside);
    }

    private static String end(int exit, int signal) {
        String name = SIGNALS.get(signal);
        return signal == 0
                ? "the process ended with exit code " + exit
                : "the process ended by signal " + signal + (name == null ? "" : " (" + name + ")");
    }

    /** The error and the frame where it happened. */
    private static List<String> frames(List<String> crash) {
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < crash.size(); i++) {
            String line = crash.get(i).replaceFirst("^#\\s*", "");
            if (line.startsWith("SIG") || line.startsWith("Internal Error") || line.startsWith("fatal error")) {
                facts.add(line);
            } else if (line.startsWith("Problematic frame") && i + 1 < crash.size()) {
                facts.add("at " + crash.get(i + 1).replaceFirst("^#\\s*", ""));
                return facts;
            }
        }
        return facts;
    }

    private static String last(List<String> lines, int most) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - most), lines.size()));
    }
}
