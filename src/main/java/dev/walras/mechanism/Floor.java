package dev.walras.mechanism;

import dev.walras.market.Good;
import dev.walras.market.Trait;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only window of a price mechanism: it carries prices to participants and their replies back, and counts every
 * message and byte itself. Goods and their endowments are public; orders and values are not.
 *
 * <p>A participant's <b>best reply</b> at prices <i>p</i> fills each order that belongs to no group with
 * {@code maxLots} where its margin {@code value - p x perLot} is positive, and of each exclusive group the order with
 * the largest positive {@code margin x maxLots} (the lowest index on ties). At zero margin it abstains, unless the call
 * says otherwise.
 *
 * <p>Prices are arrays with one entry a good, in micros a unit, 0 or more; the floor does not keep them.
 */
public interface Floor {
    /** The goods that prices are announced for. */
    List<Good> goods();

    /** How many participants are present. */
    int participants();

    /** How many orders there are, so that an outcome can be stated. */
    int orders();

    /** What the structure of the market asks of a mechanism. */
    Set<Trait> traits();

    /**
     * Broadcasts {@code prices} and returns the sum of all best replies: for each good the units received minus the
     * units given. One message to, and one from, every participant.
     */
    long[] demand(long[] prices);

    /**
     * Whether {@link #demand} waits for everybody's answer to the very prices announced. Where it does not, the sum is
     * of the newest answers that have arrived, which may answer older prices: who believes it to be final must confirm
     * it by {@link #replies}, which always wait.
     */
    default boolean waits() {
        return true;
    }

    /**
     * The participants as they answer prices by smoothed best replies; its messages count as the floor's.
     *
     * @throws UnsupportedMarketException when they cannot: unless a floor says otherwise
     */
    default SmoothDemand smooth() {
        throw new UnsupportedMarketException("the participants of this floor do not smooth their replies");
    }

    /**
     * Broadcasts {@code prices} and returns every participant's best reply, by participant. One message to, and one
     * from, every participant.
     */
    List<Reply> replies(long[] prices);

    /**
     * Asks one participant for its best reply among what {@code available} allows: no trade takes more of a good than
     * is available, trades that would together are cut in order of handle, and a fill below {@code minLots} is dropped.
     * What its own trades give counts as available to it. At zero margin it accepts, and its payments in one reply stay
     * within its budget. One message each way.
     *
     * @param available for each good the units that can still be received, 0 or more
     * @param skip handles that must not be part of the reply, as they are settled already; sorted
     */
    Reply ask(int participant, long[] prices, long[] available, int[] skip);

    /**
     * Asks one participant of a market of unit demand for a bid: the good of its best order, and the price at which it
     * would be indifferent to its second best alternative (another order of its, or nothing), plus {@code increment}.
     * One message each way.
     *
     * @return null when no order has a margin of 0 or more
     */
    @Nullable
    Bid bid(int participant, long[] prices, long increment);

    /**
     * A bid of an auction of single units.
     *
     * @param handle the order bid for
     * @param good the good bid for
     * @param priceMicros the price offered, in micros a unit
     */
    record Bid(int handle, int good, long priceMicros) {}

    /** Tells one participant something of {@code payloadBytes} bytes: an award, an eviction. One message. */
    void tell(int participant, long payloadBytes);

    /** All traffic so far. */
    Traffic traffic();
}
