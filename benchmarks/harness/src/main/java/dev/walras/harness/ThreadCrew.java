package dev.walras.harness;

import java.util.List;

/** Runs cells in threads of this process; cells of one instance share it. */
final class ThreadCrew implements Crew {
    private final Instances instances;
    private final int jobs;

    /** @param cells what will be run */
    ThreadCrew(List<Cell> cells, int jobs) {
        this.instances = new Instances(cells);
        this.jobs = jobs;
    }

    @Override
    public Worker worker() {
        CellRunner runner = new CellRunner(instances::of, CellRunner.GRACE_MILLIS);
        return cell -> {
            Trial trial = runner.run(cell);
            instances.release(cell);
            return trial;
        };
    }

    @Override
    public int jobs() {
        return jobs;
    }
}
