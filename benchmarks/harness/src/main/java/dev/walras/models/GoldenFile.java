package dev.walras.models;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.walras.datasets.InstanceFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads files of instances with known answers: an object with a list {@code cases}, that list alone, or one case. */
public final class GoldenFile {
    private static final String SHIPPED = "golden-cases.json";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private GoldenFile() {}

    /** The cases that come with Walras. */
    public static List<GoldenCase> shipped() {
        try (InputStream stream = GoldenFile.class.getResourceAsStream(SHIPPED)) {
            if (stream == null) {
                throw new IllegalStateException(SHIPPED + " is missing from the jar");
            }
            return cases(SHIPPED, MAPPER.readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The cases of a file.
     *
     * @throws InstanceFormatException when it is not such a file
     */
    public static List<GoldenCase> read(Path file) throws IOException {
        return cases(file.toString(), json(file));
    }

    /** One instance of a model: the whole file, or what it has at {@code instance} when it is a case. */
    public static Input instance(Path file) throws IOException {
        JsonNode root = json(file);
        return root.has("mechanism") && root.has("instance")
                ? new Input(file.toString(), "/instance", root.get("instance"))
                : new Input(file.toString(), "", root);
    }

    private static JsonNode json(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            JsonNode root = MAPPER.readTree(stream);
            if (!root.isContainerNode()) {
                throw new InstanceFormatException(file.toString(), "", "must be a JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
            String reason =
                    e.getOriginalMessage().lines().findFirst().orElse("").replaceFirst(" \\((start|for) .*", "");
            throw new InstanceFormatException(file.toString(), where, "is not valid JSON: " + reason, e);
        }
    }

    private static List<GoldenCase> cases(String file, JsonNode root) {
        if (root.isObject() && !root.has("cases")) {
            return List.of(oneCase(new Input(file, "", root)));
        }
        Input list = root.isArray() ? new Input(file, "", root) : new Input(file, "/cases", root.get("cases"));
        List<GoldenCase> cases = new ArrayList<>();
        list.items().forEach(item -> cases.add(oneCase(item)));
        return cases;
    }

    private static GoldenCase oneCase(Input item) {
        Input level = item.find(item.has("level") ? "level" : "verification_level");
        Input source = item.find("source");
        return new GoldenCase(
                item.at("id").text(),
                item.at("mechanism").text(),
                item.at("instance"),
                item.at("expected").json(),
                tolerance(item),
                source == null ? "" : source.text(),
                level == null ? "" : shortLevel(level.text()));
    }

    private static String shortLevel(String level) {
        return level.startsWith("published")
                ? "published"
                : level.replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static GoldenCase.Tolerance tolerance(Input item) {
        Input given = item.find("tolerance");
        if (given == null || given.isText()) {
            return new GoldenCase.Tolerance(0, 0, 0);
        }
        Input type = given.find("type");
        Input value = given.find(given.has("value") ? "value" : "abs");
        Input radius = given.find("radius_rel");
        double size = value == null ? 0 : value.real(0);
        boolean relative = type != null && type.text().equals("rel");
        return new GoldenCase.Tolerance(relative ? 0 : size, relative ? size : 0, radius == null ? 0 : radius.real(0));
    }
}
