package dev.walras.bench.packing;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Timefold on jobs and nodes themselves, as one would model it: a planning variable a job, an incremental score, the
 * default moves (change and swap) of late acceptance, and a greedy start: jobs by value for the share of all capacity
 * that they take, each to the accepted node that is left with least.
 */
final class TimefoldPeer {
    private TimefoldPeer() {}

    /**
     * The node of every job, -1 for none.
     *
     * @param found is told the value, in micros, of every feasible best plan
     */
    static int[] solve(AllocationProblem problem, long millis, LongConsumer found) {
        int[] start = greedy(problem);
        found.accept(value(problem, start));
        SolverConfig config = new SolverConfig()
                .withSolutionClass(PackedCluster.class)
                .withEntityClasses(PackedPod.class)
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
                .withRandomSeed(1L)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(PackedScore.class))
                .withTerminationConfig(new TerminationConfig().withMillisecondsSpentLimit(Math.max(1, millis)))
                .withPhases(new LocalSearchPhaseConfig().withLocalSearchType(LocalSearchType.LATE_ACCEPTANCE));
        var solver = SolverFactory.<PackedCluster>create(config).buildSolver();
        solver.addEventListener(event -> {
            if (event.getNewBestScore() instanceof HardSoftScore score && score.hardScore() == 0) {
                found.accept(score.softScore());
            }
        });
        PackedCluster best = solver.solve(new PackedCluster(problem, start));
        HardSoftScore score = best.getScore();
        return score == null || score.hardScore() < 0
                ? start
                : best.getPods().stream()
                        .mapToInt(pod -> pod.getNode() == null ? -1 : pod.getNode())
                        .toArray();
    }

    private static long value(AllocationProblem problem, int[] nodeOfJob) {
        return IntStream.range(0, nodeOfJob.length)
                .filter(j -> nodeOfJob[j] >= 0)
                .mapToLong(j -> problem.jobs().get(j).valueMicros())
                .sum();
    }

    private static int[] greedy(AllocationProblem problem) {
        int n = problem.resources().size();
        double[] total = new double[n];
        List<Node> nodes = problem.nodes();
        long[][] left =
                nodes.stream().map(node -> node.capacity().get(0).toArray()).toArray(long[][]::new);
        for (long[] room : left) {
            for (int r = 0; r < n; r++) {
                total[r] += room[r];
            }
        }
        int[] nodeOfJob = new int[problem.jobs().size()];
        java.util.Arrays.fill(nodeOfJob, -1);
        IntStream.range(0, nodeOfJob.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -density(problem.jobs().get(j), total)))
                .forEach(j -> nodeOfJob[j] = place(problem.jobs().get(j), nodes, left, total));
        return nodeOfJob;
    }

    private static double density(Job job, double[] total) {
        double share = 0;
        for (int r = 0; r < total.length; r++) {
            share += total[r] > 0 ? job.requirement().get(r) / total[r] : 0;
        }
        return job.valueMicros() / share;
    }

    private static int place(Job job, List<Node> nodes, long[][] left, double[] total) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int n = 0; n < left.length; n++) {
            boolean fits = job.nodeTypes().isEmpty()
                    || job.nodeTypes().contains(nodes.get(n).type());
            double rest = 0;
            for (int r = 0; fits && r < total.length; r++) {
                long after = left[n][r] - job.requirement().get(r);
                fits = after >= 0;
                rest += after / Math.max(1, total[r]);
            }
            if (fits && rest < least) {
                least = rest;
                best = n;
            }
        }
        for (int r = 0; best >= 0 && r < total.length; r++) {
            left[best][r] -= job.requirement().get(r);
        }
        return best;
    }
}
