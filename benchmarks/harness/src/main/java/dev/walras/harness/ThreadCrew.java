package dev.walras.harness;

import java.util.List;
import java.util.function.Supplier;

/** Runs cells in threads of this process. */
public final class ThreadCrew implements Crew {
    private final Supplier<CellBody> bodies;
    private final int jobs;

    /**
     * A crew that runs something else than cells in earnest.
     *
     * @param bodies gives one for each job
     * @param jobs how many cells may run at a time
     */
    public ThreadCrew(Supplier<CellBody> bodies, int jobs) {
        this.bodies = bodies;
        this.jobs = jobs;
    }

    /** A crew for these cells; those of one instance share it. */
    static ThreadCrew of(List<Cell> cells, int jobs) {
        Instances instances = new Instances(cells);
        return new ThreadCrew(
                () -> {
                    CellRunner runner = new CellRunner(instances::of, CellRunner.GRACE_MILLIS);
                    return (cell, begun) -> {
                        Trial trial = runner.run(cell, begun);
                        instances.release(cell);
                        return trial;
                    };
                },
                jobs);
    }

    @Override
    public Worker worker() {
        CellBody body = bodies.get();
        return cell -> body.run(cell, begun -> {});
    }

    @Override
    public int jobs() {
        return jobs;
    }
}
