package dev.walras.problem;

import dev.walras.market.LongVector;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;
import java.util.List;

/** The optimum of a tiny {@link AllocationProblem} by trying every placement of every job; knows nothing of markets. */
final class AllocationOracle {
    private final AllocationProblem problem;
    /** Units used, by node, slot and resource. */
    private final long[][][] used;

    private long best;

    private AllocationOracle(AllocationProblem problem) {
        this.problem = problem;
        this.used = new long[problem.nodes().size()][problem.slots()]
                [problem.resources().size()];
    }

    static long optimumMicros(AllocationProblem problem) {
        AllocationOracle oracle = new AllocationOracle(problem);
        oracle.place(0, 0);
        return oracle.best;
    }

    private void place(int j, long value) {
        if (j == problem.jobs().size()) {
            best = Math.max(best, value - costOfNodes());
            return;
        }
        place(j + 1, value);
        Job job = problem.jobs().get(j);
        for (int n = 0; n < used.length; n++) {
            for (int start = 0; start < problem.slots(); start++) {
                int completion = start + job.durationSlots();
                boolean inTime =
                        start >= job.releaseSlot() && completion <= job.deadlineSlot() && completion <= problem.slots();
                if (inTime && suits(job, problem.nodes().get(n))) {
                    occupy(n, start, job, 1);
                    if (fits(n)) {
                        long lateSlots = Math.max(0, completion - job.dueSlot());
                        long worth = Math.max(0, job.valueMicros() - lateSlots * job.decayMicrosPerSlot());
                        place(j + 1, value + worth);
                    }
                    occupy(n, start, job, -1);
                }
            }
        }
    }

    private static boolean suits(Job job, Node node) {
        if (!job.nodeTypes().isEmpty() && job.nodeTypes().stream().noneMatch(node.type()::equals)) {
            return false;
        }
        if (!job.regions().isEmpty() && job.regions().stream().noneMatch(node.region()::equals)) {
            return false;
        }
        return job.labels().stream().allMatch(label -> node.labels().contains(label));
    }

    private void occupy(int n, int start, Job job, int sign) {
        for (int t = start; t < start + job.durationSlots(); t++) {
            for (int r = 0; r < used[n][t].length; r++) {
                used[n][t][r] += sign * job.requirement().get(r);
            }
        }
    }

    private boolean fits(int n) {
        List<LongVector> capacity = problem.nodes().get(n).capacity();
        for (int t = 0; t < problem.slots(); t++) {
            for (int r = 0; r < used[n][t].length; r++) {
                if (used[n][t][r] > capacity.get(capacity.size() == 1 ? 0 : t).get(r)) {
                    return false;
                }
            }
        }
        return true;
    }

    private long costOfNodes() {
        long cost = 0;
        for (int n = 0; n < used.length; n++) {
            Node node = problem.nodes().get(n);
            for (long[] units : used[n]) {
                boolean busy = false;
                for (int r = 0; r < units.length; r++) {
                    busy |= units[r] > 0;
                    cost += units[r] * node.costMicrosPerUnitSlot().get(r);
                }
                cost += busy ? node.costMicrosPerSlot() : 0;
            }
        }
        return cost;
    }
}
