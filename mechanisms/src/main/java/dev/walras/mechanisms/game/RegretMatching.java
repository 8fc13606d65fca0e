package dev.walras.mechanisms.game;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Regret matching: every action is played with a probability proportional to how much better it would have done so far
 * than what was played, if at all; with no regret, uniformly.
 *
 * <p>The average play of both players of a zero-sum game who learn this way approaches equilibrium at the rate
 * O(1/sqrt(T)); in other games the joint play approaches the set of coarse correlated equilibria. {@link Variant#PLUS}
 * forgets negative regrets, which is faster in practice. O(actions) a round with the payoff of every action known.
 *
 * <p>Reference: S. Hart, A. Mas-Colell, A simple adaptive procedure leading to correlated equilibrium, Econometrica
 * 68(5), 2000, 1127-1150, doi:10.1111/1468-0262.00153. Differs from their main procedure, which conditions regrets on
 * the action last played: this is the unconditional form of their section 4.
 */
public final class RegretMatching implements Learner {
    /** What happens to negative regrets. */
    public enum Variant {
        /** They are kept: Hart and Mas-Colell. */
        PLAIN,
        /** They are forgotten at once (O. Tammelin 2014). */
        PLUS
    }

    private static final double TRIALS = 0.05;

    private final double[] regret;
    private final double[] sum;
    private final Variant variant;
    private int rounds;

    /** Nothing learnt yet. */
    public RegretMatching(int actions, Variant variant) {
        if (actions < 1) {
            throw new IllegalArgumentException("there are " + actions + " actions; at least one is needed");
        }
        this.regret = new double[actions];
        this.sum = new double[actions];
        this.variant = variant;
    }

    /** The probabilities of the next round. */
    @Override
    public double[] probabilities() {
        double[] play = new double[regret.length];
        double total = 0;
        for (int i = 0; i < play.length; i++) {
            play[i] = Math.max(0, regret[i]);
            total += play[i];
        }
        for (int i = 0; i < play.length; i++) {
            play[i] = total > 0 ? play[i] / total : 1.0 / play.length;
        }
        return play;
    }

    /** Learns what every action would have won in this round. */
    public void observeAll(double[] payoffs) {
        double[] play = probabilities();
        double expected = 0;
        for (int i = 0; i < play.length; i++) {
            expected += play[i] * payoffs[i];
        }
        rounds++;
        for (int i = 0; i < play.length; i++) {
            double next = regret[i] + payoffs[i] - expected;
            regret[i] = variant == Variant.PLUS ? Math.max(0, next) : next;
            sum[i] += variant == Variant.PLUS ? rounds * play[i] : play[i];
        }
    }

    /** Takes the payoff seen over the probability with which it was chosen for what the action pays. */
    @Override
    public void observe(int action, double payoff) {
        double[] seen = new double[regret.length];
        seen[action] = payoff / ((1 - TRIALS) * probabilities()[action] + TRIALS / regret.length);
        observeAll(seen);
    }

    /** One who sees only what it plays must try everything now and then: here in one round of twenty. */
    @Override
    public int choose(SplittableRandom random) {
        return random.nextDouble() < TRIALS ? random.nextInt(regret.length) : Learner.draw(probabilities(), random);
    }

    /** The average of what was played; uniform before the first round. Later rounds count more in {@code PLUS}. */
    public double[] average() {
        double total = Arrays.stream(sum).sum();
        return Arrays.stream(sum)
                .map(s -> total > 0 ? s / total : 1.0 / sum.length)
                .toArray();
    }

    /** What two learners have come to. */
    public static final class SelfPlay {
        private final double[] row;
        private final double[] column;
        private final double value;
        private final double gap;

        private SelfPlay(double[][] payoff, double[] row, double[] column) {
            this.row = row;
            this.column = column;
            double[] byRow = new double[row.length];
            double[] byColumn = new double[column.length];
            double won = 0;
            for (int i = 0; i < row.length; i++) {
                for (int j = 0; j < column.length; j++) {
                    byRow[i] += column[j] * payoff[i][j];
                    byColumn[j] += row[i] * payoff[i][j];
                    won += row[i] * column[j] * payoff[i][j];
                }
            }
            this.value = won;
            this.gap = Arrays.stream(byRow).max().orElse(0)
                    - Arrays.stream(byColumn).min().orElse(0);
        }

        /** The row player's average play. */
        public double[] row() {
            return row.clone();
        }

        /** The column player's average play. */
        public double[] column() {
            return column.clone();
        }

        /** What the row player wins by it. */
        public double value() {
            return value;
        }

        /** What both together could gain by best replies: a bound on the distance to the value. */
        public double gap() {
            return gap;
        }
    }

    /**
     * Two learners against each other, each told what all its actions would have won on average.
     *
     * @param payoff what the row player wins, and the column player loses
     * @param rounds how many, 1 or more
     */
    public static SelfPlay selfPlay(double[][] payoff, int rounds, Variant variant) {
        RegretMatching row = new RegretMatching(payoff.length, variant);
        RegretMatching column = new RegretMatching(payoff[0].length, variant);
        double[] byRow = new double[payoff.length];
        double[] byColumn = new double[payoff[0].length];
        for (int t = 0; t < rounds; t++) {
            double[] x = row.probabilities();
            double[] y = column.probabilities();
            Arrays.fill(byRow, 0);
            Arrays.fill(byColumn, 0);
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < y.length; j++) {
                    byRow[i] += y[j] * payoff[i][j];
                    byColumn[j] -= x[i] * payoff[i][j];
                }
            }
            row.observeAll(byRow);
            column.observeAll(byColumn);
        }
        return new SelfPlay(payoff, row.average(), column.average());
    }
}
