package dev.walras.mechanisms.trading;

import dev.walras.market.Good;
import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.Side;
import dev.walras.mechanism.Venue;

/** A limit order book for each good. */
final class BookPit implements Pit {
    private final Ledger ledger;
    private final LimitOrderBook[] books;
    private final int[] goodOf;
    private final long[] bids;
    private final long[] asks;
    private long incoming;

    BookPit(Ledger ledger, long reserve) {
        this.ledger = ledger;
        Venue venue = ledger.venue();
        this.books = new LimitOrderBook[venue.goods().size()];
        this.goodOf = new int[venue.orders()];
        this.bids = new long[books.length];
        this.asks = new long[books.length];
        for (int g = 0; g < books.length; g++) {
            int good = g;
            Good facts = venue.goods().get(g);
            books[g] = new LimitOrderBook(ledger.log(), trade -> traded(good, trade));
            bids[g] = PublicEvent.NO_BID;
            asks[g] = PublicEvent.NO_ASK;
            if (facts.endowment() > 0) {
                books[g].limit(Side.SELL, ContinuousDoubleAuction.OPERATOR, reserve, facts.endowment());
                announceQuote(g);
            }
        }
    }

    @Override
    public void submit(Venue.Submission submission) {
        int good = submission.perLot().good(0);
        LimitOrderBook book = books[good];
        Side side = Pit.side(submission);
        long price = Pit.price(submission);
        incoming = submission.handle();
        goodOf[submission.handle()] = good;
        while (!book.isEmpty(side.other())
                && side.accepts(price, book.bestPrice(side.other()))
                && ledger.exclude(incoming, book.bestOrder(side.other()))) {
            book.cancel(book.bestOrder(side.other()));
        }
        if (!book.replace(incoming, price, submission.maxLots())) {
            book.limit(side, incoming, price, submission.maxLots());
        }
        if (book.rests(incoming)) {
            ledger.venue().announce(new PublicEvent.Shout(good, side, price));
        }
        announceQuote(good);
    }

    private void traded(int good, TradeLog.Trade trade) {
        ledger.settle(trade);
        ledger.announceTrade(good, trade.buy() == incoming ? Side.SELL : Side.BUY, trade);
        withdrawExcluded(trade.buy());
        withdrawExcluded(trade.sell());
    }

    private void withdrawExcluded(long order) {
        for (int other : ledger.groupWith(order)) {
            if (other != order && books[goodOf[other]].cancel(other)) {
                announceQuote(goodOf[other]);
            }
        }
    }

    private void announceQuote(int good) {
        LimitOrderBook book = books[good];
        long bid = book.isEmpty(Side.BUY) ? PublicEvent.NO_BID : book.bestPrice(Side.BUY);
        long ask = book.isEmpty(Side.SELL) ? PublicEvent.NO_ASK : book.bestPrice(Side.SELL);
        if (bid != bids[good] || ask != asks[good]) {
            bids[good] = bid;
            asks[good] = ask;
            ledger.venue().announce(new PublicEvent.Quote(good, bid, ask));
        }
    }
}
