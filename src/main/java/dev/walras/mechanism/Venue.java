package dev.walras.mechanism;

import dev.walras.market.Bundle;
import dev.walras.market.Good;
import dev.walras.market.Trait;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only window of an online market: what participants submit, in the order in which they arrive. It counts every
 * message and byte itself. What a participant submits, and at which limit, is its behaviour's business, not the rule's.
 */
public interface Venue {
    /** The goods traded. */
    List<Good> goods();

    /** How many participants there are in all. */
    int participants();

    /** How many orders there are, so that an outcome can be stated. */
    int orders();

    /** What the structure of the market asks of a mechanism. */
    Set<Trait> traits();

    /** The next submission, or null when the session has ended. One message. */
    @Nullable
    Submission next();

    /**
     * One submission of an order.
     *
     * @param handle by which the order is referred to: its index in the market
     * @param participant who submits
     * @param perLot units received (+) and given (-) with each lot
     * @param minLots the fewest lots it accepts, 1 or more
     * @param maxLots the most lots it still wants
     * @param limitMicrosPerLot the most it pays for a lot, in micros; negative: the least it wants to be paid
     * @param group its exclusive group, -1 when none
     */
    record Submission(
            int handle,
            int participant,
            Bundle perLot,
            long minLots,
            long maxLots,
            long limitMicrosPerLot,
            int group) {}

    /**
     * Tells the owner that {@code lots} of its order were filled; it submits no more than what is left. One message.
     */
    void filled(int handle, long lots);

    /**
     * Tells the owner that its last submission of {@code handle} was not taken into the book; what it had submitted
     * before stands. One message.
     */
    default void refused(int handle) {}

    /** Tells one participant something of {@code payloadBytes} bytes, such as a counterpart's limit. One message. */
    default void tell(int participant, long payloadBytes) {}

    /** Shows an event to everybody who watches: one message to each. */
    default void announce(PublicEvent event) {}

    /**
     * Asks the participants of the other side who would trade at the price of {@code shout} now. One message to, and
     * one from, each of them.
     *
     * @return a submission of every participant who would, with the limit it would accept, in order of participant
     */
    default List<Submission> willing(PublicEvent.Shout shout) {
        return List.of();
    }

    /** The participants in order of arrival: each once. For rules that post prices instead of taking submissions. */
    int[] arrivals();

    /** As {@link Floor#ask}: posts prices to one participant and returns what it takes of what is available. */
    Reply ask(int participant, long[] prices, long[] available, int[] skip);

    /** All traffic so far. */
    Traffic traffic();
}
