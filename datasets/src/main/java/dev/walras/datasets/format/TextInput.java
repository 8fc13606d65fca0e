package dev.walras.datasets.format;

import dev.walras.datasets.FileAccess;
import dev.walras.datasets.InstanceFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads text by lines or by numbers and knows the line it is at; lines and numbers of absurd length are errors. */
final class TextInput {
    private static final int LONGEST_LINE = 1 << 22;
    private static final int LONGEST_NUMBER = 64;

    private final Reader reader;
    private final String file;
    private int line = 1;
    private int read;

    TextInput(InputStream stream, String file) {
        this.reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), 1 << 16);
        this.file = file;
    }

    /** Makes something of a text. */
    interface Body<T> {
        T read(TextInput input) throws IOException;
    }

    /**
     * What {@code body} makes of a file.
     *
     * @throws InstanceFormatException when the file cannot be read, or exceeds the bounds of a market
     */
    static <T> T read(Path path, Body<T> body) {
        return FileAccess.read(path, stream -> {
            try {
                return body.read(new TextInput(stream, path.toString()));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new InstanceFormatException(path.toString(), "", String.valueOf(e.getMessage()), e);
            }
        });
    }

    String file() {
        return file;
    }

    /** The number of the line that was read last. */
    int lineNumber() {
        return line;
    }

    /** An error at the line that was read last. */
    InstanceFormatException error(String message) {
        return new InstanceFormatException(file, "line " + line, message);
    }

    /** The next line without its end, null at the end of the text. */
    @Nullable
    String line() throws IOException {
        line = read + 1;
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (text.length() == LONGEST_LINE) {
                throw error("is longer than " + LONGEST_LINE + " characters");
            }
            text.append((char) c);
        }
        read++;
        int length = text.length();
        return length > 0 && text.charAt(length - 1) == '\r' ? text.substring(0, length - 1) : text.toString();
    }

    /** The next word, a run of characters other than white space; null at the end of the text. */
    @Nullable
    String word() throws IOException {
        line = read + 1;
        StringBuilder word = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (!Character.isWhitespace(c)) {
                word.append((char) c);
            }
            if (word.length() > LONGEST_NUMBER) {
                throw error("has a word of more than " + LONGEST_NUMBER + " characters where a number should be");
            }
            boolean ended = Character.isWhitespace(c) && !word.isEmpty();
            if (c == '\n') {
                read++;
            }
            if (ended) {
                return word.toString();
            }
            line = read + 1;
        }
        return word.isEmpty() ? null : word.toString();
    }

    /**
     * The next number, from {@code lo} to {@code hi}.
     *
     * @param what what it is, for messages: {@code "cost of job 3"}
     */
    long whole(String what, long lo, long hi) throws IOException {
        String word = word();
        if (word == null) {
            throw error("the file ends where the " + what + " should be\nMaybe it is truncated.");
        }
        return whole(word, what, lo, hi);
    }

    /** The number that {@code word} is. */
    long whole(String word, String what, long lo, long hi) {
        long value;
        try {
            value = word.matches("[+-]?\\d{1,18}")
                    ? Long.parseLong(word)
                    : decimal(word, what).longValueExact();
        } catch (ArithmeticException e) {
            throw error("the " + what + " is " + shortened(word) + "; it must be a whole number of 64 bits");
        }
        if (value < lo || value > hi) {
            throw error("the " + what + " is " + value + "; it must be " + lo + " or more"
                    + (hi == Long.MAX_VALUE ? "" : " and at most " + hi));
        }
        return value;
    }

    /** The decimal number that {@code word} is, of at most 1e18 and at most 18 decimal places. */
    BigDecimal decimal(String word, String what) {
        BigDecimal value;
        try {
            value = new BigDecimal(word);
        } catch (NumberFormatException e) {
            throw error("the " + what + " is \"" + shortened(word) + "\"; it must be a number");
        }
        if (value.signum() != 0 && (value.precision() - value.scale() > 19 || value.scale() > 30)) {
            throw error("the " + what + " is " + shortened(word) + "; it must be a number below 1e19");
        }
        return value;
    }

    /** The words of {@code text}. */
    static String[] words(String text) {
        return text.strip().split("\\s+", -1);
    }

    /** {@code text}, cut when it is too long for a message, without control characters. */
    static String shortened(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 40); i++) {
            shown.append(Character.isISOControl(text.charAt(i)) ? '?' : text.charAt(i));
        }
        return shown.append(text.length() > 40 ? "..." : "").toString();
    }

    /** Throws when there is another word. */
    void requireEnd(String last) throws IOException {
        String word = word();
        if (word != null) {
            throw error("has \"" + shortened(word) + "\" after the " + last
                    + ", where the file should end\nMaybe the sizes at its beginning are wrong or swapped.");
        }
    }
}
