package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import java.util.Arrays;

/**
 * Where the bids and asks of one good cross.
 *
 * <p>Unit bids by falling value and unit asks by rising cost, ties to the lower index; the first <i>q</i> pairs trade,
 * <i>q</i> being the most with the bid at least the ask. A bid below 0 is left out, a cost below 0 counts as 0: prices
 * are never negative. O(n log n) in the number of orders.
 */
final class Crossing {
    private final Market market;
    private final int[] bids;
    private final int[] asks;
    private final long[] lots;
    private final long units;
    private final int bidAt;
    private final int askAt;

    private Crossing(Market market, int[] bids, int[] asks) {
        this.market = market;
        this.bids = bids;
        this.asks = asks;
        this.lots = new long[market.orders()];
        long crossed = 0;
        int b = 0;
        int a = 0;
        while (b < bids.length && a < asks.length && bid(b) >= ask(a)) {
            long step = Math.min(left(bids[b]), left(asks[a]));
            lots[bids[b]] += step;
            lots[asks[a]] += step;
            crossed += step;
            b += left(bids[b]) == 0 ? 1 : 0;
            a += left(asks[a]) == 0 ? 1 : 0;
        }
        this.units = crossed;
        this.bidAt = b;
        this.askAt = a;
    }

    /** The crossing of a market whose orders touch one good, one unit a lot. */
    static Crossing of(Market market) {
        int[] bids = MeritOrder.bids(market);
        int worthless = 0;
        while (worthless < bids.length && market.valueMicrosPerLot(bids[bids.length - 1 - worthless]) < 0) {
            worthless++;
        }
        return new Crossing(market, Arrays.copyOf(bids, bids.length - worthless), MeritOrder.asks(market));
    }

    private long left(int order) {
        return market.maxLots(order) - lots[order];
    }

    private long bid(int rank) {
        return market.valueMicrosPerLot(bids[rank]);
    }

    private long ask(int rank) {
        return MeritOrder.cost(market, asks[rank]);
    }

    /** The number of units that trade, <i>q</i>. */
    long units() {
        return units;
    }

    /** The lots of every order when <i>q</i> units trade. */
    long[] lots() {
        return lots.clone();
    }

    /**
     * Also fills the asks of those who would pay to be rid of what nobody takes; returns how many units these are.
     *
     * @param traded lots of every order, changed
     */
    long disposed(long[] traded) {
        long units = 0;
        for (int order : asks) {
            if (market.valueMicrosPerLot(order) > 0) {
                units += market.maxLots(order) - traded[order];
                traded[order] = market.maxLots(order);
            }
        }
        return units;
    }

    /** The order with the lowest winning bid; there must be trade. */
    int lastBuyer() {
        return bids[bidAt < bids.length && lots[bids[bidAt]] > 0 ? bidAt : bidAt - 1];
    }

    /** The order with the highest winning ask; there must be trade. */
    int lastSeller() {
        return asks[askAt < asks.length && lots[asks[askAt]] > 0 ? askAt : askAt - 1];
    }

    /** The lowest winning bid in micros; there must be trade. */
    long lastBid() {
        return market.valueMicrosPerLot(lastBuyer());
    }

    /** The highest winning ask in micros, 0 or more; there must be trade. */
    long lastAsk() {
        return MeritOrder.cost(market, lastSeller());
    }

    /** Whether there is a losing unit bid of 0 or more. */
    boolean hasNextBid() {
        return bidAt < bids.length;
    }

    /** Whether there is a losing unit ask. */
    boolean hasNextAsk() {
        return askAt < asks.length;
    }

    /** The highest losing bid in micros. */
    long nextBid() {
        return bid(bidAt);
    }

    /** The lowest losing ask in micros, 0 or more. */
    long nextAsk() {
        return ask(askAt);
    }

    /** The lowest price at which exactly the <i>q</i> units trade, in micros; there must be trade. */
    long lowestPrice() {
        return hasNextBid() ? Math.max(lastAsk(), nextBid()) : lastAsk();
    }

    /** The highest price at which exactly the <i>q</i> units trade, in micros; there must be trade. */
    long highestPrice() {
        return hasNextAsk() ? Math.min(lastBid(), nextAsk()) : lastBid();
    }
}
