package dev.walras.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.InstanceFormatException;
import dev.walras.harness.Experiment.Choice;
import dev.walras.harness.Experiment.Dataset;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Mechanism;
import dev.walras.report.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results of an experiment, and the files they are written to: {@code summary.json}, {@code summary.csv} and
 * {@code report.html} beside {@code trials.jsonl} and {@code experiment.json}.
 */
public final class Results {
    /** The name of the file that holds the experiment. */
    public static final String EXPERIMENT = "experiment.json";

    /** The names of all files that are written beside the trials. */
    static final List<String> FILES = List.of(EXPERIMENT, "summary.json", "summary.csv", "report.html");

    private final Experiment experiment;
    private final List<Trial> trials;
    private final ObjectNode meta;
    private final Map<String, Reference> references;
    private final List<Summary> summaries;

    /**
     * Results from finished trials.
     *
     * @param trials with efficiency, in the order of the cells
     * @param meta where, when and with what they were made
     */
    Results(Experiment experiment, List<Trial> trials, ObjectNode meta) {
        this.experiment = experiment;
        this.trials = List.copyOf(trials);
        this.meta = meta.deepCopy();
        this.references = Reference.byInstance(trials);
        this.summaries = Summary.of(trials, references);
    }

    /**
     * Reads the results that an earlier run left in {@code folder}.
     *
     * @throws InstanceFormatException when a file is missing or is not what it should be
     */
    public static Results read(Path folder) throws IOException {
        Path summary = folder.resolve("summary.json");
        try {
            Experiment experiment = ExperimentReader.read(folder.resolve(EXPERIMENT));
            JsonNode meta = Json.read(Files.readString(summary)).path("meta");
            if (!meta.isObject()) {
                throw new InstanceFormatException(summary.toString(), "/meta", "must be an object");
            }
            String version = meta.path("version").asText();
            Map<String, Trial> finished = new LinkedHashMap<>();
            ResultsStore.read(folder).forEach(trial -> finished.put(trial.cell(), trial));
            List<Trial> own = Comparison.rate(Plan.of(experiment, version), finished);
            return new Results(experiment, own, (ObjectNode) meta);
        } catch (NoSuchFileException e) {
            throw new InstanceFormatException(
                    String.valueOf(e.getFile()),
                    "",
                    "does not exist\nMaybe the run was not finished: walras compare --resume --out " + folder
                            + " goes on with it.",
                    e);
        } catch (JsonProcessingException e) {
            throw new InstanceFormatException(summary.toString(), "", "this is not JSON", e);
        }
    }

    /** What was compared. */
    public Experiment experiment() {
        return experiment;
    }

    /** Every trial, in the order of the cells. */
    public List<Trial> trials() {
        return trials;
    }

    /** One summary a family, behaviour and mechanism. */
    public List<Summary> summaries() {
        return summaries;
    }

    /** One summary a dataset, behaviour and mechanism; the label of the dataset is in place of the family. */
    public List<Summary> datasetSummaries() {
        return Summary.byDataset(trials, references);
    }

    /** The reference of each instance, by name. */
    public Map<String, Reference> references() {
        return java.util.Collections.unmodifiableMap(references);
    }

    /** Whether some outcome breaks a rule of its market or problem, a budget, or a promise of its mechanism. */
    public boolean anyBroken() {
        return trials.stream().anyMatch(trial -> trial.status().breaksRules());
    }

    /** Writes summary and report into {@code folder}. */
    public void write(Path folder) throws IOException {
        ObjectNode summary = Json.object();
        summary.set("meta", meta);
        summary.set("instances", instances());
        summary.set("mechanisms", mechanisms());
        summary.set("summary", list(summaries));
        summary.set("datasets", list(datasetSummaries()));
        summary.set("rankings", Ranking.all(trials));
        ResultsStore.writeAtOnce(folder.resolve("summary.json"), Json.pretty(summary) + "\n");
        ResultsStore.writeAtOnce(folder.resolve("summary.csv"), SummaryCsv.of(summaries));
        ReportWriter.write(reportData(), folder.resolve("report.html"));
    }

    /** Everything the report shows. */
    ObjectNode reportData() {
        ObjectNode data = Json.object();
        data.set("meta", meta);
        data.set("instances", instances());
        data.set("mechanisms", mechanisms());
        ArrayNode rows = data.putArray("trials");
        for (Trial trial : trials) {
            ObjectNode row = trial.json();
            row.remove("map");
            rows.add(row);
        }
        data.set("summary", list(summaries));
        data.set("datasets", list(Summary.byDataset(trials, references)));
        data.set("rankings", Ranking.all(trials));
        return data;
    }

    private static ArrayNode list(List<Summary> summaries) {
        ArrayNode list = Json.object().putArray("list");
        summaries.forEach(summary -> list.add(summary.json()));
        return list;
    }

    private ArrayNode instances() {
        Map<String, Dataset> datasets = new LinkedHashMap<>();
        experiment.datasets().forEach(dataset -> datasets.put(dataset.label(), dataset));
        Map<String, List<Trial>> byInstance = new LinkedHashMap<>();
        for (Trial trial : trials) {
            byInstance
                    .computeIfAbsent(trial.instance(), name -> new java.util.ArrayList<>())
                    .add(trial);
        }
        ArrayNode list = Json.object().putArray("list");
        byInstance.forEach(
                (name, own) -> list.add(instance(own, datasets.get(own.get(0).dataset()))));
        return list;
    }

    private ObjectNode instance(List<Trial> own, @org.jspecify.annotations.Nullable Dataset dataset) {
        Trial first = own.get(0);
        ObjectNode json = Json.object();
        json.put("id", first.instance());
        json.put("dataset", first.dataset());
        json.put("family", first.family());
        json.put("seed", first.seed());
        json.put("description", dataset == null ? "" : Sources.description(dataset.source()));
        for (String field : List.of("goods", "participants", "orders", "traits")) {
            json.set(field, first.get(field));
        }
        Reference reference = references.get(first.instance());
        if (reference != null) {
            json.put("bestWelfareMicros", reference.bestWelfareMicros());
            json.put("bestMechanism", reference.bestMechanism());
            json.put("leastBoundMicros", reference.leastBoundMicros());
            json.put("boundMechanism", reference.boundMechanism());
            Trial drawn = null;
            for (Trial trial : own) {
                boolean best = trial.mechanism().equals(reference.bestMechanism());
                if (trial.get("map").isObject() && (drawn == null || best)) {
                    drawn = trial;
                }
            }
            if (drawn != null) {
                json.set("map", drawn.get("map"));
            }
        }
        return json;
    }

    private ArrayNode mechanisms() {
        ArrayNode list = Json.object().putArray("list");
        for (Choice choice : experiment.mechanisms()) {
            Mechanism mechanism = Roster.make(choice.id(), choice.settings());
            ObjectNode json = list.addObject();
            json.put("id", choice.label());
            json.put("name", mechanism.spec().name());
            json.put("kind", Roster.kind(mechanism));
            json.put("information", mechanism.spec().information().code());
            ArrayNode claims = json.putArray("claims");
            for (Guarantee claim : mechanism.spec().claims()) {
                claims.add(claim.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
            json.put("reference", mechanism.spec().reference());
            json.put("settings", Cell.text(choice.settings()));
        }
        return list;
    }
}
