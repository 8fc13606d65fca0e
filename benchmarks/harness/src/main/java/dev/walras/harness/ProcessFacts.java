package dev.walras.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What Linux tells of processes under {@code /proc}; nothing on other systems. */
final class ProcessFacts {
    private ProcessFacts() {}

    /** The memory that a process holds now, in bytes. */
    static OptionalLong memory(long pid) {
        return bytes(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:");
    }

    /** The memory that this process holds now, in bytes. */
    static OptionalLong memory() {
        return bytes(Path.of("/proc/self/status"), "VmRSS:");
    }

    /** The most memory that this process held since its start, or since {@link #forgetPeak}, in bytes. */
    static OptionalLong peak() {
        return bytes(Path.of("/proc/self/status"), "VmHWM:");
    }

    /** Starts the peak of this process anew, where the system can. */
    static void forgetPeak() {
        Path references = Path.of("/proc/self/clear_refs");
        try {
            if (Files.exists(references)) {
                Files.writeString(references, "5");
            }
        } catch (IOException e) {
            // An older kernel, or a container that forbids it: the peak is then that since the start.
        }
    }

    private static OptionalLong bytes(Path file, String key) {
        try {
            if (Files.isReadable(file)) {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith(key)) {
                        return OptionalLong.of(1_024 * Long.parseLong(line.replaceAll("[^0-9]", "")));
                    }
                }
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    /** The cores that this process may use, by number; empty when that is not known. */
    static List<Integer> cores() {
        List<Integer> cores = new ArrayList<>();
        Path file = Path.of("/proc/self/status");
        try {
            if (Files.isReadable(file)) {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith("Cpus_allowed_list:")) {
                        addRanges(line.substring(line.indexOf(':') + 1).strip(), cores);
                    }
                }
            }
        } catch (IOException | NumberFormatException e) {
            return List.of();
        }
        return cores;
    }

    /** The numbers of a list like {@code 0-3,8}. */
    private static void addRanges(String text, List<Integer> numbers) {
        for (String range : text.split(",", -1)) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
            for (int number = first; number <= last; number++) {
                numbers.add(number);
            }
        }
    }
}
