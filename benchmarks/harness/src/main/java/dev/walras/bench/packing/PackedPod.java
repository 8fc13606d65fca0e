package dev.walras.bench.packing;

import ai.timefold.solver.core.api.domain.common.PlanningId;
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import dev.walras.problem.AllocationProblem.Job;
import org.jspecify.annotations.Nullable;

/** Timefold's planning entity: a job and its node, or none. */
@PlanningEntity
public class PackedPod {
    @PlanningId
    private int id;

    private @Nullable Job job;

    @PlanningVariable(valueRangeProviderRefs = "nodes", allowsUnassigned = true)
    private @Nullable Integer node;

    /** For Timefold's cloner. */
    public PackedPod() {}

    PackedPod(int id, Job job, @Nullable Integer node) {
        this.id = id;
        this.job = job;
        this.node = node;
    }

    /** The index of the job. */
    public int getId() {
        return id;
    }

    /** The index of its node, null when it has none. */
    public @Nullable Integer getNode() {
        return node;
    }

    /** Puts it on a node. */
    public void setNode(@Nullable Integer node) {
        this.node = node;
    }

    Job job() {
        Job present = job;
        if (present == null) {
            throw new IllegalStateException("pod " + id + " has no job");
        }
        return present;
    }
}
