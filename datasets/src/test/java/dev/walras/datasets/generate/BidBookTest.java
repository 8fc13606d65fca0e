package dev.walras.datasets.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.datasets.generate.BidBook.Bid;
import dev.walras.datasets.generate.BidBook.Dominated;
import dev.walras.market.Market;
import dev.walras.market.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

class BidBookTest {
    private static Bid bid(double price, int... goods) {
        return Bid.of(goods, price);
    }

    private static Market market(BidBook book) {
        return book.problem("book").instance().market();
    }

    @Test
    void dropsABidThatAsksForMoreAndPaysNoMore() {
        BidBook book = new BidBook(3, Dominated.REMOVE);
        book.add(List.of(bid(5, 2, 0)));
        book.add(List.of(bid(5, 0)));
        book.add(List.of(bid(4, 0, 1)));
        book.add(List.of(bid(6, 0, 1)));
        assertEquals(2, book.size());
        assertEquals(5_000_000, market(book).valueMicrosPerLot(0));
        assertEquals(6_000_000, market(book).valueMicrosPerLot(1));
    }

    @Test
    void keepsABidDominatedBySubstitutesOfAnotherBidderOnly() {
        BidBook book = new BidBook(3, Dominated.REMOVE);
        book.add(List.of(bid(9, 0), bid(9, 1)));
        book.add(List.of(bid(4, 0, 2)));
        assertEquals(3, book.size());
    }

    @Test
    void keepsAllWhenToldTo() {
        BidBook book = new BidBook(2, Dominated.KEEP);
        book.add(List.of(bid(5, 0)));
        book.add(List.of(bid(4, 0)));
        assertEquals(2, book.size());
    }

    @Test
    void substitutesAreOneExclusiveGroupOfOneOwner() {
        BidBook book = new BidBook(3, Dominated.REMOVE);
        book.add(List.of(bid(3, 0)));
        book.add(List.of(bid(2, 1), bid(2, 2)));
        Market market = market(book);
        assertEquals(2, market.participants());
        assertEquals(Order.NO_GROUP, market.group(0));
        assertEquals(market.group(1), market.group(2));
        assertEquals(1, market.owner(2));
        assertEquals(1, market.endowment(2));
    }
}
