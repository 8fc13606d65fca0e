package dev.walras.mechanisms.game;

import java.util.SplittableRandom;

/** One who plays the same game again and again, and learns which of its actions pays. Payoffs are from 0 to 1. */
public interface Learner {
    /** The action of the next round. */
    int choose(SplittableRandom random);

    /**
     * Learns what the action that was played has won.
     *
     * @param action as chosen
     * @param payoff from 0 to 1
     */
    void observe(int action, double payoff);

    /** How likely each action is in the next round. */
    double[] probabilities();

    /** Draws an index by its probability. */
    static int draw(double[] probabilities, SplittableRandom random) {
        double left = random.nextDouble();
        int last = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                last = i;
                left -= probabilities[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
