package dev.walras.mechanisms.floor;

import dev.walras.mechanism.Traffic;

/**
 * What it takes to check, rather than to find, prices and an allocation.
 *
 * <p>Whoever holds an outcome can have it verified: prices and its own fills go to every participant, which answers
 * with one bit whether the fills are a best reply. If all agree and what has a price is used up, the outcome is
 * optimal. Any process that finds an efficient outcome has also sent what verifies it, so no process can need fewer
 * bits: the distance to this number is the price of searching.
 *
 * <p>Reference: N. Nisan and I. Segal, The communication requirements of efficient allocations and supporting prices,
 * Journal of Economic Theory 129(1), 2006, 192-224, doi:10.1016/j.jet.2004.10.007.
 */
public final class MessageCost {
    private MessageCost() {}

    /**
     * The messages that verify prices: to each participant a vector of prices, from each one bit, in a byte.
     *
     * @param goods how many have a price
     */
    public static Traffic toVerify(int participants, int goods) {
        return Traffic.NONE.plus(participants, MessageSizes.vector(goods)).plus(participants, 1);
    }

    /** The payload of the same without headers, in bits: 64 a price down, one up. */
    public static long bitsToVerify(int participants, int goods) {
        return Math.multiplyExact(participants, Math.addExact(Math.multiplyExact(64L, goods), 1));
    }

    /** How many times the bytes of verifying it took to find an outcome; NaN when there was nobody. */
    public static double searchFactor(Traffic found, int participants, int goods) {
        long verify = toVerify(participants, goods).bytes();
        return verify == 0 ? Double.NaN : (double) found.bytes() / verify;
    }
}
