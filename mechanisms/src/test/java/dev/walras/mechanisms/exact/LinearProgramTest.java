package dev.walras.mechanisms.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.linear.UnboundedSolutionException;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearProgramTest {
    @Test
    void aTextbookProgramHasItsOptimumAndDuals() {
        // Hillier and Lieberman's Wyndor Glass: 36 at (2, 6), shadow prices 0, 3/2, 1.
        LinearProgram program = new LinearProgram(2);
        program.maximize(0, 3);
        program.maximize(1, 5);
        program.atMost(program.terms().add(0, 1), new BigFraction(4));
        program.atMost(program.terms().add(1, 2), new BigFraction(12));
        program.atMost(program.terms().add(0, 3).add(1, 2), new BigFraction(18));
        LinearProgram.Solution solution = program.solve();
        assertEquals(LinearProgram.Status.OPTIMAL, solution.status());
        assertEquals(new BigFraction(36), solution.value());
        assertEquals(List.of(new BigFraction(2), new BigFraction(6)), solution.point());
        assertEquals(List.of(BigFraction.ZERO, new BigFraction(3, 2), BigFraction.ONE), solution.duals());
    }

    @Test
    void whoAsksToStopGetsNoAnswer() {
        LinearProgram program = new LinearProgram(1);
        program.maximize(0, 1);
        program.atMost(program.terms().add(0, 1), BigFraction.ONE);
        assertEquals(LinearProgram.Status.STOPPED, program.solve(() -> true).status());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithFloatingPointAndProvesItsOptimum(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int optimal = 0;
        for (int round = 0; round < 300; round++) {
            optimal += compared(random) ? 1 : 0;
        }
        assertTrue(optimal > 50, "only " + optimal + " had an optimum");
    }

    private static boolean compared(SplittableRandom random) {
        int n = 1 + random.nextInt(5);
        int m = 1 + random.nextInt(6);
        LinearProgram program = new LinearProgram(n);
        double[] costs = new double[n];
        for (int j = 0; j < n; j++) {
            long cost = random.nextInt(11) - 5L;
            costs[j] = cost;
            program.maximize(j, cost);
        }
        List<LinearConstraint> rows = new ArrayList<>();
        List<BigFraction> sides = new ArrayList<>();
        for (int i = 0; i < m; i++) {
            double[] coefficients = new double[n];
            LinearProgram.Terms terms = program.terms();
            for (int j = 0; j < n; j++) {
                long coefficient = random.nextInt(7) - 2L;
                coefficients[j] = coefficient;
                terms.add(j, coefficient);
            }
            BigFraction side = new BigFraction(random.nextInt(21) - 4, 1 + random.nextInt(3));
            sides.add(side);
            int kind = random.nextInt(4);
            if (kind == 0) {
                program.atLeast(terms, side);
            } else if (kind == 1 && i == 0) {
                program.equal(terms, side);
            } else {
                program.atMost(terms, side);
            }
            Relationship relation =
                    kind == 0 ? Relationship.GEQ : kind == 1 && i == 0 ? Relationship.EQ : Relationship.LEQ;
            rows.add(new LinearConstraint(coefficients, relation, side.doubleValue()));
        }
        LinearProgram.Solution exact = program.solve();
        try {
            PointValuePair floating = new SimplexSolver()
                    .optimize(
                            new LinearObjectiveFunction(costs, 0),
                            new LinearConstraintSet(rows),
                            GoalType.MAXIMIZE,
                            new NonNegativeConstraint(true));
            assertEquals(LinearProgram.Status.OPTIMAL, exact.status());
            assertEquals(floating.getValue(), exact.value().doubleValue(), 1e-6);
            BigFraction dual = BigFraction.ZERO;
            for (int i = 0; i < m; i++) {
                dual = dual.add(exact.duals().get(i).multiply(sides.get(i)));
            }
            assertEquals(exact.value(), dual, "strong duality");
            return true;
        } catch (NoFeasibleSolutionException e) {
            assertEquals(LinearProgram.Status.INFEASIBLE, exact.status());
        } catch (UnboundedSolutionException e) {
            assertEquals(LinearProgram.Status.UNBOUNDED, exact.status());
        }
        return false;
    }
}
