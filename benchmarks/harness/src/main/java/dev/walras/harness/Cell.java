package dev.walras.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.Experiment.Catalogued;
import dev.walras.harness.Experiment.Choice;
import dev.walras.harness.Experiment.Dataset;
import dev.walras.harness.Experiment.Generated;
import dev.walras.harness.Experiment.InFile;
import dev.walras.mechanism.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One run that an experiment asks for. Its {@link #key} is the hash of everything that decides its result: a cell is
 * run again when any of that changes, and never otherwise.
 *
 * @param dataset where the instance comes from
 * @param fingerprint hash of the dataset's file; empty when there is no file
 * @param choice the mechanism and its settings
 * @param behaviour how participants report and reply
 * @param seed of the run, and of the instance where that depends on it
 * @param limits of the run
 * @param incentives how many misreports of each participant are tried; 0 for none
 * @param resources of the run; of these only the number of threads and exclusive timing are part of the key
 * @param version of the code, see {@link CodeVersion}
 */
public record Cell(
        Dataset dataset,
        String fingerprint,
        Choice choice,
        String behaviour,
        long seed,
        Limits limits,
        int incentives,
        Resources resources,
        String version) {
    /** Changes when rows get another meaning, so that old ones are not taken for new. */
    private static final int SCHEMA = 2;

    /**
     * The cells of an experiment: instances in the order of the datasets and seeds, then behaviours, then mechanisms.
     *
     * @param fingerprint the hash of a file
     */
    public static List<Cell> of(Experiment experiment, String version, Function<InFile, String> fingerprint) {
        List<Cell> cells = new ArrayList<>();
        for (Dataset dataset : experiment.datasets()) {
            String hash = dataset.source() instanceof InFile file ? fingerprint.apply(file) : "";
            for (long seed : experiment.seedsOf(dataset)) {
                for (String behaviour : experiment.behaviours()) {
                    for (Choice choice : experiment.mechanismsOf(dataset)) {
                        cells.add(new Cell(
                                dataset,
                                hash,
                                choice,
                                behaviour,
                                seed,
                                experiment.limits(),
                                experiment.incentivesOf(dataset),
                                experiment.resources(),
                                version));
                    }
                }
            }
        }
        return List.copyOf(cells);
    }

    /** What tables call the instance: one that depends on its seed carries it. */
    public String instance() {
        return seeded() ? dataset.label() + "/" + seed : dataset.label();
    }

    /** The seed that the instance is drawn from: that of the run, or the default 0 where its name carries none. */
    public long instanceSeed() {
        return seeded() ? seed : 0;
    }

    private boolean seeded() {
        return switch (dataset.source()) {
            case Generated generated -> true;
            case Catalogued catalogued -> !dataset.seeds().isEmpty();
            case InFile inFile -> false;
        };
    }

    /** What decides the instance besides its seed. */
    String source() {
        return switch (dataset.source()) {
            case Catalogued catalogued -> "catalog " + catalogued.id();
            case Generated generated -> "generator " + generated.generator() + " " + text(generated.settings());
            case InFile inFile -> "file " + fingerprint;
        };
    }

    /** What decides the result, one item a line. */
    String canonical() {
        return String.join(
                "\n",
                "walras-cell " + SCHEMA,
                "version " + version,
                "label " + dataset.label(),
                source(),
                "mechanism " + choice.label() + " " + choice.id() + " " + text(choice.settings()),
                "behaviour " + behaviour,
                "seed " + seed,
                "limits " + limits.timeMillis() + " " + limits.rounds() + " " + limits.work() + " "
                        + limits.relativeGap() + (incentives > 0 ? "\nincentives " + incentives : "") + given());
    }

    /** What differs from the usual resources and decides what a row says. */
    private String given() {
        return (resources.threads() == 1 ? "" : "\nthreads " + resources.threads())
                + (resources.timing() == Resources.Timing.SHARED ? "" : "\ntiming exclusive");
    }

    /**
     * The cell alone, as an object that {@link #read} makes the same cell of, in another process or on another machine:
     * an experiment of one cell, with the version of the code and the hash of the file.
     */
    public ObjectNode json() {
        Dataset alone = new Dataset(
                dataset.label(),
                dataset.source(),
                dataset.seeds().isEmpty() ? List.of() : List.of(seed),
                List.of(),
                incentives);
        ObjectNode json = Json.object();
        json.put("version", version);
        json.put("fingerprint", fingerprint);
        json.set(
                "experiment",
                ExperimentWriter.json(new Experiment(
                        "cell",
                        "",
                        List.of(alone),
                        List.of(choice),
                        List.of(behaviour),
                        List.of(seed),
                        limits,
                        Metric.DEFAULTS,
                        0,
                        resources)));
        return json;
    }

    /**
     * The cell that {@link #json} wrote.
     *
     * @throws dev.walras.datasets.InstanceFormatException when it did not
     */
    public static Cell read(JsonNode json) {
        Experiment experiment = ExperimentReader.parse("a cell", Json.line(json.path("experiment")), Path.of(""));
        String fingerprint = json.path("fingerprint").asText();
        return of(experiment, json.path("version").asText(), file -> fingerprint)
                .get(0);
    }

    /** The first 128 bits of the SHA-256 of the canonical text, in hexadecimal digits. */
    public String key() {
        return sha256(canonical().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /** The SHA-256 of {@code bytes} in hexadecimal digits. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Settings as {@code key=value} pairs, sorted by key. */
    static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
