package dev.walras.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.Cell;
import dev.walras.harness.CellRunner;
import dev.walras.harness.Crew;
import dev.walras.harness.Experiment.Dataset;
import dev.walras.harness.Experiment.InFile;
import dev.walras.harness.Json;
import dev.walras.harness.Status;
import dev.walras.harness.Trial;
import dev.walras.harness.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkException;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Executors as the workers of an experiment: every cell is a job of one task, and its row comes back to the driver,
 * which stores it as it stores those of its own threads.
 *
 * <p>A cell whose executor dies (a crash in native code, too little memory) is tried again by Spark, as often as
 * {@code spark.task.maxFailures} says, and then becomes a row of a crash. Files of instances are sent to executors;
 * their names must differ. A cell that may use several threads should be given as many cores by
 * {@code spark.task.cpus}.
 */
final class SparkCrew implements Crew {
    private final JavaSparkContext context;
    private final int jobs;

    /**
     * The executors of {@code context}.
     *
     * @param cells what they will run
     * @param jobs how many cells run at a time
     */
    SparkCrew(JavaSparkContext context, List<Cell> cells, int jobs) {
        this.context = context;
        this.jobs = jobs;
        if (!context.isLocal()) {
            Set<Path> files = new LinkedHashSet<>();
            for (Cell cell : cells) {
                if (cell.dataset().source() instanceof InFile file) {
                    files.add(file.path().toAbsolutePath());
                }
            }
            files.forEach(file -> context.addFile(file.toUri().toString()));
        }
    }

    @Override
    public Worker worker() {
        return this::run;
    }

    @Override
    public int jobs() {
        return jobs;
    }

    private Trial run(Cell cell) throws IOException {
        context.setJobDescription(cell.choice().label() + " on " + cell.instance());
        try {
            String row = context.parallelize(List.of(Json.line(cell.json())), 1)
                    .map(SparkCrew::row)
                    .collect()
                    .get(0);
            return trial(row);
        } catch (Exception e) {
            // Scala throws checked exceptions without saying so.
            if (!(e instanceof SparkException)) {
                throw e;
            }
            if (context.sc().isStopped()) {
                throw new IOException("the Spark application was stopped", e);
            }
            return CellRunner.failed(cell, Status.CRASHED, reason(e));
        }
    }

    /** The first lines: the rest is what Spark was doing when it noticed. */
    private static String reason(Exception e) {
        return String.join("\n", String.valueOf(e.getMessage()).lines().limit(2).toList());
    }

    private static Trial trial(String row) throws JsonProcessingException {
        return new Trial((ObjectNode) Json.read(row));
    }

    /** Runs a cell on an executor. */
    private static String row(String text) {
        try {
            Trial trial = new CellRunner().run(here(Cell.read(Json.read(text))));
            return Json.line(trial.json().put("workers", "spark"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cell with the file of its instance where this executor has it. */
    private static Cell here(Cell cell) {
        Dataset dataset = cell.dataset();
        if (!(dataset.source() instanceof InFile file) || Files.exists(file.path())) {
            return cell;
        }
        Path copy = Path.of(SparkFiles.get(String.valueOf(file.path().getFileName())));
        return new Cell(
                new Dataset(
                        dataset.label(), new InFile(copy), dataset.seeds(), dataset.without(), dataset.incentives()),
                cell.fingerprint(),
                cell.choice(),
                cell.behaviour(),
                cell.seed(),
                cell.limits(),
                cell.incentives(),
                cell.resources(),
                cell.version());
    }
}
