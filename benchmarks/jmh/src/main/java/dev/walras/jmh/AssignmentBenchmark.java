package dev.walras.jmh;

import dev.walras.solver.exact.CostMatrix;
import dev.walras.solver.exact.LinearAssignment;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Dense assignment by both methods and by the picker, on costs that favour one or the other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class AssignmentBenchmark {
    /** The number of rows and columns. */
    @Param({"200", "1000"})
    public int size;

    /** Small whole numbers with ties, large ones, or products of a row's and a column's number. */
    @Param({"ties", "uniform", "machine"})
    public String costs = "ties";

    /** The method. */
    @Param({"AUTOMATIC", "AUGMENTING_PATHS", "AUCTION"})
    public LinearAssignment.Method method = LinearAssignment.Method.AUTOMATIC;

    private CostMatrix matrix = CostMatrix.of(0, 0, new int[0]);

    /** Draws the costs. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        int[] rows = random.ints(size, 1, 1001).toArray();
        int[] columns = random.ints(size, 1, 1001).toArray();
        matrix = CostMatrix.tabulate(size, size, (i, j) -> switch (costs) {
            case "ties" -> random.nextInt(100);
            case "uniform" -> random.nextInt(1_000_000);
            default -> rows[i] * columns[j];
        });
    }

    /** The whole solve. */
    @Benchmark
    public long solve() {
        return LinearAssignment.solve(matrix, method).orElseThrow().cost();
    }
}
