package dev.walras.bench.packing;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRange;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeFactory;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.score.HardSoftScore;
import dev.walras.problem.AllocationProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Timefold's planning solution: all jobs of an allocation problem of one slot. */
@PlanningSolution
public class PackedCluster {
    private @Nullable AllocationProblem problem;

    @PlanningEntityCollectionProperty
    private List<PackedPod> pods = new ArrayList<>();

    @PlanningScore
    private @Nullable HardSoftScore score;

    /** For Timefold's cloner. */
    public PackedCluster() {}

    /**
     * A plan to start from.
     *
     * @param nodeOfJob -1 for jobs without a node
     */
    PackedCluster(AllocationProblem problem, int[] nodeOfJob) {
        this.problem = problem;
        for (int j = 0; j < nodeOfJob.length; j++) {
            pods.add(new PackedPod(j, problem.jobs().get(j), nodeOfJob[j] < 0 ? null : nodeOfJob[j]));
        }
    }

    /** The indices of all nodes. */
    @ValueRangeProvider(id = "nodes")
    public ValueRange<Integer> getNodes() {
        return ValueRangeFactory.createIntValueRange(0, problem().nodes().size());
    }

    /** The jobs. */
    public List<PackedPod> getPods() {
        return pods;
    }

    /** Sets the jobs. */
    public void setPods(List<PackedPod> pods) {
        this.pods = pods;
    }

    /** The score, as Timefold has it. */
    public @Nullable HardSoftScore getScore() {
        return score;
    }

    /** Sets the score. */
    public void setScore(@Nullable HardSoftScore score) {
        this.score = score;
    }

    AllocationProblem problem() {
        AllocationProblem present = problem;
        if (present == null) {
            throw new IllegalStateException("the plan has no problem");
        }
        return present;
    }
}
