package dev.walras.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.InstanceFormatException;
import dev.walras.mechanism.Termination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one run of several that share an experiment, such as the shards of several machines. Keys decide which rows
 * belong together; where two say different things about one cell, somebody's machine or code is wrong, and nothing is
 * written.
 */
public final class Merge {
    private static final int MOST_CONFLICTS = 10;

    private final Map<String, Sourced> rows = new LinkedHashMap<>();
    private final List<String> conflicts = new ArrayList<>();

    private Merge() {}

    /** A row and the file that it is from. */
    private record Sourced(Path file, Trial trial) {}

    /**
     * What a merge gave.
     *
     * @param cells how many the experiment has
     * @param finished how many of them have a row
     * @param results null when cells are missing
     */
    public record Merged(int cells, int finished, @Nullable Results results) {}

    /** Two rows of one cell differ in what the cell decides. */
    public static final class ConflictException extends IOException {
        private static final long serialVersionUID = 1;

        ConflictException(List<String> conflicts) {
            super(conflicts.size() + (conflicts.size() == 1 ? " cell has" : " cells have")
                    + " different results, so that not both can be right:\n"
                    + String.join("\n", conflicts.subList(0, Math.min(MOST_CONFLICTS, conflicts.size())))
                    + "\nMaybe one run was made with another build, or a machine is broken.");
        }
    }

    /**
     * Merges {@code runs} into the folder {@code out}, which must not have trials yet, and writes its report when no
     * cell is missing.
     *
     * <p>Rows that a time limit cut may differ; of these the first decides, as between equal ones. A row that did not
     * fail decides over one that did.
     *
     * @param command as typed, for the report
     * @throws ConflictException when two rows cannot both be right; names both files
     * @throws InstanceFormatException when a run cannot be read, or runs another experiment than the first
     */
    public static Merged run(Path out, List<Path> runs, String command) throws IOException {
        Merge merge = new Merge();
        Experiment experiment = sameExperiment(runs);
        for (Path run : runs) {
            if (!ResultsStore.isIn(run)) {
                throw new InstanceFormatException(run.toString(), "", "has no results of walras compare");
            }
            ResultsStore.each(run, merge::add);
        }
        if (!merge.conflicts.isEmpty()) {
            throw new ConflictException(merge.conflicts);
        }
        return merge.write(experiment, out, command);
    }

    private void add(Path file, Trial trial) {
        Sourced before = rows.get(trial.cell());
        if (before == null || (before.trial.status().failed() && !trial.status().failed())) {
            rows.put(trial.cell(), new Sourced(file, trial));
        } else if (!trial.status().failed() && !isCut(trial) && !isCut(before.trial)) {
            ObjectNode one = decided(before.trial);
            ObjectNode other = decided(trial);
            if (!Json.line(one).equals(Json.line(other))) {
                conflicts.add("cell " + trial.cell() + " (" + trial.mechanism() + " on " + trial.instance() + ", "
                        + trial.behaviour() + ", seed " + trial.seed() + "): " + difference(one, other) + " in "
                        + before.file + " and " + file);
            }
        }
    }

    /** What a cell decides, without what a report adds when other cells are known. */
    private static ObjectNode decided(Trial trial) {
        ObjectNode row = trial.decided();
        row.remove(Reference.FIELDS);
        return row;
    }

    private static boolean isCut(Trial trial) {
        return trial.text("termination").equals(Row.name(Termination.TIME_LIMIT))
                || trial.text("termination").equals(Row.name(Termination.CANCELLED))
                || trial.status() == Status.NOTHING_FOUND;
    }

    /** The first field that differs, with both values. */
    private static String difference(ObjectNode one, ObjectNode other) {
        Set<String> names = new LinkedHashSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode left = one.path(name);
            JsonNode right = other.path(name);
            if (!left.toString().equals(right.toString())) {
                return name + " is " + brief(left) + " and " + brief(right);
            }
        }
        return "the order of the fields is not the same";
    }

    private static String brief(JsonNode value) {
        String text = value.isMissingNode() ? "missing" : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    private Merged write(Experiment experiment, Path out, String command) throws IOException {
        if (ResultsStore.isIn(out)) {
            throw new IOException(
                    out + ": has results already\nMaybe merge into another folder, with this as one of the" + " runs.");
        }
        Plan plan = plan(experiment);
        try (ResultsStore store = ResultsStore.open(out)) {
            ResultsStore.writeAtOnce(
                    out.resolve(Results.EXPERIMENT), Json.pretty(ExperimentWriter.json(experiment)) + "\n");
            store.appendAll(rows.values().stream().map(Sourced::trial).toList());
            ObjectNode meta = Comparison.meta(experiment, command, 0);
            Set<String> hosts = new LinkedHashSet<>();
            rows.values().forEach(row -> hosts.add(row.trial.text("host")));
            hosts.remove("");
            meta.put("machine", "merged from " + String.join(", ", hosts)).putNull("wallMillis");
            Results results = Comparison.finish(plan, store, meta);
            Set<String> finished = new LinkedHashSet<>(plan.cells().keySet());
            finished.retainAll(rows.keySet());
            return new Merged(plan.cells().size(), finished.size(), results);
        }
    }

    /** The plan with that version of the code, of all that rows have, by which most cells are finished. */
    private Plan plan(Experiment experiment) {
        Set<String> versions = new LinkedHashSet<>();
        versions.add(CodeVersion.current());
        rows.values().forEach(row -> versions.add(row.trial.text("version")));
        Plan best = null;
        long most = -1;
        for (String version : versions) {
            Plan plan = Plan.of(experiment, version);
            long finished =
                    plan.cells().keySet().stream().filter(rows::containsKey).count();
            if (finished > most) {
                best = plan;
                most = finished;
            }
        }
        if (best == null) {
            throw new IllegalStateException("there is always the current version");
        }
        return best;
    }

    private static Experiment sameExperiment(List<Path> runs) throws IOException {
        Experiment first = null;
        for (Path run : runs) {
            Path file = run.resolve(Results.EXPERIMENT);
            if (!Files.exists(file)) {
                throw new InstanceFormatException(
                        file.toString(), "", "does not exist\nMaybe " + run + " is no folder of walras compare.");
            }
            Experiment next = ExperimentReader.read(file);
            if (first != null && !comparable(first).equals(comparable(next))) {
                throw new InstanceFormatException(
                        file.toString(),
                        "",
                        "is another experiment than " + runs.get(0).resolve(Results.EXPERIMENT));
            }
            first = first == null ? next : first;
        }
        if (first == null) {
            throw new IllegalArgumentException("there is no run to merge");
        }
        return first;
    }

    /** The experiment without what may differ between machines: where files lie, and the resources of a run. */
    private static JsonNode comparable(Experiment experiment) {
        ObjectNode json = ExperimentWriter.json(experiment.with(Resources.DEFAULT));
        json.path("datasets").forEach(dataset -> ((ObjectNode) dataset).remove("file"));
        return json;
    }
}
