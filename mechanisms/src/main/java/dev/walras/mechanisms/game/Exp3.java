package dev.walras.mechanisms.game;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Exponential weights for exploration and exploitation: learns among arms of which only the one pulled shows what it
 * pays, even when an adversary sets the payoffs.
 *
 * <p>Arm <i>i</i> is pulled with probability {@code p_i = (1 - gamma) w_i / sum w + gamma / K}; a payoff <i>x</i> in
 * [0, 1] multiplies its weight by {@code exp(gamma x / (p_i K))}. Expected regret against the best arm is O(sqrt(T K
 * log K)) with {@code gamma = min(1, sqrt(K ln K / ((e - 1) T)))}. O(K) a round.
 *
 * <p>Reference: P. Auer, N. Cesa-Bianchi, Y. Freund, R. E. Schapire, The nonstochastic multiarmed bandit problem, SIAM
 * Journal on Computing 32(1), 2002, 48-77, doi:10.1137/S0097539701398375.
 */
public final class Exp3 implements Learner {
    private static final double LARGEST = 1e200;

    private final double[] weights;
    private final double gamma;

    /**
     * All weights one.
     *
     * @param arms how many, 1 or more
     * @param gamma the share of exploration, above 0, at most 1
     */
    public Exp3(int arms, double gamma) {
        if (arms < 1 || !(gamma > 0 && gamma <= 1)) {
            throw new IllegalArgumentException(
                    arms + " arms with gamma " + gamma + "; there must be 1 or more, and gamma above 0, at most 1");
        }
        this.weights = new double[arms];
        this.gamma = gamma;
        Arrays.fill(weights, 1);
    }

    /** The share of exploration with which {@code rounds} rounds have the bound on regret. */
    public static double gammaFor(int arms, int rounds) {
        return arms == 1 ? 1 : Math.min(1, Math.sqrt(arms * Math.log(arms) / ((Math.E - 1) * rounds)));
    }

    @Override
    public double[] probabilities() {
        double total = Arrays.stream(weights).sum();
        return Arrays.stream(weights)
                .map(w -> (1 - gamma) * w / total + gamma / weights.length)
                .toArray();
    }

    /** The weights so far. */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public int choose(SplittableRandom random) {
        return Learner.draw(probabilities(), random);
    }

    @Override
    public void observe(int arm, double payoff) {
        if (arm < 0 || arm >= weights.length) {
            throw new IllegalArgumentException("arm " + arm + " does not exist; there are " + weights.length);
        }
        if (!(payoff >= 0 && payoff <= 1)) {
            throw new IllegalArgumentException("the payoff is " + payoff + "; it must be from 0 to 1");
        }
        weights[arm] *= Math.exp(gamma * payoff / (probabilities()[arm] * weights.length));
        if (weights[arm] > LARGEST) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Math.max(Double.MIN_NORMAL, weights[i] / LARGEST);
            }
        }
    }
}
