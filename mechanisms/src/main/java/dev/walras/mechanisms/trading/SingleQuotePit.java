package dev.walras.mechanisms.trading;

import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.Side;
import dev.walras.mechanism.Venue;

/** One bid and one ask a good; a trade at the price that stood clears both (Gode and Sunder 1993). */
final class SingleQuotePit implements Pit {
    private static final long NOBODY = -2;

    private final Ledger ledger;
    private final long reserve;
    private final long[] operatorsUnits;
    /** By good and side: who quotes, at which price, how many units. */
    private final long[] order;

    private final long[] price;
    private final long[] units;

    SingleQuotePit(Ledger ledger, long reserve) {
        this.ledger = ledger;
        this.reserve = reserve;
        int goods = ledger.venue().goods().size();
        this.operatorsUnits = new long[goods];
        this.order = new long[2 * goods];
        this.price = new long[2 * goods];
        this.units = new long[2 * goods];
        for (int g = 0; g < goods; g++) {
            operatorsUnits[g] = ledger.venue().goods().get(g).endowment();
            clear(g);
        }
    }

    private static int at(int good, Side side) {
        return 2 * good + (side == Side.BUY ? 0 : 1);
    }

    /** Takes both quotes off; the operator quotes again while it has something. */
    private void clear(int good) {
        order[at(good, Side.BUY)] = NOBODY;
        order[at(good, Side.SELL)] = NOBODY;
        if (operatorsUnits[good] > 0) {
            stand(at(good, Side.SELL), ContinuousDoubleAuction.OPERATOR, reserve, operatorsUnits[good]);
        }
        announceQuote(good);
    }

    private void stand(int place, long who, long at, long quantity) {
        order[place] = who;
        price[place] = at;
        units[place] = quantity;
    }

    @Override
    public void submit(Venue.Submission submission) {
        int good = submission.perLot().good(0);
        Side side = Pit.side(submission);
        long limit = Pit.price(submission);
        int own = at(good, side);
        int other = at(good, side.other());
        boolean crosses = order[other] != NOBODY && side.accepts(limit, price[other]);
        if (crosses && ledger.exclude(submission.handle(), order[other])) {
            order[other] = NOBODY;
            crosses = false;
        }
        if (crosses) {
            deal(good, side, submission);
        } else if (order[own] == NOBODY || side.improves(limit, price[own])) {
            stand(own, submission.handle(), limit, submission.maxLots());
            ledger.venue().announce(new PublicEvent.Shout(good, side, limit));
            announceQuote(good);
        } else {
            ledger.venue().refused(submission.handle());
        }
    }

    private void deal(int good, Side side, Venue.Submission submission) {
        int other = at(good, side.other());
        long quantity = Math.min(submission.maxLots(), units[other]);
        long buy = side == Side.BUY ? submission.handle() : order[other];
        long sell = side == Side.BUY ? order[other] : submission.handle();
        TradeLog.Trade trade = new TradeLog.Trade(buy, sell, price[other], quantity);
        ledger.log().add(buy, sell, price[other], quantity);
        if (sell == ContinuousDoubleAuction.OPERATOR) {
            operatorsUnits[good] -= quantity;
        }
        ledger.settle(trade);
        ledger.announceTrade(good, side.other(), trade);
        clear(good);
        withdrawExcluded(buy);
        withdrawExcluded(sell);
    }

    private void withdrawExcluded(long traded) {
        for (int excluded : ledger.groupWith(traded)) {
            for (int place = 0; place < order.length; place++) {
                if (order[place] == excluded) {
                    clearPlace(place);
                }
            }
        }
    }

    private void clearPlace(int place) {
        order[place] = NOBODY;
        announceQuote(place / 2);
    }

    private void announceQuote(int good) {
        int bid = at(good, Side.BUY);
        int ask = at(good, Side.SELL);
        ledger.venue()
                .announce(new PublicEvent.Quote(
                        good,
                        order[bid] == NOBODY ? PublicEvent.NO_BID : price[bid],
                        order[ask] == NOBODY ? PublicEvent.NO_ASK : price[ask]));
    }
}
