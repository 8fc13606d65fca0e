package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where results were measured: facts for the report, never part of a cell's key. */
public final class Machine {
    private Machine() {}

    /** Adds machine, JDK, operating system, cores and, where it can be told, the commit. */
    public static void describe(ObjectNode meta) {
        Runtime runtime = Runtime.getRuntime();
        meta.put("machine", processor() + ", " + runtime.maxMemory() / (1 << 20) + " MiB of heap");
        meta.put("jdk", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
        meta.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        meta.put("cores", runtime.availableProcessors());
        meta.put("commit", commit(CodeVersion.place()));
    }

    /** The name of this machine; empty when it does not say. */
    static String host() {
        Path name = Path.of("/proc/sys/kernel/hostname");
        try {
            if (Files.isReadable(name)) {
                return Files.readString(name).strip();
            }
        } catch (IOException e) {
            return "";
        }
        return Objects.requireNonNullElse(System.getenv("COMPUTERNAME"), "");
    }

    private static String processor() {
        Path info = Path.of("/proc/cpuinfo");
        try {
            if (Files.isReadable(info)) {
                Optional<String> model = Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst();
                if (model.isPresent()) {
                    return model.get().substring(model.get().indexOf(':') + 1).strip();
                }
            }
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
        return System.getProperty("os.arch");
    }

    /** The commit checked out at {@code start} or above it; empty when there is none. */
    public static String commit(Path start) {
        try {
            for (Path at = start; at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.isRegularFile(git)) {
                    git = at.resolve(
                            Files.readString(git).replaceFirst("gitdir: ", "").strip());
                }
                Path head = git.resolve("HEAD");
                if (Files.isRegularFile(head)) {
                    return resolve(git, Files.readString(head).strip());
                }
            }
        } catch (IOException e) {
            return "";
        }
        return "";
    }

    private static String resolve(Path git, String head) throws IOException {
        if (!head.startsWith("ref: ")) {
            return head;
        }
        String ref = head.substring(5);
        Path common = git.resolve("commondir");
        Path shared = Files.isRegularFile(common)
                ? git.resolve(Files.readString(common).strip()).normalize()
                : git;
        if (Files.isRegularFile(shared.resolve(ref))) {
            return Files.readString(shared.resolve(ref)).strip();
        }
        Path packed = shared.resolve("packed-refs");
        if (Files.isRegularFile(packed)) {
            for (String line : Files.readAllLines(packed)) {
                if (line.endsWith(" " + ref)) {
                    return line.substring(0, line.indexOf(' '));
                }
            }
        }
        return "";
    }
}
