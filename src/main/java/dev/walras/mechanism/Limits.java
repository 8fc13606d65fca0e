package dev.walras.mechanism;

/**
 * When to stop.
 *
 * @param timeMillis wall-clock limit in milliseconds, 1 or more; {@link Long#MAX_VALUE} for none. Results under a time
 *     limit that is reached need not be reproducible
 * @param rounds limit on rounds of an iterative mechanism, 1 or more
 * @param work reproducible limit on the work of a search, in units of about a millisecond on one core, 1 or more;
 *     {@link Long#MAX_VALUE} for none
 * @param relativeGap from 0 to 1: stop when (bound - welfare) / max(1 micro, |bound|) is at most this; 0 asks for a
 *     proof
 */
public record Limits(long timeMillis, int rounds, long work, double relativeGap) {
    /** A minute, 10,000 rounds, any amount of work, exact. */
    public static final Limits DEFAULT = new Limits(60_000, 10_000, Long.MAX_VALUE, 0);

    public Limits {
        if (timeMillis < 1 || rounds < 1 || work < 1) {
            throw new IllegalArgumentException(
                    "limits must be 1 or more: timeMillis " + timeMillis + ", rounds " + rounds + ", work " + work);
        }
        if (!(relativeGap >= 0 && relativeGap <= 1)) {
            throw new IllegalArgumentException("relativeGap is " + relativeGap + "; it must be from 0 to 1");
        }
    }

    /** These limits with another wall-clock limit. */
    public Limits withTimeMillis(long millis) {
        return new Limits(millis, rounds, work, relativeGap);
    }

    /** These limits with another limit on rounds. */
    public Limits withRounds(int limit) {
        return new Limits(timeMillis, limit, work, relativeGap);
    }

    /** These limits with another limit on work. */
    public Limits withWork(long units) {
        return new Limits(timeMillis, rounds, units, relativeGap);
    }

    /** These limits with another relative gap. */
    public Limits withRelativeGap(double gap) {
        return new Limits(timeMillis, rounds, work, gap);
    }
}
