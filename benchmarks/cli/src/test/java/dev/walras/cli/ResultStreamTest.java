package dev.walras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ResultStreamTest {
    private final StringWriter err = new StringWriter();

    /** The exit code of a command that ends with {@code code} and prints to a stream that fails with a message. */
    private int print(int code, String failure) {
        ResultStream stream = new ResultStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (!failure.isEmpty()) {
                    throw new IOException(failure);
                }
            }
        });
        PrintWriter out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        out.println("result");
        out.flush();
        return stream.exitCode(code, new PrintWriter(err));
    }

    @Test
    void saysThatResultsWereLost() {
        assertEquals(ExitCode.BAD_INPUT, print(ExitCode.DONE, "No space left on device"));
        assertEquals("standard output: cannot be written: no space left on device.\n", err.toString());
    }

    @Test
    void aReaderThatHasEnoughIsNoFailure() {
        assertEquals(ExitCode.DONE, print(ExitCode.DONE, "Broken pipe"));
        assertEquals("", err.toString());
    }

    @Test
    void keepsTheExitCodeOfWhatGotThroughOrHasFailedAlready() {
        assertEquals(ExitCode.VIOLATION, print(ExitCode.VIOLATION, ""));
        assertEquals(ExitCode.INTERNAL, print(ExitCode.INTERNAL, "No space left on device"));
        assertEquals("", err.toString());
    }
}
