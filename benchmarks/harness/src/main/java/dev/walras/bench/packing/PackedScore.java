package dev.walras.bench.packing;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;

/**
 * The score of a plan, kept up to date move by move: hard, minus the units that nodes lack, and one for a job on a node
 * that it does not accept; soft, the value of the jobs that have a node.
 */
public class PackedScore implements IncrementalScoreCalculator<PackedCluster, HardSoftScore> {
    private long[][] left = {};
    private boolean[][] accepts = {};
    private long hard;
    private long value;

    @Override
    public void resetWorkingSolution(PackedCluster plan) {
        AllocationProblem problem = plan.problem();
        left = problem.nodes().stream()
                .map(node -> node.capacity().get(0).toArray())
                .toArray(long[][]::new);
        if (accepts.length == 0) {
            accepts = new boolean[problem.jobs().size()][];
            for (int j = 0; j < accepts.length; j++) {
                accepts[j] = acceptance(problem, problem.jobs().get(j));
            }
        }
        hard = 0;
        value = 0;
        plan.getPods().forEach(pod -> change(pod, 1));
    }

    private static boolean[] acceptance(AllocationProblem problem, Job job) {
        boolean[] accepted = new boolean[problem.nodes().size()];
        for (int n = 0; n < accepted.length; n++) {
            Node node = problem.nodes().get(n);
            accepted[n] = job.nodeTypes().isEmpty() || job.nodeTypes().contains(node.type());
        }
        return accepted;
    }

    @Override
    public void beforeVariableChanged(Object entity, String variableName) {
        change((PackedPod) entity, -1);
    }

    @Override
    public void afterVariableChanged(Object entity, String variableName) {
        change((PackedPod) entity, 1);
    }

    private void change(PackedPod pod, int sign) {
        Integer node = pod.getNode();
        if (node == null) {
            return;
        }
        Job job = pod.job();
        value += sign * job.valueMicros();
        hard -= accepts[pod.getId()][node] ? 0 : sign;
        long[] room = left[node];
        for (int r = 0; r < room.length; r++) {
            hard += Math.max(0, -room[r]);
            room[r] -= sign * job.requirement().get(r);
            hard -= Math.max(0, -room[r]);
        }
    }

    @Override
    public HardSoftScore calculateScore() {
        return HardSoftScore.of(hard, value);
    }
}
