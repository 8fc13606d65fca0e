package dev.walras.harness;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The workers of a run: threads of this process, processes of their own, or other machines. */
public interface Crew extends Closeable {
    /**
     * The crew that {@code resources} ask for.
     *
     * @param cells what will be run
     * @param jobs how many cells may run at a time
     * @throws IllegalArgumentException when the machine does not have what they ask for
     */
    static Crew of(Resources resources, List<Cell> cells, int jobs) throws IOException {
        return switch (resources.place()) {
            case THREADS -> ThreadCrew.of(cells, jobs);
            case PROCESSES -> new ProcessCrew(resources, jobs, ProcessCrew.Launch.USUAL);
        };
    }

    /** Gathers a crew, as {@link Crew#of} does. */
    @FunctionalInterface
    interface Assembly {
        /** The crew that runs {@code cells}, {@code jobs} at a time. */
        Crew crew(Resources resources, List<Cell> cells, int jobs) throws IOException;
    }

    /** A worker for one of the jobs. */
    Worker worker();

    /** How many cells run at a time. */
    int jobs();

    @Override
    default void close() throws IOException {}
}
