package dev.walras.market;

/**
 * One who owns orders, pays and is paid.
 *
 * @param id unique among the participants of its market
 * @param budgetMicros the most it can pay net, in micros of money, 0 or more; {@link #NO_BUDGET} when unlimited
 * @param arrival when it arrives at an online mechanism, 0 or more; ties go to the lower index
 */
public record Participant(String id, long budgetMicros, int arrival) {
    /** The budget of one who has no limit. */
    public static final long NO_BUDGET = Long.MAX_VALUE;

    public Participant {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a participant needs an id");
        }
        if (budgetMicros < 0) {
            throw new IllegalArgumentException(
                    "budget of participant \"" + id + "\" is " + budgetMicros + " micros; it must be 0 or more");
        }
        if (arrival < 0) {
            throw new IllegalArgumentException(
                    "arrival of participant \"" + id + "\" is " + arrival + "; it must be 0 or more");
        }
    }
}
