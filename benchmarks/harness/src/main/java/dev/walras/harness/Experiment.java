package dev.walras.harness;

import dev.walras.mechanism.Limits;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is compared: datasets x mechanisms x behaviours x seeds, under limits. Read from a YAML or JSON file by
 * {@link ExperimentReader}.
 *
 * @param name names the folder of its results
 * @param description what it asks, in a sentence
 * @param datasets where instances come from; labels are distinct
 * @param mechanisms what is run on them; labels are distinct
 * @param behaviours how participants report and reply, by id
 * @param seeds of generated instances and of runs
 * @param limits of every run
 * @param metrics ids of {@link Metric}s shown in tables
 * @param incentives how many misreports of each participant are tried in search of one that pays; 0 for none
 * @param resources what every run is given of the machine
 */
public record Experiment(
        String name,
        String description,
        List<Dataset> datasets,
        List<Choice> mechanisms,
        List<String> behaviours,
        List<Long> seeds,
        Limits limits,
        List<String> metrics,
        int incentives,
        Resources resources) {

    /** Where an instance comes from. */
    public sealed interface Source permits Catalogued, Generated, InFile {}

    /** An instance of the catalog, by its id. */
    public record Catalogued(String id) implements Source {}

    /**
     * One generated instance a seed.
     *
     * @param generator its id
     * @param settings text by key, sorted
     */
    public record Generated(String generator, Map<String, String> settings) implements Source {
        public Generated {
            settings = sorted(settings);
        }
    }

    /** An instance file. */
    public record InFile(Path path) implements Source {}

    /**
     * One dataset.
     *
     * @param label what tables call it
     * @param source where its instances come from
     * @param seeds seeds of its own in place of the experiment's; empty for those. One that is not generated is run
     *     with the experiment's first seed only, unless it has seeds of its own; what the catalog draws from a seed is
     *     then drawn from 0
     * @param without labels of the mechanisms that are not run on it, such as those that would take too long
     * @param incentives how many misreports of each participant are tried on it; {@link #AS_EXPERIMENT} for the
     *     experiment's number
     */
    public record Dataset(String label, Source source, List<Long> seeds, List<String> without, int incentives) {
        /** The number of misreports is that of the experiment. */
        public static final int AS_EXPERIMENT = -1;

        public Dataset {
            seeds = List.copyOf(seeds);
            without = List.copyOf(without);
        }
    }

    /**
     * A mechanism with its settings.
     *
     * @param label what tables call it: its id unless it is chosen more than once
     * @param id {@code kind.name}
     * @param settings text by key, sorted
     */
    public record Choice(String label, String id, Map<String, String> settings) {
        public Choice {
            settings = sorted(settings);
        }
    }

    public Experiment {
        datasets = List.copyOf(datasets);
        mechanisms = List.copyOf(mechanisms);
        behaviours = List.copyOf(behaviours);
        seeds = List.copyOf(seeds);
        metrics = List.copyOf(metrics);
    }

    /** This experiment with other resources. */
    public Experiment with(Resources other) {
        return new Experiment(
                name, description, datasets, mechanisms, behaviours, seeds, limits, metrics, incentives, other);
    }

    /** The seeds with which {@code dataset} is run. */
    public List<Long> seedsOf(Dataset dataset) {
        if (!dataset.seeds().isEmpty()) {
            return dataset.seeds();
        }
        return dataset.source() instanceof Generated ? seeds : seeds.subList(0, 1);
    }

    /** The mechanisms run on {@code dataset}. */
    public List<Choice> mechanismsOf(Dataset dataset) {
        return mechanisms.stream()
                .filter(choice -> !dataset.without().contains(choice.label()))
                .toList();
    }

    /** How many misreports of each participant are tried on {@code dataset}; 0 for none. */
    public int incentivesOf(Dataset dataset) {
        return dataset.incentives() == Dataset.AS_EXPERIMENT ? incentives : dataset.incentives();
    }

    private static Map<String, String> sorted(Map<String, String> settings) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
}
