package dev.walras.mechanisms.incentive;

import org.jspecify.annotations.Nullable;

/**
 * How much one participant was found to gain by a misreport, the others telling the truth.
 *
 * @param participant who
 * @param truthfulMicros its utility when it tells the truth, in micros of money
 * @param gainMicros the most that a misreport was found to add, in micros, 0 or more: a lower bound on its regret
 * @param witness the misreport that adds it; null when none adds anything
 * @param tried how many misreports were tried
 * @param coverage how much of the space of misreports was tried
 */
public record Regret(
        int participant,
        long truthfulMicros,
        long gainMicros,
        @Nullable Misreport witness,
        int tried,
        Coverage coverage) {
    /** What was tried. */
    public enum Coverage {
        /** Everything on the grid, and a local search around the best of it. */
        GRID,
        /** Draws from the grid, as it has more points than the budget, and a local search around the best of them. */
        SAMPLE
    }

    /** The gain as a share of the truthful utility; not a number when that is 0 or negative. */
    public double relative() {
        return truthfulMicros > 0 ? gainMicros / (double) truthfulMicros : Double.NaN;
    }
}
