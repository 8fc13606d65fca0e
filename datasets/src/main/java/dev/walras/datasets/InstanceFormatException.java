package dev.walras.datasets;

import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be read as what it should be. The message is one sentence that says which file, where in it, what
 * is there and what should be; a second line that begins with "Maybe" proposes a repair where one can be guessed.
 */
public final class InstanceFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final String where;

    /**
     * An error of {@code file}.
     *
     * @param file the name of the file as the user gave it
     * @param where a JSON pointer ({@code /jobs/3/durationSlots}), {@code line 7} or {@code line 7, column 12}; empty
     *     when the error is about the file as a whole
     * @param message what is wrong, without file and place
     */
    public InstanceFormatException(String file, String where, String message) {
        this(file, where, message, null);
    }

    /** An error of {@code file} that was found by another exception. */
    public InstanceFormatException(String file, String where, String message, @Nullable Throwable cause) {
        super(file + ": " + (where.isEmpty() ? "" : where + ": ") + message, cause);
        this.file = file;
        this.where = where;
    }

    /** The name of the file. */
    public String file() {
        return file;
    }

    /** A JSON pointer or a line, empty when the error is about the file as a whole. */
    public String where() {
        return where;
    }
}
