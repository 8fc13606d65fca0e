package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.Experiment.Catalogued;
import dev.walras.harness.Experiment.Choice;
import dev.walras.harness.Experiment.Dataset;
import dev.walras.harness.Experiment.Generated;
import dev.walras.harness.Experiment.InFile;
import dev.walras.mechanism.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes an experiment so that {@link ExperimentReader} reads the same back. */
final class ExperimentWriter {
    private ExperimentWriter() {}

    static ObjectNode json(Experiment experiment) {
        ObjectNode json = Json.object();
        json.put("name", experiment.name());
        if (!experiment.description().isBlank()) {
            json.put("description", experiment.description());
        }
        ArrayNode datasets = json.putArray("datasets");
        for (Dataset dataset : experiment.datasets()) {
            dataset(dataset, datasets.addObject());
        }
        ArrayNode mechanisms = json.putArray("mechanisms");
        for (Choice choice : experiment.mechanisms()) {
            ObjectNode own = mechanisms.addObject();
            own.put("id", choice.id());
            own.put("label", choice.label());
            settings(own, choice.settings());
        }
        ArrayNode behaviours = json.putArray("behaviours");
        experiment.behaviours().forEach(behaviours::add);
        seeds(json, experiment.seeds());
        json.set("limits", limits(experiment.limits(), experiment.resources()));
        resources(json, experiment.resources());
        ArrayNode metrics = json.putArray("metrics");
        experiment.metrics().forEach(metrics::add);
        if (experiment.incentives() > 0) {
            json.put("incentives", experiment.incentives());
        }
        return json;
    }

    private static void resources(ObjectNode json, Resources resources) {
        if (resources.threads() != Resources.DEFAULT.threads()) {
            json.put("threads", resources.threads());
        }
        Resources.Workers workers = resources.workers();
        if (workers != null) {
            json.put("workers", workers.name().toLowerCase(Locale.ROOT));
        }
        if (resources.timing() != Resources.DEFAULT.timing()) {
            json.put("timing", resources.timing().name().toLowerCase(Locale.ROOT));
        }
    }

    private static void dataset(Dataset dataset, ObjectNode json) {
        json.put("label", dataset.label());
        switch (dataset.source()) {
            case Catalogued catalogued -> json.put("catalog", catalogued.id());
            case Generated generated -> {
                json.put("generator", generated.generator());
                settings(json, generated.settings());
            }
            case InFile inFile ->
                json.put("file", inFile.path().toAbsolutePath().toString());
        }
        if (!dataset.seeds().isEmpty()) {
            seeds(json, dataset.seeds());
        }
        if (!dataset.without().isEmpty()) {
            ArrayNode without = json.putArray("without");
            dataset.without().forEach(without::add);
        }
        if (dataset.incentives() != Dataset.AS_EXPERIMENT) {
            json.put("incentives", dataset.incentives());
        }
    }

    private static void seeds(ObjectNode json, List<Long> values) {
        ArrayNode seeds = json.putArray("seeds");
        values.forEach(seeds::add);
    }

    private static void settings(ObjectNode json, Map<String, String> settings) {
        if (!settings.isEmpty()) {
            ObjectNode own = json.putObject("settings");
            settings.forEach(own::put);
        }
    }

    /** The limits; those that do not limit are left out. */
    static ObjectNode limits(Limits limits, Resources resources) {
        ObjectNode json = Json.object();
        json.put("timeMillis", limits.timeMillis());
        json.put("rounds", limits.rounds());
        if (limits.work() != Long.MAX_VALUE) {
            json.put("work", limits.work());
        }
        Json.put(json, "relativeGap", limits.relativeGap());
        if (resources.memoryBytes() != Resources.NO_LIMIT) {
            json.put("memory", ByteSize.text(resources.memoryBytes()));
        }
        return json;
    }
}
