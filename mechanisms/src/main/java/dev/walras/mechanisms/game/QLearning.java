package dev.walras.mechanisms.game;

import java.util.SplittableRandom;

/**
 * Q-learning: keeps an estimate of what every action in every state is worth in the long run.
 *
 * <p>After a reward <i>r</i> in state <i>s</i> by action <i>a</i> that leads to state <i>s'</i>, {@code Q(s, a) +=
 * alpha (r + discount max_a' Q(s', a') - Q(s, a))}; nothing follows a last state. Plays the action with the highest
 * estimate (the lowest index on ties), or with probability epsilon any. Converges for one learner in a stationary
 * world; among several learners nothing is promised. O(actions) a step.
 *
 * <p>Reference: C. J. C. H. Watkins, P. Dayan, Q-learning, Machine Learning 8, 1992, 279-292, doi:10.1007/BF00992698.
 */
public final class QLearning implements Learner {
    /** In place of the next state where none follows. */
    public static final int END = -1;

    private final double[][] q;
    private final Rates rates;

    /**
     * How fast it learns.
     *
     * @param alpha the step toward what was seen, from 0 to 1
     * @param discount what a reward of the next step counts now, from 0 to 1
     * @param epsilon how often it tries any action, from 0 to 1
     */
    public record Rates(double alpha, double discount, double epsilon) {
        public Rates {
            if (!(alpha >= 0 && alpha <= 1 && discount >= 0 && discount <= 1 && epsilon >= 0 && epsilon <= 1)) {
                throw new IllegalArgumentException(
                        "alpha " + alpha + ", discount " + discount + ", epsilon " + epsilon + " must be from 0 to 1");
            }
        }
    }

    /**
     * A learner that starts from estimates.
     *
     * @param start one row a state, one entry an action
     */
    public QLearning(double[][] start, Rates rates) {
        if (start.length == 0 || start[0].length == 0) {
            throw new IllegalArgumentException("there must be a state and an action");
        }
        this.q = new double[start.length][];
        for (int s = 0; s < q.length; s++) {
            q[s] = start[s].clone();
        }
        this.rates = rates;
    }

    /** A learner with one state whose estimates are 0. */
    public QLearning(int actions, Rates rates) {
        this(new double[1][actions], rates);
    }

    /**
     * Learns from one step and returns the new estimate.
     *
     * @param next the state that follows, or {@link #END}
     */
    public double update(int state, int action, double reward, int next) {
        double best = 0;
        if (next != END) {
            best = q[next][greedy(next)];
        }
        q[state][action] += rates.alpha * (reward + rates.discount * best - q[state][action]);
        return q[state][action];
    }

    /** The action with the highest estimate, the lowest index on ties. */
    public int greedy(int state) {
        int best = 0;
        for (int a = 1; a < q[state].length; a++) {
            best = q[state][a] > q[state][best] ? a : best;
        }
        return best;
    }

    /** The estimates, one row a state. */
    public double[][] estimates() {
        double[][] copy = new double[q.length][];
        for (int s = 0; s < q.length; s++) {
            copy[s] = q[s].clone();
        }
        return copy;
    }

    @Override
    public int choose(SplittableRandom random) {
        return random.nextDouble() < rates.epsilon ? random.nextInt(q[0].length) : greedy(0);
    }

    @Override
    public void observe(int action, double payoff) {
        update(0, action, payoff, 0);
    }

    @Override
    public double[] probabilities() {
        double[] play = new double[q[0].length];
        for (int a = 0; a < play.length; a++) {
            play[a] = rates.epsilon / play.length;
        }
        play[greedy(0)] += 1 - rates.epsilon;
        return play;
    }
}
