package dev.walras.datasets.format;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.market.Nearest;
import dev.walras.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All formats. */
public final class Formats {
    private static final List<Format> ALL = List.of(
            new BidsFormat(),
            new CatsFormat(),
            new OrLibGapFormat(),
            new OrLibAssignFormat(),
            new OrLibMknapFormat(),
            new DimacsFlowFormat(),
            new OpenbFormat(),
            new WsDreamFormat(),
            new LlmRoutingFormat(),
            new PriceLatencyFormat());

    private Formats() {}

    /** All formats, in a fixed order. */
    public static List<Format> all() {
        return ALL;
    }

    /**
     * The format called {@code id}.
     *
     * @throws IllegalArgumentException when there is none; the message lists those there are
     */
    public static Format byId(String id) {
        for (Format format : ALL) {
            if (format.id().equals(id)) {
                return format;
            }
        }
        List<String> ids = ALL.stream().map(Format::id).toList();
        throw new IllegalArgumentException(
                "there is no format \"" + id + "\"; there are " + String.join(", ", ids) + Nearest.hint(id, ids));
    }

    /** The only one of {@code files}. */
    static Path one(Format format, List<Path> files) {
        return exactly(format, files, 1).get(0);
    }

    /** {@code files}, when there are as many as one of {@code counts}. */
    static List<Path> exactly(Format format, List<Path> files, int... counts) {
        if (IntStream.of(counts).noneMatch(count -> count == files.size())) {
            String wanted = IntStream.of(counts).mapToObj(String::valueOf).collect(Collectors.joining(" or "));
            throw new IllegalArgumentException("format " + format.id() + " reads " + wanted + " file"
                    + (wanted.equals("1") ? "" : "s") + ", but " + files.size()
                    + (files.size() == 1 ? " was" : " were") + " given: " + files + "\nMaybe see: "
                    + format.description() + ".");
        }
        return files;
    }

    /**
     * A problem put together from rows that were read.
     *
     * @throws InstanceFormatException in place of what the records of the problem throw
     */
    static Problem assembled(Path file, Supplier<Problem> assembly) {
        try {
            return assembly.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InstanceFormatException(file.toString(), "", String.valueOf(e.getMessage()), e);
        }
    }

    /** The name of a file without its folder and without what follows the last dots ({@code .txt}, {@code .gz}). */
    static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        String plain = name.replaceFirst("\\.gz$", "").replaceFirst("\\.(txt|dmx|csv|tsv|json)$", "");
        return plain.isBlank() ? name : plain;
    }

    /** A constant in lower case with dashes. */
    static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
