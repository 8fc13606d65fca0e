package dev.walras.bench;

import com.google.ortools.graph.LinearSumAssignment;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.problem.Instance;
import dev.walras.solver.exact.AssignmentSolver;
import dev.walras.solver.exact.CostMatrix;
import dev.walras.solver.exact.LinearAssignment;
import dev.walras.solver.ortools.Natives;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;

/** Dense assignment against OR-Tools' LinearSumAssignment, and the payments of all in one go. */
final class ExactAssignments {
    private final Bench bench;

    ExactAssignments(Bench bench) {
        this.bench = bench;
    }

    /** The cost of every pair: whole numbers below about a million and a half. */
    static IntBinaryOperator costs(String kind, int n) {
        SplittableRandom random = RunContext.seeded(n).random(kind);
        double[] x = random.doubles(4L * n).toArray();
        long salt = random.nextLong();
        return switch (kind) {
            case "uniform" -> (i, j) -> 1 + (int) (noise(salt, (long) i * n + j) * 1e6);
            case "geometric" -> (i, j) -> (int) (1e6 * Math.hypot(x[i] - x[n + j], x[2 * n + i] - x[3 * n + j]));
            case "machine" -> (i, j) -> (1 + (int) (1000 * x[i])) * (1 + (int) (1000 * x[n + j]));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** A number from 0 to 1 for an index: costs can be drawn in any order, and need not be kept. */
    private static double noise(long salt, long index) {
        long mixed = (salt + index) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1p-53;
    }

    /** Assigns by OR-Tools: the cost. The arcs are added straight from the costs, without a matrix. */
    private static long peer(IntBinaryOperator costs, int n) {
        LinearSumAssignment peer = new LinearSumAssignment();
        try {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    peer.addArcWithCost(i, j, costs.applyAsInt(i, j));
                }
            }
            if (peer.solve() != LinearSumAssignment.Status.OPTIMAL) {
                throw new IllegalStateException("LinearSumAssignment did not solve it");
            }
            return peer.getOptimalCost();
        } finally {
            peer.delete();
        }
    }

    void run() throws IOException, InterruptedException {
        Natives.load();
        Bench.Table table = bench.table(
                "Dense assignment: build and solve, one thread",
                "costs",
                "n",
                "ours, s",
                "method",
                "LinearSumAssignment, s",
                "ours / theirs",
                "ours, MB",
                "theirs, MB");
        double slowest = 0;
        double fattest = 0;
        long small = 0;
        long smallOthers = Long.MAX_VALUE;
        for (int n : bench.quick() ? new int[] {40} : new int[] {1000, 5000}) {
            for (String kind : List.of("uniform", "geometric", "machine")) {
                bench.say("exact: assignment " + kind + " " + n);
                int times = n > 1000 ? 2 : 8;
                IntBinaryOperator costs = costs(kind, n);
                double ours = Double.POSITIVE_INFINITY;
                double theirs = Double.POSITIVE_INFINITY;
                String method = "";
                for (int i = 0; i < times; i++) {
                    ThreadClock.Timed<LinearAssignment> timed =
                            ThreadClock.timed(() -> LinearAssignment.solve(CostMatrix.tabulate(n, n, costs))
                                    .orElseThrow());
                    ours = Math.min(ours, timed.seconds());
                    method = timed.result()
                            .method()
                            .name()
                            .toLowerCase(java.util.Locale.ROOT)
                            .replace('_', ' ');
                    ThreadClock.Timed<Long> peer = ThreadClock.timed(() -> peer(costs, n));
                    theirs = Math.min(theirs, peer.seconds());
                    if (timed.result().cost() != peer.result()
                            || !timed.result().proved(CostMatrix.tabulate(n, n, costs))) {
                        throw new IllegalStateException(kind + " " + n + ": "
                                + timed.result().cost() + " is not " + peer.result() + ", or not proved");
                    }
                }
                long mine = memory("ours", kind, n);
                long others = memory("theirs", kind, n);
                table.row(kind, n, ours, method, theirs, ours / theirs, mine / 1e6, others / 1e6);
                slowest = Math.max(slowest, ours / theirs);
                fattest = n > 1000 || bench.quick() ? Math.max(fattest, (double) mine / others) : fattest;
                small = n > 1000 ? small : Math.max(small, mine);
                smallOthers = n > 1000 ? smallOthers : Math.min(smallOthers, others);
            }
        }
        smallMemory(small, smallOthers);
        bench.target(Target.atMost(
                        "exact.assignment-time",
                        "assignment, n = 1000 and 5000, slowest of three kinds / LinearSumAssignment with its build",
                        1,
                        "x")
                .reached(slowest, "the picker took the worse method"));
        bench.target(Target.atMost(
                        "exact.assignment-memory",
                        "assignment, n = 5000, memory of the process / that of LinearSumAssignment",
                        0.25,
                        "x")
                .reached(fattest, "the matrix itself is 100 MB; the rest is the virtual machine"));
        payments();
    }

    /**
     * At n = 1000 most of a process is what it takes before it has any input: that is measured apart and taken off, the
     * native library from theirs, the larger of ours and the smaller of theirs compared.
     */
    private void smallMemory(long ours, long theirs) throws IOException, InterruptedException {
        int n = bench.quick() ? 40 : 1000;
        long idle = memory("nothing", "uniform", n);
        long matrix = memory("matrix", "uniform", n);
        long natives = memory("natives", "uniform", n);
        Bench.Table table =
                bench.table("Memory at n = " + n + ", most of three kinds of costs", "a process that", "MB");
        table.row("does nothing", idle / 1e6);
        table.row("holds the matrix", matrix / 1e6);
        table.row("solves by ours", ours / 1e6);
        table.row("has loaded OR-Tools", natives / 1e6);
        table.row("solves by LinearSumAssignment (the least)", theirs / 1e6);
        table.row("ours / theirs, whole processes", (double) ours / theirs);
        table.row("ours without nothing / theirs without nothing", (double) (ours - idle) / (theirs - idle));
        double ratio = (double) (ours - idle) / Math.max(1, theirs - natives);
        bench.target(
                Target.atMost(
                                "exact.assignment-memory-1000",
                                "assignment, n = 1000, memory beyond an idle process / that of LinearSumAssignment beyond its"
                                        + " loaded library",
                                0.25,
                                "x")
                        .reached(
                                ratio,
                                "the matrix is 4 MB; some 6 MB are the optimising compiler's, which theirs hardly needs: with"
                                        + " the first compiler only the ratio is 0.15, at a time that was not measured. Whole"
                                        + " processes compare as in the table, since an idle Java machine alone is 0.4 of theirs"));
    }

    private long memory(String who, String kind, int n) throws IOException, InterruptedException {
        List<String> flags = List.of("-XX:ParallelGCThreads=1", "-Xms16m", "-Xmx1g");
        Child.Result child = Child.run(OneAssignment.class, flags, who, kind, String.valueOf(n));
        child.answered();
        return child.peakRssBytes();
    }

    /** The main class of the processes whose memory is compared. */
    static final class OneAssignment {
        private OneAssignment() {}

        /** Solves one matrix: who, kind, size. */
        public static void main(String[] args) {
            int n = Integer.parseInt(args[2]);
            IntBinaryOperator costs = costs(args[1], n);
            Child.answer(
                    switch (args[0]) {
                        case "ours" ->
                            String.valueOf(LinearAssignment.solve(CostMatrix.tabulate(n, n, costs))
                                    .orElseThrow()
                                    .cost());
                        case "theirs" -> {
                            Natives.load();
                            yield String.valueOf(peer(costs, n));
                        }
                        case "matrix" -> CostMatrix.tabulate(n, n, costs).rows() + " rows";
                        case "natives" -> {
                            Natives.load();
                            yield "loaded";
                        }
                        default -> "nothing to do";
                    });
        }
    }

    /** A market in which everybody wants one of all goods. */
    private static Market market(String kind, int n) {
        IntBinaryOperator costs = costs(kind, n);
        MarketBuilder market = Market.builder(kind);
        for (int g = 0; g < n; g++) {
            market.good("g" + g, "unit", 1);
        }
        for (int p = 0; p < n; p++) {
            market.participant("p" + p);
            int group = market.group();
            for (int g = 0; g < n; g++) {
                market.add(new Order("", p, Bundle.of(g, 1), 1, 1, 1_500_000 - costs.applyAsInt(p, g), group));
            }
        }
        return market.build();
    }

    private void payments() {
        int n = bench.quick() ? 20 : 1000;
        Bench.Table table = bench.table(
                "A market of " + n + " participants and " + n + " goods, all wanted by all",
                "values",
                "opt.assignment, s",
                "auction.vcg, s",
                "vcg / one solve");
        double worst = 0;
        for (String kind : List.of("uniform", "geometric", "machine")) {
            bench.say("exact: VCG payments " + kind + " " + n);
            Market market = market(kind, n);
            Instance instance = Instance.of(market);
            RunContext context = RunContext.seeded(1);
            int times = bench.quick() ? 2 : 8;
            double solve = Double.POSITIVE_INFINITY;
            double all = Double.POSITIVE_INFINITY;
            for (int i = 0; i < times; i++) {
                solve = Math.min(
                        solve,
                        ThreadClock.timed(() -> new AssignmentSolver().solve(instance, context))
                                .seconds());
                ThreadClock.Timed<Outcome> paid =
                        ThreadClock.timed(() -> new Vcg(new AssignmentSolver()).clear(market, context));
                all = Math.min(all, paid.seconds());
            }
            table.row(kind, solve, all, all / solve);
            worst = Math.max(worst, all / solve);
        }
        bench.target(Target.atMost("exact.vcg", "VCG payments of all participants / one solve, 1000 x 1000", 3, "x")
                .reached(worst, "the market is read twice, and solved twice"));
    }
}
