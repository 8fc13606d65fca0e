package dev.walras.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.Json;
import dev.walras.harness.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of a suite left, as kept in {@code benchmarks/results/ID.json}.
 *
 * @param id the suite
 * @param title its heading
 * @param conditions name and value: machine, JDK, command, date, load of the machine, time taken
 * @param targets in the order recorded
 * @param tables in the order recorded
 * @param series lines of plots
 * @param notes paragraphs of Markdown
 */
public record SuiteResult(
        String id,
        String title,
        Map<String, String> conditions,
        List<Target> targets,
        List<Bench.Table> tables,
        List<Bench.Series> series,
        List<String> notes) {
    /** Runs a suite here and now. */
    public static SuiteResult of(Benchmark suite, Bench bench) throws IOException, InterruptedException {
        double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Stopwatch watch = Stopwatch.start();
        suite.run(bench);
        double seconds = watch.wallSeconds();
        double loadAfter = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        ObjectNode machine = Json.object();
        Machine.describe(machine);
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put(
                "machine",
                machine.path("cores").asInt() + " cores of "
                        + machine.path("machine").asText());
        conditions.put("system", machine.path("os").asText());
        conditions.put("JDK", machine.path("jdk").asText());
        conditions.put("load", Bench.digits(loadBefore) + " before, " + Bench.digits(loadAfter) + " after");
        conditions.put("command", "./walras bench " + suite.id() + (bench.quick() ? " --quick" : ""));
        conditions.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        conditions.put("took", Bench.digits(seconds) + " s");
        return new SuiteResult(
                suite.id(), suite.title(), conditions, bench.targets(), bench.tables(), bench.series(), bench.notes());
    }

    /** Writes it as JSON. */
    public void write(Path file) throws IOException {
        Files.writeString(file, Json.pretty(json()) + "\n");
    }

    private ObjectNode json() {
        ObjectNode root = Json.object().put("id", id).put("title", title);
        ObjectNode where = root.putObject("conditions");
        conditions.forEach(where::put);
        ArrayNode goals = root.putArray("targets");
        for (Target target : targets) {
            ObjectNode goal = goals.addObject()
                    .put("id", target.id())
                    .put("what", target.what())
                    .put("sense", target.sense().name())
                    .put("limit", target.limit())
                    .put("unit", target.unit());
            Double reached = target.reached();
            if (reached == null) {
                goal.putNull("reached");
            } else {
                goal.put("reached", Double.toString(reached));
            }
            goal.put("verdict", target.verdict().name()).put("remark", target.remark());
        }
        ArrayNode grids = root.putArray("tables");
        for (Bench.Table table : tables) {
            ObjectNode grid = grids.addObject().put("caption", table.caption());
            strings(grid.putArray("columns"), table.columns());
            ArrayNode rows = grid.putArray("rows");
            table.rows().forEach(row -> strings(rows.addArray(), row));
        }
        ArrayNode lines = root.putArray("series");
        for (Bench.Series one : series) {
            ObjectNode line = lines.addObject().put("plot", one.plot()).put("name", one.name());
            one.x().forEach(line.putArray("x")::add);
            one.y().forEach(line.putArray("y")::add);
        }
        strings(root.putArray("notes"), notes);
        return root;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when the file cannot be read or is not such a file
     */
    public static SuiteResult read(Path file) throws IOException {
        try {
            return of(Json.read(Files.readString(file)));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new IOException(file + ": is not the result of a suite: " + e.getMessage(), e);
        }
    }

    private static SuiteResult of(JsonNode root) {
        Map<String, String> conditions = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path("conditions").properties()) {
            conditions.put(entry.getKey(), entry.getValue().asText());
        }
        List<Target> targets = new ArrayList<>();
        for (JsonNode goal : root.path("targets")) {
            Target target = new Target(
                    text(goal, "id"),
                    text(goal, "what"),
                    Target.Sense.valueOf(text(goal, "sense")),
                    goal.path("limit").asDouble(),
                    text(goal, "unit"),
                    goal.path("reached").isNull()
                            ? null
                            : Double.valueOf(goal.path("reached").asText()),
                    text(goal, "remark"));
            targets.add(target);
        }
        List<Bench.Table> tables = new ArrayList<>();
        for (JsonNode grid : root.path("tables")) {
            List<List<String>> rows = new ArrayList<>();
            grid.path("rows").forEach(row -> rows.add(strings(row)));
            tables.add(new Bench.Table(text(grid, "caption"), strings(grid.path("columns")), rows));
        }
        List<Bench.Series> series = new ArrayList<>();
        for (JsonNode line : root.path("series")) {
            series.add(new Bench.Series(
                    text(line, "plot"), text(line, "name"), numbers(line.path("x")), numbers(line.path("y"))));
        }
        return new SuiteResult(
                text(root, "id"),
                text(root, "title"),
                conditions,
                targets,
                tables,
                series,
                strings(root.path("notes")));
    }

    private static String text(JsonNode node, String key) {
        if (!node.path(key).isTextual()) {
            throw new IllegalArgumentException("\"" + key + "\" is missing");
        }
        return node.path(key).asText();
    }

    private static void strings(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static List<String> strings(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (Iterator<JsonNode> each = array.elements(); each.hasNext(); ) {
            texts.add(each.next().asText());
        }
        return texts;
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }
}
