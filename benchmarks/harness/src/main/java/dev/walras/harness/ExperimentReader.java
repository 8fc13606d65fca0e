package dev.walras.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.walras.datasets.InstanceFormatException;
import dev.walras.harness.Experiment.Catalogued;
import dev.walras.harness.Experiment.Choice;
import dev.walras.harness.Experiment.Dataset;
import dev.walras.harness.Experiment.Generated;
import dev.walras.harness.Experiment.InFile;
import dev.walras.harness.Experiment.Source;
import dev.walras.harness.Resources.Timing;
import dev.walras.harness.Resources.Workers;
import dev.walras.market.Nearest;
import dev.walras.mechanism.Limits;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.mechanisms.floor.Conditions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Reads experiments strictly: an unknown key, a wrong type or an empty list is an {@link InstanceFormatException} that
 * names the file and the place. Ids are checked when the experiment is run.
 */
public final class ExperimentReader {
    /** The experiments that come with Walras, by name. */
    public static final List<String> SHIPPED = List.of("quickstart", "smoke", "catalogue");

    private static final int MAX_SEEDS = 100_000;
    private static final int MAX_MISREPORTS = 1_000_000;
    private static final int MAX_THREADS = 4_096;

    /** An experiment is a page of text; what is much larger is another file, and not worth the memory. */
    private static final int MAX_BYTES = 16 << 20;

    private final String file;
    private final Path folder;

    private ExperimentReader(String file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read at all
     * @throws InstanceFormatException when it is not an experiment
     */
    public static Experiment read(Path path) throws IOException {
        String text;
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InstanceFormatException(
                        path.toString(), "", "is larger than " + (MAX_BYTES >> 20) + " MiB; that is no experiment");
            }
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InstanceFormatException(path.toString(), "", "the file is not text in UTF-8");
        }
        Path parent = path.toAbsolutePath().getParent();
        return new ExperimentReader(path.toString(), parent == null ? path : parent).experiment(text);
    }

    /**
     * Reads an experiment that comes with Walras.
     *
     * @param name one of {@link #SHIPPED}
     */
    public static Experiment shipped(String name) throws IOException {
        try (InputStream in = ExperimentReader.class.getResourceAsStream("experiments/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "there is no shipped experiment \"" + name + "\"; there are " + SHIPPED);
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), Path.of(""));
        }
    }

    /**
     * Reads a text.
     *
     * @param file what to call it in messages
     * @param folder where relative paths of instance files start
     */
    public static Experiment parse(String file, String text, Path folder) {
        return new ExperimentReader(file, folder).experiment(text);
    }

    /** The id that stands for all mechanisms. */
    private static final String ALL = "all";

    private Experiment experiment(String text) {
        JsonNode root;
        try {
            root = Json.readYaml(text);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            String first = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new InstanceFormatException(file, "", "not YAML or JSON" + place + ": " + first);
        }
        if (root == null || !root.isObject()) {
            throw new InstanceFormatException(file, "", "an experiment is an object with keys");
        }
        keys(
                root,
                "",
                "name",
                "description",
                "datasets",
                "mechanisms",
                "behaviours",
                "floors",
                "seeds",
                "limits",
                "metrics",
                "incentives",
                "threads",
                "workers",
                "timing");
        List<Long> seeds = root.has("seeds") ? seeds(root.get("seeds"), "/seeds") : List.of(1L);
        int incentives =
                root.has("incentives") ? (int) integer(root.get("incentives"), "/incentives", 0, MAX_MISREPORTS) : 0;
        return new Experiment(
                text(required(root, "", "name"), "/name"),
                root.has("description") ? text(root.get("description"), "/description") : "",
                distinct(list(root, "datasets", this::dataset), "/datasets", Dataset::label),
                distinct(withAll(list(root, "mechanisms", this::mechanism)), "/mechanisms", Choice::label),
                conducts(root),
                seeds,
                root.has("limits") ? limits(root.get("limits")) : Limits.DEFAULT,
                root.has("metrics") ? list(root, "metrics", this::text) : Metric.defaults(incentives),
                incentives,
                resources(root));
    }

    private Resources resources(JsonNode root) {
        int threads = root.has("threads") ? (int) integer(root.get("threads"), "/threads", 1, MAX_THREADS) : 1;
        JsonNode limit = root.path("limits").path("memory");
        long memory = limit.isMissingNode() ? Resources.NO_LIMIT : memory(limit);
        Workers workers = root.has("workers") ? word(root.get("workers"), "/workers", Workers.values()) : null;
        Timing timing = root.has("timing") ? word(root.get("timing"), "/timing", Timing.values()) : Timing.SHARED;
        try {
            return new Resources(threads, memory, workers, timing);
        } catch (IllegalArgumentException e) {
            throw new InstanceFormatException(file, limit.isMissingNode() ? "/workers" : "/limits/memory", message(e));
        }
    }

    private static String message(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }

    private long memory(JsonNode node) {
        try {
            return ByteSize.parse(text(node, "/limits/memory"));
        } catch (IllegalArgumentException e) {
            throw new InstanceFormatException(file, "/limits/memory", message(e));
        }
    }

    /** One of the constants, in small letters. */
    private <E extends Enum<E>> E word(JsonNode node, String at, E[] constants) {
        String given = text(node, at);
        List<String> words = new ArrayList<>();
        for (E constant : constants) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(given)) {
                return constant;
            }
            words.add(word);
        }
        throw new InstanceFormatException(
                file,
                at,
                "is \"" + given + "\"; it must be " + String.join(" or ", words) + Nearest.hint(given, words));
    }

    /** Every behaviour on every floor. */
    private List<String> conducts(JsonNode root) {
        List<String> behaviours = root.has("behaviours")
                ? distinct(list(root, "behaviours", this::text), "/behaviours", id -> id)
                : List.of(Behaviours.TRUTHFUL);
        if (!root.has("floors")) {
            return behaviours;
        }
        List<String> floors = distinct(list(root, "floors", this::floor), "/floors", id -> id);
        List<String> conducts = new ArrayList<>();
        for (String floor : floors) {
            for (String behaviour : behaviours) {
                conducts.add(floor.equals(Conditions.RELIABLE.text()) ? behaviour : behaviour + "@" + floor);
            }
        }
        return conducts;
    }

    private String floor(JsonNode node, String at) {
        try {
            return Conditions.parse(text(node, at)).text();
        } catch (IllegalArgumentException e) {
            throw new InstanceFormatException(file, at, String.valueOf(e.getMessage()));
        }
    }

    private Dataset dataset(JsonNode node, String at) {
        if (node.isTextual()) {
            return new Dataset(
                    node.asText(), new Catalogued(node.asText()), List.of(), List.of(), Dataset.AS_EXPERIMENT);
        }
        keys(node, at, "label", "catalog", "generator", "file", "settings", "seeds", "without", "incentives");
        Source source = source(node, at);
        String label = node.has("label") ? text(node.get("label"), at + "/label") : defaultLabel(source);
        return new Dataset(
                label,
                source,
                node.has("seeds") ? seeds(node.get("seeds"), at + "/seeds") : List.of(),
                node.has("without") ? items(node.get("without"), at + "/without", this::text) : List.of(),
                node.has("incentives")
                        ? (int) integer(node.get("incentives"), at + "/incentives", 0, MAX_MISREPORTS)
                        : Dataset.AS_EXPERIMENT);
    }

    private Source source(JsonNode node, String at) {
        int given = (node.has("catalog") ? 1 : 0) + (node.has("generator") ? 1 : 0) + (node.has("file") ? 1 : 0);
        if (given != 1) {
            throw new InstanceFormatException(
                    file, at, "a dataset has exactly one of the keys catalog, generator, file; this has " + given);
        }
        if (node.has("generator")) {
            return new Generated(text(node.get("generator"), at + "/generator"), settings(node, at));
        }
        if (node.has("settings")) {
            throw new InstanceFormatException(file, at + "/settings", "only a generator takes settings");
        }
        return node.has("catalog")
                ? new Catalogued(text(node.get("catalog"), at + "/catalog"))
                : new InFile(folder.resolve(text(node.get("file"), at + "/file")));
    }

    private static String defaultLabel(Source source) {
        return switch (source) {
            case Catalogued catalogued -> catalogued.id();
            case Generated generated -> generated.generator();
            case InFile inFile -> String.valueOf(inFile.path().getFileName());
        };
    }

    private Choice mechanism(JsonNode node, String at) {
        if (node.isTextual()) {
            return new Choice(node.asText(), node.asText(), Map.of());
        }
        keys(node, at, "id", "label", "settings");
        String id = text(required(node, at, "id"), at + "/id");
        Map<String, String> settings = settings(node, at);
        String label = node.has("label")
                ? text(node.get("label"), at + "/label")
                : settings.isEmpty() ? id : id + settings.toString().replace(" ", "");
        return new Choice(label, id, settings);
    }

    /** In place of {@code all}: every mechanism of the list whose id is not chosen anyway, with default settings. */
    private static List<Choice> withAll(List<Choice> chosen) {
        Set<String> named = new HashSet<>();
        chosen.forEach(choice -> named.add(choice.id()));
        List<Choice> expanded = new ArrayList<>();
        for (Choice choice : chosen) {
            if (!choice.id().equals(ALL)) {
                expanded.add(choice);
                continue;
            }
            for (String id : Roster.mechanisms()) {
                if (!named.contains(id)) {
                    expanded.add(new Choice(id, id, Map.of()));
                }
            }
        }
        return expanded;
    }

    private Map<String, String> settings(JsonNode node, String at) {
        Map<String, String> settings = new TreeMap<>();
        JsonNode given = node.get("settings");
        if (given == null) {
            return settings;
        }
        object(given, at + "/settings");
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                throw new InstanceFormatException(
                        file, at + "/settings/" + entry.getKey(), "a setting is a text or a number");
            }
            settings.put(entry.getKey(), entry.getValue().asText());
        }
        return settings;
    }

    private List<Long> seeds(JsonNode node, String at) {
        List<Long> seeds = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                seeds.add(integer(node.get(i), at + "/" + i, Long.MIN_VALUE, Long.MAX_VALUE));
            }
        } else {
            long count = integer(node, at, 1, MAX_SEEDS);
            for (long seed = 1; seed <= count; seed++) {
                seeds.add(seed);
            }
        }
        if (seeds.isEmpty()) {
            throw new InstanceFormatException(file, at, "there must be a seed");
        }
        return distinct(seeds, at, String::valueOf);
    }

    private Limits limits(JsonNode node) {
        keys(node, "/limits", "timeMillis", "rounds", "work", "relativeGap", "memory");
        Limits limits = Limits.DEFAULT;
        if (node.has("timeMillis")) {
            limits = limits.withTimeMillis(integer(node.get("timeMillis"), "/limits/timeMillis", 1, Long.MAX_VALUE));
        }
        if (node.has("rounds")) {
            limits = limits.withRounds((int) integer(node.get("rounds"), "/limits/rounds", 1, Integer.MAX_VALUE));
        }
        if (node.has("work")) {
            limits = limits.withWork(integer(node.get("work"), "/limits/work", 1, Long.MAX_VALUE));
        }
        if (node.has("relativeGap")) {
            JsonNode gap = node.get("relativeGap");
            if (!gap.isNumber() || !(gap.asDouble() >= 0) || gap.asDouble() > 1) {
                throw new InstanceFormatException(file, "/limits/relativeGap", gap + " is not a number from 0 to 1");
            }
            limits = limits.withRelativeGap(gap.asDouble());
        }
        return limits;
    }

    private <T> List<T> list(JsonNode parent, String key, BiFunction<JsonNode, String, T> item) {
        return items(required(parent, "", key), "/" + key, item);
    }

    private <T> List<T> items(JsonNode node, String at, BiFunction<JsonNode, String, T> item) {
        if (!node.isArray() || node.isEmpty()) {
            throw new InstanceFormatException(file, at, "must be a list of at least one");
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(item.apply(node.get(i), at + "/" + i));
        }
        return items;
    }

    private <T> List<T> distinct(List<T> items, String at, java.util.function.Function<T, String> label) {
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (!seen.add(label.apply(items.get(i)))) {
                throw new InstanceFormatException(
                        file,
                        at + "/" + i,
                        "\"" + label.apply(items.get(i)) + "\" is given twice\nMaybe give each a label of its own.");
            }
        }
        return items;
    }

    private JsonNode required(JsonNode node, String at, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new InstanceFormatException(file, at, "the key \"" + key + "\" is missing");
        }
        return value;
    }

    private void object(JsonNode node, String at) {
        if (!node.isObject()) {
            throw new InstanceFormatException(file, at, "must be an object with keys");
        }
    }

    private void keys(JsonNode node, String at, String... allowed) {
        object(node, at);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!List.of(allowed).contains(entry.getKey())) {
                throw new InstanceFormatException(
                        file,
                        at + "/" + entry.getKey(),
                        "unknown key; allowed are " + String.join(", ", allowed)
                                + Nearest.hint(entry.getKey(), List.of(allowed)));
            }
        }
    }

    private String text(JsonNode node, String at) {
        if (!node.isTextual() || node.asText().isBlank()) {
            throw new InstanceFormatException(file, at, node + " is not a text");
        }
        return node.asText();
    }

    private long integer(JsonNode node, String at, long lo, long hi) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < lo || node.asLong() > hi) {
            throw new InstanceFormatException(file, at, node + " is not a whole number from " + lo + " to " + hi);
        }
        return node.asLong();
    }
}
