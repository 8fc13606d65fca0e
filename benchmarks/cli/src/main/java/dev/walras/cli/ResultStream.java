package dev.walras.cli;

import dev.walras.datasets.FileAccess;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers whether writing to it failed, for a {@link PrintWriter} keeps that to itself. A reader
 * that went away, as {@code head} does when it has enough, is no failure.
 */
final class ResultStream extends FilterOutputStream {
    private @Nullable IOException failure;
    private boolean readerGone;

    ResultStream(OutputStream stream) {
        super(stream);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            readerGone |= String.valueOf(e.getMessage()).contains("Broken pipe");
            failure = e;
            throw e;
        }
    }

    /** The exit code of a command that ended with {@code code}, when its results did not get through. */
    int exitCode(int code, PrintWriter err) {
        IOException lost = failure;
        if (lost == null || readerGone || code == ExitCode.BAD_INPUT || code == ExitCode.INTERNAL) {
            return code;
        }
        err.println("standard output: cannot be written: " + FileAccess.reason(lost) + ".");
        err.flush();
        return ExitCode.BAD_INPUT;
    }
}
