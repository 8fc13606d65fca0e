package dev.walras.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody is watching standard error. */
final class Terminal {
    private Terminal() {}

    /** Whether standard error is a terminal, as far as can be told; where it cannot, it is taken for none. */
    static boolean watchesErrors() {
        Path stream = Path.of("/proc/self/fd/2");
        try {
            if (Files.isSymbolicLink(stream)) {
                String target = Files.readSymbolicLink(stream).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }
}
