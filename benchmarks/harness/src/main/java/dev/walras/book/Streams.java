package dev.walras.book;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.mechanisms.book.OrderFlow;
import java.io.IOException;
import java.nio.file.Path;

/** Streams in files of either format: text when the name ends in {@code .csv}, else binary. */
public final class Streams {
    private Streams() {}

    private static boolean isText(Path file) {
        return file.toString().endsWith(".csv");
    }

    /** Writes a stream; an old file is replaced. */
    public static void write(OrderFlow.Stream stream, Path file) {
        if (isText(file)) {
            CommandCsv.write(stream, file);
        } else {
            CommandFile.write(stream, file);
        }
    }

    /** Reads a stream, by what the file begins with. */
    public static OrderFlow.Stream read(Path file) {
        try {
            return CommandFile.isOne(file) || !isText(file) ? CommandFile.read(file) : CommandCsv.read(file);
        } catch (IOException e) {
            throw new InstanceFormatException(file.toString(), "", "cannot be read: " + e.getMessage(), e);
        }
    }
}
