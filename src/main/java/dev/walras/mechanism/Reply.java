package dev.walras.mechanism;

import dev.walras.market.Bundle;
import java.util.List;

/**
 * What a participant wants to trade at announced prices. Values stay with the participant.
 *
 * @param participant who replies
 * @param trades the orders it wants filled, in increasing order of handle; empty when it wants nothing
 */
public record Reply(int participant, List<Trade> trades) {
    /**
     * One order wanted.
     *
     * @param handle by which outcome and participant refer to the order: its index in the market; carries no value
     * @param perLot units received (+) and given (-) with each lot
     * @param minLots the fewest lots it accepts instead, 1 or more
     * @param lots how many it wants
     */
    public record Trade(int handle, Bundle perLot, long minLots, long lots) {}

    public Reply {
        trades = List.copyOf(trades);
    }
}
