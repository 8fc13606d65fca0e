package dev.walras.solver.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.ortools.graph.LinearSumAssignment;
import dev.walras.solver.ortools.Natives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.StringTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearAssignmentTest {
    /** Ways in which costs may look; each has broken some method somewhere. */
    private enum Kind {
        UNIFORM,
        TIES,
        NEGATIVE,
        PRODUCTS,
        GEOMETRIC,
        HUGE,
        CONSTANT
    }

    private static long[] draw(Kind kind, int rows, int columns, SplittableRandom random) {
        long[] a = random.longs(rows, 1, 1000).toArray();
        long[] b = random.longs(columns, 1, 1000).toArray();
        long[] costs = new long[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                costs[i * columns + j] = switch (kind) {
                    case UNIFORM -> random.nextLong(1_000_000);
                    case TIES -> random.nextLong(3);
                    case NEGATIVE -> random.nextLong(2001) - 1500;
                    case PRODUCTS -> a[i] * b[j];
                    case GEOMETRIC -> Math.abs(a[i] - b[j]);
                    case HUGE -> random.nextLong(1L << 46) - (1L << 45);
                    case CONSTANT -> 7;
                };
            }
        }
        return costs;
    }

    private static CostMatrix matrix(long[] costs, int rows, int columns) {
        boolean narrow = true;
        int[] ints = new int[costs.length];
        for (int at = 0; at < costs.length; at++) {
            boolean forbidden = costs[at] == CostMatrix.FORBIDDEN_LONG;
            narrow &= forbidden || Math.abs(costs[at]) < Integer.MAX_VALUE;
            ints[at] = forbidden ? CostMatrix.FORBIDDEN : (int) costs[at];
        }
        return narrow ? CostMatrix.of(rows, columns, ints) : CostMatrix.of(rows, columns, costs);
    }

    /** The least cost of all ways to assign rows {@code i ..} to unused columns; null when there is none. */
    private static Optional<Long> least(CostMatrix costs, int i, boolean[] used) {
        if (i == costs.rows()) {
            return Optional.of(0L);
        }
        Optional<Long> best = Optional.empty();
        for (int j = 0; j < used.length; j++) {
            if (!used[j] && costs.cost(i, j) != CostMatrix.FORBIDDEN_LONG) {
                used[j] = true;
                long own = costs.cost(i, j);
                Optional<Long> rest = least(costs, i + 1, used);
                used[j] = false;
                if (rest.isPresent() && (best.isEmpty() || own + rest.get() < best.get())) {
                    best = Optional.of(own + rest.get());
                }
            }
        }
        return best;
    }

    private static void check(CostMatrix costs, LinearAssignment found) {
        assertTrue(found.proved(costs), "the duals prove it");
        boolean[] used = new boolean[costs.columns()];
        int assigned = 0;
        long sum = 0;
        for (int i = 0; i < costs.rows(); i++) {
            int j = found.columnOf(i);
            if (j >= 0) {
                assertFalse(used[j], "no column twice");
                used[j] = true;
                assigned++;
                sum += costs.cost(i, j);
            }
        }
        assertEquals(Math.min(costs.rows(), costs.columns()), assigned);
        assertEquals(sum, found.cost());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void findsWhatEnumerationFinds(Kind kind) {
        SplittableRandom random = new SplittableRandom(kind.name().length());
        for (int trial = 0; trial < 120; trial++) {
            int rows = random.nextInt(1, 8);
            int columns = random.nextInt(3) > 0 ? rows : random.nextInt(rows, 9);
            long[] drawn = draw(kind, rows, columns, random);
            for (int at = 0; trial % 3 == 0 && at < drawn.length; at++) {
                drawn[at] = random.nextInt(3) == 0 ? CostMatrix.FORBIDDEN_LONG : drawn[at];
            }
            CostMatrix costs = matrix(drawn, rows, columns);
            Optional<Long> least = least(costs, 0, new boolean[columns]);
            for (CostMatrix each : new CostMatrix[] {costs, costs.transposed()}) {
                Optional<LinearAssignment> found = LinearAssignment.solve(each);
                assertEquals(least, found.map(LinearAssignment::cost), kind + " " + trial);
                found.ifPresent(f -> check(each, f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNIFORM, 200, 1",
        "TIES, 150, 2",
        "NEGATIVE, 120, 3",
        "PRODUCTS, 200, 4",
        "GEOMETRIC, 180, 5",
        "HUGE, 90, 6",
        "CONSTANT, 70, 7",
        "UNIFORM, 1, 8",
        "TIES, 2, 9",
        "PRODUCTS, 33, 10"
    })
    void everyMethodFindsWhatOrToolsFinds(Kind kind, int n, long seed) {
        long[] drawn = draw(kind, n, n, new SplittableRandom(seed));
        CostMatrix costs = matrix(drawn, n, n);
        Natives.load();
        LinearSumAssignment oracle = new LinearSumAssignment();
        for (int at = 0; at < drawn.length; at++) {
            oracle.addArcWithCost(at / n, at % n, drawn[at]);
        }
        assertEquals(LinearSumAssignment.Status.OPTIMAL, oracle.solve());
        for (LinearAssignment.Method method : LinearAssignment.Method.values()) {
            LinearAssignment found = LinearAssignment.solve(costs, method).orElseThrow();
            assertEquals(oracle.getOptimalCost(), found.cost(), method.name());
            check(costs, found);
        }
        oracle.delete();
    }

    /** Optima as published with the instances (J. E. Beasley, OR-Library); proved anew here by the duals. */
    @ParameterizedTest
    @CsvSource({"100, 305", "200, 475", "400, 804"})
    void findsThePublishedOptima(int n, long optimum) throws IOException {
        String data = System.getenv("WALRAS_DATA");
        Path file = Path.of(data == null ? "" : data, "assign", "assign" + n + ".txt");
        assumeTrue(data != null && Files.isRegularFile(file), "no public data");
        StringTokenizer tokens = new StringTokenizer(Files.readString(file));
        assertEquals(n, Integer.parseInt(tokens.nextToken()));
        CostMatrix costs = CostMatrix.tabulate(n, n, (i, j) -> Integer.parseInt(tokens.nextToken()));
        for (LinearAssignment.Method method : LinearAssignment.Method.values()) {
            LinearAssignment found = LinearAssignment.solve(costs, method).orElseThrow();
            assertEquals(optimum, found.cost());
            check(costs, found);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rectanglesAndTheirTransposesCostTheSame(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = random.nextInt(1, 60);
        int columns = random.nextInt(1, 60);
        CostMatrix costs = matrix(draw(Kind.NEGATIVE, rows, columns, random), rows, columns);
        LinearAssignment straight = LinearAssignment.solve(costs).orElseThrow();
        LinearAssignment turned = LinearAssignment.solve(costs.transposed()).orElseThrow();
        check(costs, straight);
        check(costs.transposed(), turned);
        assertEquals(straight.cost(), turned.cost());
    }

    @Test
    void wrongDualsProveNothing() {
        CostMatrix costs = CostMatrix.of(2, 2, new int[] {1, 5, 5, 1});
        LinearAssignment found = LinearAssignment.solve(costs).orElseThrow();
        assertTrue(found.proved(costs));
        assertFalse(found.proved(CostMatrix.of(2, 2, new int[] {1, 5, -9, 1})), "a cheaper pair than duals allow");
        assertFalse(found.proved(CostMatrix.of(2, 2, new int[] {9, 9, 9, 9})), "duals below the cost of the pairs");
    }

    @Test
    void saysWhatItCannotDo() {
        assertThrows(IllegalArgumentException.class, () -> CostMatrix.of(2, 3, new int[5]));
        CostMatrix vast = CostMatrix.of(2, 2, new long[] {1L << 61, 0, 0, 0});
        assertThrows(IllegalArgumentException.class, () -> LinearAssignment.solve(vast));
        CostMatrix barred = CostMatrix.of(1, 1, new int[] {CostMatrix.FORBIDDEN});
        assertTrue(LinearAssignment.solve(barred).isEmpty());
        assertThrows(
                IllegalArgumentException.class, () -> LinearAssignment.solve(barred, LinearAssignment.Method.AUCTION));
        assertEquals(
                0,
                LinearAssignment.solve(CostMatrix.of(0, 0, new int[0]))
                        .orElseThrow()
                        .cost());
    }
}
