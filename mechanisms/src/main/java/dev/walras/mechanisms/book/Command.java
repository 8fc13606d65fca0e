package dev.walras.mechanisms.book;

import dev.walras.mechanism.Side;
import java.util.List;

/**
 * What a user wants of a book. In {@link Commands} it is packed into {@value #WORDS} longs.
 *
 * @param kind what is to be done
 * @param side who the order is; of no meaning, and {@link Side#BUY}, for commands on resting orders
 * @param book the number of the book, from 0, below 2^24
 * @param user who sends it, 0 or more
 * @param id of the order; unique among the orders at rest in the book
 * @param price the limit in ticks, of any sign; 0 where the kind has none
 * @param quantity in units, see the kind; 0 where the kind has none
 */
public record Command(Kind kind, Side side, int book, int user, long id, long price, long quantity) {
    /** How many longs a packed command takes. */
    public static final int WORDS = 4;

    /** The most books that a command can name. */
    public static final int MOST_BOOKS = 1 << 24;

    static final int ID = 0;
    static final int PRICE = 1;
    static final int QUANTITY = 2;
    /** User in the upper half; below it the book from bit 8, the side at bit 4, the kind from bit 0. */
    static final int TAG = 3;

    private static final int SELLS = 1 << 4;

    /** What there is to be done. */
    public enum Kind {
        /** A new order that trades what it can at its limit or better; what is left rests. */
        LIMIT(0),
        /** A new order that trades what it can at its limit or better; what is left is rejected. */
        IMMEDIATE(1),
        /** A new order that trades all its units at its limit or better, or else is rejected wholly. */
        FILL_OR_KILL(2),
        /** A new order that trades what it can at any price; what is left is rejected. */
        MARKET(3),
        /** Takes a resting order out. */
        CANCEL(4),
        /** Takes so many units out of a resting order, at most what is left of it; it keeps its place. */
        REDUCE(5),
        /**
         * Gives a resting order another limit. It comes in anew, also at the same limit: it may trade, and is youngest.
         */
        MOVE(6),
        /**
         * Gives a resting order another limit and so many units left. At the same limit and with no more units than are
         * left it keeps its place; otherwise it comes in anew. No units cancel it.
         */
        REPLACE(7);

        /** All, by {@link #code}. */
        public static final List<Kind> ALL = List.of(values());

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** Its number in packed commands and files, from 0 in the order above. */
        public int code() {
            return code;
        }

        /** Whether it brings a new order. */
        public boolean isOrder() {
            return code <= MARKET.code;
        }

        /** Whether a price belongs to it. */
        public boolean hasPrice() {
            return this != MARKET && this != CANCEL && this != REDUCE;
        }

        /** Whether a quantity belongs to it. */
        public boolean hasQuantity() {
            return this != CANCEL && this != MOVE;
        }
    }

    public Command {
        if (book < 0 || book >= MOST_BOOKS) {
            throw new IllegalArgumentException("book " + book + " must be 0 to " + (MOST_BOOKS - 1));
        }
        if (user < 0) {
            throw new IllegalArgumentException("user " + user + " must be 0 or more");
        }
    }

    /** Packs it into {@code words} from {@code at} on. */
    void pack(long[] words, int at) {
        words[at + ID] = id;
        words[at + PRICE] = price;
        words[at + QUANTITY] = quantity;
        words[at + TAG] = ((long) user << 32) | ((long) book << 8) | (side == Side.SELL ? SELLS : 0) | kind.code;
    }

    static Command unpack(long[] words, int at) {
        long tag = words[at + TAG];
        return new Command(
                Kind.ALL.get(kind(tag)),
                side(tag) == 1 ? Side.SELL : Side.BUY,
                book(tag),
                user(tag),
                words[at + ID],
                words[at + PRICE],
                words[at + QUANTITY]);
    }

    static int kind(long tag) {
        return (int) tag & 15;
    }

    /** 1 when it sells, else 0. */
    static int side(long tag) {
        return (int) (tag >>> 4) & 1;
    }

    static int book(long tag) {
        return (int) (tag >>> 8) & (MOST_BOOKS - 1);
    }

    static int user(long tag) {
        return (int) (tag >>> 32);
    }
}
