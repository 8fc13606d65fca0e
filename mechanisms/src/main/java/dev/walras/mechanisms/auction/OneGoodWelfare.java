package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The optimum without one participant, for a market of one good traded by the unit: bids by falling value take units by
 * rising cost, first those endowed. Sorted once, O(n) for each participant left out. Thread-safe.
 */
final class OneGoodWelfare {
    private static final Set<Trait> HANDLED =
            EnumSet.of(Trait.TWO_SIDED, Trait.ENDOWMENT, Trait.MULTI_LOT, Trait.PORTFOLIO);

    private final Market market;
    private final int[] bids;
    private final int[] asks;

    private OneGoodWelfare(Market market) {
        this.market = market;
        this.bids = MeritOrder.bids(market);
        this.asks = MeritOrder.asks(market);
    }

    /** For {@code market}, null when it is not of this simple structure. */
    static @Nullable OneGoodWelfare of(Market market) {
        return market.goods() == 1 && HANDLED.containsAll(market.traits()) ? new OneGoodWelfare(market) : null;
    }

    /** The optimum of the orders that {@code left} does not own, in micros. */
    long without(int left) {
        // Who would pay to give is always served: what nobody takes is disposed of.
        long welfare = 0;
        for (int a = 0; a < asks.length; a++) {
            int ask = asks[a];
            if (market.valueMicrosPerLot(ask) > 0 && market.owner(ask) != left) {
                welfare += market.valueMicrosPerLot(ask) * market.maxLots(ask);
            }
        }
        long units = market.endowment(0);
        long cost = 0;
        int a = 0;
        for (int bid : bids) {
            long value = market.valueMicrosPerLot(bid);
            long wanted = market.owner(bid) == left ? 0 : market.maxLots(bid);
            while (wanted > 0) {
                if (units == 0) {
                    if (a == asks.length) {
                        return welfare;
                    }
                    int ask = asks[a++];
                    units = market.owner(ask) == left ? 0 : market.maxLots(ask);
                    cost = MeritOrder.cost(market, ask);
                    continue;
                }
                if (value <= cost) {
                    return welfare;
                }
                long taken = Math.min(wanted, units);
                welfare += taken * (value - cost);
                wanted -= taken;
                units -= taken;
            }
        }
        return welfare;
    }
}
