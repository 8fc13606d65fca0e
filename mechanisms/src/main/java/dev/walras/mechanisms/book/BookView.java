package dev.walras.mechanisms.book;

import dev.walras.mechanism.Side;
import java.util.ArrayList;
import java.util.List;

/** One book of a {@link MatchingEngine}, as it is at each call. */
public final class BookView {
    private final Book book;
    private final Orders orders;
    private final Levels levels;

    /**
     * An order at rest.
     *
     * @param id its id
     * @param user whose it is
     * @param price its limit, in ticks
     * @param quantity the units left of it
     */
    public record Resting(long id, int user, long price, long quantity) {}

    BookView(Book book, Orders orders, Levels levels) {
        this.book = book;
        this.orders = orders;
        this.levels = levels;
    }

    private static int number(Side side) {
        return side == Side.BUY ? 0 : 1;
    }

    private int best(Side side) {
        return book.best[number(side)];
    }

    private int next(Side side, int level) {
        return side == Side.BUY ? book.below(levels.price(level)) : book.above(levels.price(level));
    }

    private int required(Side side) {
        int best = best(side);
        if (best == 0) {
            throw new IllegalStateException("nothing rests on side " + side);
        }
        return best;
    }

    /** Whether nothing rests on a side. */
    public boolean isEmpty(Side side) {
        return best(side) == 0;
    }

    /** The best price of a side, in ticks; throws when nothing rests there. */
    public long bestPrice(Side side) {
        return levels.price(required(side));
    }

    /** The order that trades next of a side; throws when nothing rests there. */
    public long bestOrder(Side side) {
        return orders.id(levels.head(required(side)));
    }

    /** Whether an order rests. */
    public boolean rests(long id) {
        return orders.find(id, book.number()) != 0;
    }

    /** The units left of an order, 0 when it does not rest. */
    public long open(long id) {
        int order = orders.find(id, book.number());
        return order == 0 ? 0 : orders.open(order);
    }

    /** The side of an order that rests. */
    public Side side(long id) {
        int order = orders.find(id, book.number());
        if (order == 0) {
            throw new IllegalStateException("order " + id + " does not rest");
        }
        return levels.side(orders.level(order)) == 0 ? Side.BUY : Side.SELL;
    }

    /** The units at rest, of both sides. */
    public long units() {
        return book.units;
    }

    /** At how many prices something rests, of both sides. */
    public int prices() {
        return book.prices();
    }

    /** The units at rest at one price of a side. */
    public long depth(Side side, long price) {
        int level = book.find(price);
        return level == 0 || levels.side(level) != number(side) ? 0 : levels.units(level);
    }

    /** What rests on a side, in the order in which it would trade. */
    public List<Resting> resting(Side side) {
        List<Resting> all = new ArrayList<>();
        for (int level = best(side); level != 0; level = next(side, level)) {
            for (int order = levels.head(level); order != 0; order = orders.next(order)) {
                all.add(new Resting(orders.id(order), orders.user(order), levels.price(level), orders.open(order)));
            }
        }
        return all;
    }
}
