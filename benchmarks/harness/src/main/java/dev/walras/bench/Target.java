package dev.walras.bench;

import org.jspecify.annotations.Nullable;

/**
 * A number to reach and what was reached.
 *
 * @param id suite and name: {@code exact.merit}
 * @param what what is measured, against what
 * @param sense whether less or more is better
 * @param limit the target
 * @param unit the unit of {@code limit} and {@code reached}: x, %, s, bytes
 * @param reached what was measured; null when it could not be
 * @param remark when missed, why and what was tried; when not measured, why
 */
public record Target(
        String id,
        String what,
        Sense sense,
        double limit,
        String unit,
        @Nullable Double reached,
        String remark) {
    /** On which side of the limit the target lies. */
    public enum Sense {
        /** Reached by the limit or less. */
        AT_MOST("at most"),
        /** Reached by the limit or more. */
        AT_LEAST("at least");

        private final String words;

        Sense(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** What became of a target. */
    public enum Verdict {
        /** The number is on the right side of the limit. */
        REACHED,
        /** It is not. */
        MISSED,
        /** There is no number. */
        NOT_MEASURED
    }

    /** A target not yet measured: {@code limit} or less. */
    public static Target atMost(String id, String what, double limit, String unit) {
        return new Target(id, what, Sense.AT_MOST, limit, unit, null, "");
    }

    /** A target not yet measured: {@code limit} or more. */
    public static Target atLeast(String id, String what, double limit, String unit) {
        return new Target(id, what, Sense.AT_LEAST, limit, unit, null, "");
    }

    /**
     * This target with its number.
     *
     * @param value what was measured
     * @param whyMissed the reason found by profiling and what was tried; shown when the target is missed
     */
    public Target reached(double value, String whyMissed) {
        return new Target(id, what, sense, limit, unit, value, whyMissed);
    }

    /** This target without a number, for this reason. */
    public Target missing(String reason) {
        return new Target(id, what, sense, limit, unit, null, reason);
    }

    /** What became of it; what is not a number is a miss. */
    public Verdict verdict() {
        if (reached == null) {
            return Verdict.NOT_MEASURED;
        }
        boolean good = sense == Sense.AT_MOST ? reached <= limit : reached >= limit;
        return good ? Verdict.REACHED : Verdict.MISSED;
    }
}
