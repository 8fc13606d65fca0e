package dev.walras.harness;

import dev.walras.harness.Experiment.Catalogued;
import dev.walras.harness.Experiment.Choice;
import dev.walras.harness.Experiment.Dataset;
import dev.walras.harness.Experiment.Generated;
import dev.walras.harness.Experiment.InFile;
import dev.walras.mechanism.Limits;
import java.nio.charset.StandardCharsets;
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

    /** What decides the result, one item a line. */
    String canonical() {
        String source = switch (dataset.source()) {
            case Catalogued catalogued -> "catalog " + catalogued.id();
            case Generated generated -> "generator " + generated.generator() + " " + text(generated.settings());
            case InFile inFile -> "file " + fingerprint;
        };
        return String.join(
                "\n",
                "walras-cell " + SCHEMA,
                "version " + version,
                "label " + dataset.label(),
                source,
                "mechanism " + choice.label() + " " + choice.id() + " " + text(choice.settings()),
                "behaviour " + behaviour,
                "seed " + seed,
                "limits " + limits.timeMillis() + " " + limits.rounds() + " " + limits.work() + " "
                        + limits.relativeGap() + (incentives > 0 ? "\nincentives " + incentives : ""));
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
