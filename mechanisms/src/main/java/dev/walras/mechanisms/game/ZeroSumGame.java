package dev.walras.mechanisms.game;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * A finite game of two players in which one wins what the other loses, solved exactly.
 *
 * <p>The row player maximises {@code min_j sum_i x_i a_ij}, which is a linear program; the column player's is its dual.
 * Both are solved in fractions by the simplex method, so that values and strategies are exact; whether an optimal
 * strategy is unique is found from the least and the largest weight that each action has among all optimal ones.
 * Exponential in the worst case as the simplex method is; made for tens of actions.
 *
 * <p>Reference: J. von Neumann, Zur Theorie der Gesellschaftsspiele, Mathematische Annalen 100, 1928, 295-320,
 * doi:10.1007/BF01448847; G. B. Dantzig, Linear Programming and Extensions, Princeton University Press, 1963. Use
 * {@link RegretMatching} for large games and approximate answers.
 */
public final class ZeroSumGame {
    private final BigFraction[][] payoff;

    /**
     * A game.
     *
     * @param rowPayoff what the row player wins, one list a row; rows of the same length, at least one action each
     */
    public ZeroSumGame(List<List<BigFraction>> rowPayoff) {
        if (rowPayoff.isEmpty() || rowPayoff.get(0).isEmpty()) {
            throw new IllegalArgumentException("a game needs an action for each player");
        }
        payoff = new BigFraction[rowPayoff.size()][];
        for (int i = 0; i < payoff.length; i++) {
            payoff[i] = rowPayoff.get(i).toArray(new BigFraction[0]);
            if (payoff[i].length != payoff[0].length) {
                throw new IllegalArgumentException("row " + i + " of the payoffs has " + payoff[i].length
                        + " entries, row 0 has " + payoff[0].length);
            }
        }
    }

    /**
     * An equilibrium.
     *
     * @param value what the row player wins on average
     * @param row the row player's probabilities
     * @param column the column player's probabilities
     * @param rowUnique whether no other strategy of the row player is optimal
     * @param columnUnique whether no other strategy of the column player is optimal
     */
    public record Solution(
            BigFraction value,
            List<BigFraction> row,
            List<BigFraction> column,
            boolean rowUnique,
            boolean columnUnique) {
        public Solution {
            row = List.copyOf(row);
            column = List.copyOf(column);
        }
    }

    /** The value and a pair of optimal strategies. */
    public Solution solve() {
        BigFraction[][] mirrored = new BigFraction[payoff[0].length][payoff.length];
        for (int i = 0; i < payoff.length; i++) {
            for (int j = 0; j < payoff[0].length; j++) {
                mirrored[j][i] = payoff[i][j].negate();
            }
        }
        BigFraction[] row = maximin(payoff);
        BigFraction[] column = maximin(mirrored);
        BigFraction value = guaranteed(payoff, row);
        return new Solution(
                value,
                List.of(row),
                List.of(column),
                unique(payoff, value, row),
                unique(mirrored, value.negate(), column));
    }

    /**
     * What both players together could win by best replies to each other: the sum of what each gains; 0 in equilibrium
     * only.
     *
     * @param row probabilities of the row player
     * @param column probabilities of the column player
     */
    public BigFraction nashConv(List<BigFraction> row, List<BigFraction> column) {
        BigFraction best = null;
        for (BigFraction[] own : payoff) {
            BigFraction won = dot(own, column);
            best = best == null || won.compareTo(best) > 0 ? won : best;
        }
        BigFraction worst = guaranteed(payoff, row.toArray(new BigFraction[0]));
        return best == null ? BigFraction.ZERO : best.subtract(worst);
    }

    private static BigFraction dot(BigFraction[] row, List<BigFraction> weights) {
        BigFraction sum = BigFraction.ZERO;
        for (int j = 0; j < row.length; j++) {
            sum = sum.add(row[j].multiply(weights.get(j)));
        }
        return sum;
    }

    /** Variables: the probabilities, and the guaranteed payoff after all payoffs are moved above 0. */
    private static BigFraction[] maximin(BigFraction[][] payoff) {
        int actions = payoff.length;
        BigFraction least = Arrays.stream(payoff)
                .flatMap(Arrays::stream)
                .min(BigFraction::compareTo)
                .orElseThrow();
        ExactProgram program = new ExactProgram(actions + 1);
        for (int j = 0; j < payoff[0].length; j++) {
            BigFraction[] row = ExactProgram.zeros(actions + 1);
            for (int i = 0; i < actions; i++) {
                row[i] = least.subtract(payoff[i][j]).subtract(BigFraction.ONE);
            }
            row[actions] = BigFraction.ONE;
            program.atMost(row, BigFraction.ZERO);
        }
        BigFraction[] total = ones(actions + 1);
        total[actions] = BigFraction.ZERO;
        program.atMost(total, BigFraction.ONE);
        BigFraction[] objective = ExactProgram.zeros(actions + 1);
        objective[actions] = BigFraction.ONE;
        BigFraction[] found = program.maximise(objective);
        if (found == null) {
            throw new IllegalStateException("a matrix game has optimal strategies");
        }
        return Arrays.copyOf(found, actions);
    }

    private static BigFraction guaranteed(BigFraction[][] payoff, BigFraction[] row) {
        BigFraction least = null;
        for (int j = 0; j < payoff[0].length; j++) {
            BigFraction won = BigFraction.ZERO;
            for (int i = 0; i < row.length; i++) {
                won = won.add(row[i].multiply(payoff[i][j]));
            }
            least = least == null || won.compareTo(least) < 0 ? won : least;
        }
        return least == null ? BigFraction.ZERO : least;
    }

    /** Whether no weight can be lower, or higher, in another strategy that guarantees {@code value}. */
    private static boolean unique(BigFraction[][] payoff, BigFraction value, BigFraction[] strategy) {
        int actions = payoff.length;
        ExactProgram face = new ExactProgram(actions);
        for (int j = 0; j < payoff[0].length; j++) {
            BigFraction[] row = new BigFraction[actions];
            for (int i = 0; i < actions; i++) {
                row[i] = payoff[i][j];
            }
            face.atLeast(row, value);
        }
        face.equal(ones(actions), BigFraction.ONE);
        for (int i = 0; i < actions; i++) {
            BigFraction[] up = ExactProgram.zeros(actions);
            up[i] = BigFraction.ONE;
            BigFraction[] other = face.maximise(up);
            // Weights sum to one: where none can rise, none can fall.
            if (other != null && other[i].compareTo(strategy[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    private static BigFraction[] ones(int size) {
        BigFraction[] ones = new BigFraction[size];
        Arrays.fill(ones, BigFraction.ONE);
        return ones;
    }
}
