package dev.walras.datasets;

import dev.walras.market.Nearest;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Instance;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import dev.walras.problem.SlaMatchingProblem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Problems of all families as JSON files, version {@value #VERSION}. The keys are those of the records, with their
 * units in their names; the page "formats" of the documentation lists them with their defaults. Keys come in any order,
 * unknown and repeated keys are errors, {@code null} stands for a key left out.
 *
 * <p>Reading takes time and memory linear in what is kept; the orders of a market whose goods and participants come
 * first are not kept twice. Files that begin as gzip does are decompressed. Writing is deterministic: equal problems
 * give equal bytes, and what is read back equals what was written.
 */
public final class InstanceFile {
    /** The version of the format, the value of the key {@code walras}. */
    public static final int VERSION = 1;

    /** The most goods of a market that is formulated from a file. */
    private static final long MOST_GOODS = 100_000_000;

    private static final Map<String, List<String>> KEYS = Map.of(
            "allocation", List.of("slots", "resources", "nodes", "jobs"),
            "arbitrage", List.of("slots", "venues", "commodities", "asks", "bids", "routes", "storages"),
            "sla", List.of("network", "offers", "requests"),
            "market", List.of("objective", "goods", "groups", "orders"));
    private static final Map<String, List<String>> NEEDED = Map.of(
            "allocation", List.of("resources", "nodes", "jobs"),
            "arbitrage", List.of("venues", "commodities"),
            "sla", List.of("offers", "requests"),
            "market", List.of("goods"));
    private static final List<String> FAMILIES = List.of("allocation", "arbitrage", "sla", "market");

    private static final Schema ROOT = new Schema(
            "problem",
            Schema.Field.whole("walras", 1, Integer.MAX_VALUE),
            Schema.Field.text("family"),
            Schema.Field.text("id"),
            Schema.Field.records("participants", References.Participants.SCHEMA).optional(),
            Schema.Field.whole("slots", 1, AllocationJson.MAX_SLOTS).optional(),
            Schema.Field.records("resources", AllocationJson.RESOURCE).optional(),
            Schema.Field.records("nodes", AllocationJson.NODE).optional(),
            Schema.Field.records("jobs", AllocationJson.JOB).optional(),
            Schema.Field.texts("venues").optional(),
            Schema.Field.records("commodities", ArbitrageJson.COMMODITY).optional(),
            Schema.Field.records("asks", ArbitrageJson.CURVE).optional(),
            Schema.Field.records("bids", ArbitrageJson.CURVE).optional(),
            Schema.Field.records("routes", ArbitrageJson.ROUTE).optional(),
            Schema.Field.records("storages", ArbitrageJson.STORAGE).optional(),
            Schema.Field.record("network", SlaJson.NETWORK).optional(),
            Schema.Field.records("offers", SlaJson.OFFER).optional(),
            Schema.Field.records("requests", SlaJson.REQUEST).optional(),
            Schema.Field.record("objective", MarketJson.OBJECTIVE).optional(),
            Schema.Field.records("goods", MarketJson.GOOD).optional(),
            Schema.Field.texts("groups").optional(),
            Schema.Field.records("orders", MarketJson.ORDER).optional());

    private InstanceFile() {}

    /**
     * The problem in a file.
     *
     * @throws InstanceFormatException when it cannot be read, is not of this format, or states no possible order
     */
    public static Problem read(Path path) {
        return FileAccess.read(path, stream -> read(stream, path.toString()));
    }

    /**
     * The problem in a text.
     *
     * @param name what messages call the text
     */
    public static Problem read(String text, String name) {
        try {
            return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), name);
        } catch (IOException e) {
            throw new InstanceFormatException(name, "", "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The problem in a stream, which stays open.
     *
     * @param name what messages call the stream
     * @throws IOException when the stream fails
     */
    public static Problem read(InputStream stream, String name) throws IOException {
        return new Reading().read(stream, name);
    }

    /**
     * The problem in a file and its market.
     *
     * @throws InstanceFormatException also when the market exceeds its bounds or has no order
     */
    public static Instance readInstance(Path path) {
        return formulate(read(path), path.toString());
    }

    /**
     * The market of a problem that came from a file.
     *
     * @param name the file, for messages
     * @throws InstanceFormatException when the market exceeds its bounds or has no order
     */
    public static Instance formulate(Problem problem, String name) {
        long goods = goods(problem);
        if (goods > MOST_GOODS) {
            throw new InstanceFormatException(
                    name,
                    "",
                    "its market would have " + goods + " goods; the most is " + MOST_GOODS
                            + "\nMaybe fewer and longer slots will do.");
        }
        Instance instance;
        try {
            instance = problem.instance();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InstanceFormatException(name, "", String.valueOf(e.getMessage()), e);
        }
        if (instance.market().orders() == 0) {
            throw new InstanceFormatException(name, "", "no order can arise from this problem; nothing fits anything");
        }
        return instance;
    }

    /** How many goods the market of {@code problem} will have. */
    private static long goods(Problem problem) {
        return switch (problem) {
            case AllocationProblem p ->
                (long) p.slots() * p.resources().size() * p.nodes().size();
            case ArbitrageProblem p ->
                p.slots()
                        * ((long) p.venues().size() * p.commodities().size()
                                + p.storages().size());
            case SlaMatchingProblem p -> (long) p.offers().size() + p.requests().size();
            case RawMarket p -> p.market().goods();
        };
    }

    /** Replaces a file by {@code problem}, as a whole or not at all; a name that ends in {@code .gz} is compressed. */
    public static void write(Problem problem, Path path) {
        FileAccess.write(path, stream -> write(problem, stream));
    }

    /** The text of {@code problem}. */
    public static String toJson(Problem problem) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(problem, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Writes {@code problem} in UTF-8 and leaves the stream open. */
    public static void write(Problem problem, OutputStream stream) throws IOException {
        try (JsonOutput out = new JsonOutput(stream)) {
            out.whole("walras", VERSION);
            out.text("family", problem.family());
            out.text("id", problem.id());
            switch (problem) {
                case AllocationProblem p -> AllocationJson.write(p, out);
                case ArbitrageProblem p -> ArbitrageJson.write(p, out);
                case SlaMatchingProblem p -> SlaJson.write(p, out);
                case RawMarket p -> MarketJson.write(p, out);
            }
        }
    }

    /** One reading of one file. */
    private static final class Reading {
        private @Nullable MarketJson streaming;

        Problem read(InputStream stream, String name) throws IOException {
            try (JsonInput input = new JsonInput(stream, name)) {
                Fields root = input.root(ROOT, this::taker);
                return problem(root);
            }
        }

        private @Nullable Consumer<Fields> taker(Fields root, String key) {
            if (!key.equals("orders") || !MarketJson.canStream(root)) {
                return null;
            }
            MarketJson json = new MarketJson(root);
            streaming = json;
            return json::order;
        }

        private Problem problem(Fields root) {
            if (root.whole("walras") != VERSION) {
                throw root.error(
                        "walras",
                        "is " + root.whole("walras") + "; this version of Walras reads version " + VERSION
                                + "\nMaybe the file was written by a newer Walras.");
            }
            String family = root.text("family");
            if (!FAMILIES.contains(family)) {
                throw root.error(
                        "family",
                        "is \"" + JsonInput.shortened(family) + "\"; it must be one of " + String.join(", ", FAMILIES)
                                + Nearest.hint(family, FAMILIES));
            }
            checkKeys(root, family);
            if (root.text("id").isBlank()) {
                throw root.error("id", "is blank; a problem needs a name");
            }
            return switch (family) {
                case "allocation" -> AllocationJson.read(root);
                case "arbitrage" -> ArbitrageJson.read(root);
                case "sla" -> SlaJson.read(root);
                default -> (streaming == null ? new MarketJson(root) : streaming).market();
            };
        }

        private static void checkKeys(Fields root, String family) {
            for (String other : FAMILIES) {
                for (String key : KEYS.getOrDefault(other, List.of())) {
                    if (root.has(key) && !KEYS.getOrDefault(family, List.of()).contains(key)) {
                        throw root.error(key, "is a key of family " + other + ", not of family " + family);
                    }
                }
            }
            for (String key : NEEDED.getOrDefault(family, List.of())) {
                if (!root.has(key)) {
                    throw root.missing(key);
                }
                boolean empty = key.equals("venues")
                        ? root.texts(key).isEmpty()
                        : root.records(key).isEmpty();
                if (empty) {
                    throw root.error(key, "is empty; no order can arise from this problem");
                }
            }
            if (family.equals("arbitrage")
                    && root.records("asks").isEmpty()
                    && root.records("bids").isEmpty()
                    && root.records("routes").isEmpty()
                    && root.records("storages").isEmpty()) {
                throw root.error("", "has no asks, bids, routes or storages; no order can arise from this problem");
            }
        }
    }
}
