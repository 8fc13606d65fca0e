package dev.walras.mechanisms.network;

import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.List;

/**
 * A price that is corrected by excess demand, when demand answers an old price.
 *
 * <p>Demand falls by <i>b</i> for each unit of price, and the price moves by <i>gamma</i> for each unit of excess
 * demand: {@code p(t+1) = p(t) - gamma b (p(t-d) - p*)}, whose replies are <i>d</i> rounds old. With {@code a = gamma
 * b} the error obeys {@code z^(d+1) - z^d + a = 0}; it dies out exactly when {@code 0 < a < 2 cos(d pi / (2 d + 1))}: 2
 * without delay, then 1, 0.618, 0.445, 0.347. So a step that is safe with fresh replies is not with old ones, and the
 * largest safe one falls as pi / (2 d + 1).
 *
 * <p>Reference: S. A. Levin and R. M. May, A note on difference-delay equations, Theoretical Population Biology 9(2),
 * 1976, 178-187.
 */
public final class StalePrices {
    /** Errors that grew by this factor have diverged. */
    private static final double DIVERGED = 1e6;

    private final int delay;

    /** Replies are {@code delay} rounds old, 0 or more. */
    public StalePrices(int delay) {
        if (delay < 0) {
            throw new IllegalArgumentException("delay is " + delay + "; it must be 0 or more");
        }
        this.delay = delay;
    }

    /** The step times slope at and above which errors do not die out. */
    public double stabilityLimit() {
        return 2 * Math.cos(delay * Math.PI / (2 * delay + 1));
    }

    /**
     * The error of the price round by round, and how it ended.
     *
     * @param errors the price minus the clearing price, from the first on
     * @param termination TOLERANCE, DIVERGED or ROUND_LIMIT
     */
    public record Path(List<Double> errors, Termination termination) {
        public Path {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Runs the process from an error of 1, before which prices did not move.
     *
     * @param gain step times slope
     * @param rounds most rounds
     * @param tolerance the process ends when as many errors as replies may be old, and one, are all below this
     */
    public Path run(double gain, int rounds, double tolerance) {
        List<Double> errors = new ArrayList<>(List.of(1.0));
        int calm = 0;
        for (int round = 0; round < rounds; round++) {
            int last = errors.size() - 1;
            double next = errors.get(last) - gain * errors.get(Math.max(0, last - delay));
            errors.add(next);
            calm = Math.abs(next) <= tolerance ? calm + 1 : 0;
            if (calm > delay) {
                return new Path(errors, Termination.TOLERANCE);
            }
            if (!(Math.abs(next) < DIVERGED)) {
                return new Path(errors, Termination.DIVERGED);
            }
        }
        return new Path(errors, Termination.ROUND_LIMIT);
    }
}
