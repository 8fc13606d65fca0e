package dev.walras.mechanisms.auction;

import dev.walras.market.Clearing;
import dev.walras.market.Market;
import dev.walras.market.UnitOrders;

/**
 * Where the bids and asks of one good cross.
 *
 * <p>Unit bids by falling value and unit asks by rising cost, ties to the lower index; the first <i>q</i> pairs trade,
 * <i>q</i> being the most with the bid at least the ask. A bid below 0 is left out, a cost below 0 counts as 0: prices
 * are never negative. O(n) in the number of orders, see {@link Clearing}.
 */
final class Crossing {
    private final Market market;
    private final Clearing clearing;

    private Crossing(Market market) {
        this.market = market;
        this.clearing = Clearing.of(UnitOrders.of(market), 0, Clearing.Ties.TRADE);
    }

    /** The crossing of a market whose orders touch one good, one unit a lot. */
    static Crossing of(Market market) {
        return new Crossing(market);
    }

    /** The number of units that trade, <i>q</i>. */
    long units() {
        return clearing.units();
    }

    /** The lots of every order when <i>q</i> units trade. */
    long[] lots() {
        return clearing.lots().clone();
    }

    /**
     * Also fills the asks of those who would pay to be rid of what nobody takes; returns how many units these are.
     *
     * @param traded lots of every order, changed
     */
    long disposed(long[] traded) {
        return clearing.hasCostlessAsks() ? Disposal.of(market, traded) : 0;
    }

    /** The order with the lowest winning bid; there must be trade. */
    int lastBuyer() {
        return clearing.lastBuyer();
    }

    /** The order with the highest winning ask; there must be trade. */
    int lastSeller() {
        return clearing.lastSeller();
    }

    /** The lowest winning bid in micros; there must be trade. */
    long lastBid() {
        return clearing.lastBid();
    }

    /** The highest winning ask in micros, 0 or more; there must be trade. */
    long lastAsk() {
        return clearing.lastAsk();
    }

    /** Whether there is a losing unit bid of 0 or more. */
    boolean hasNextBid() {
        return clearing.nextBid() >= 0;
    }

    /** Whether there is a losing unit ask. */
    boolean hasNextAsk() {
        return clearing.nextAsk() >= 0;
    }

    /** The highest losing bid in micros. */
    long nextBid() {
        return clearing.nextBid();
    }

    /** The lowest losing ask in micros, 0 or more. */
    long nextAsk() {
        return clearing.nextAsk();
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
