package dev.walras.mechanisms.book;

import dev.walras.mechanism.Side;
import java.util.Arrays;

/**
 * What commands did, in order, packed into four longs an event: the reader takes what it wants and {@link #clear}s.
 * Everything about the order that acted, but for its side, is in the command.
 */
public final class Events {
    private static final int WORDS = 4;
    private static final int ID = 0;
    private static final int PRICE = 1;
    private static final int QUANTITY = 2;
    /** The other user in the upper half; flags below. */
    private static final int TAG = 3;

    static final int REDUCED = 1;
    static final int REJECTED = 2;
    private static final int KIND = 3;
    static final int ACTOR_DONE = 4;
    static final int OTHER_DONE = 8;
    static final int ACTOR_SELLS = 16;

    /** What can happen to an order. */
    public enum Kind {
        /** It traded with a resting order. */
        TRADE,
        /** Units were taken out of it, by a cancellation, reduction or replacement. */
        REDUCED,
        /** Units of a new order found nobody and do not rest. */
        REJECTED
    }

    private long[] words = new long[64 * WORDS];
    private int end;

    void add(long id, long price, long quantity, long tag) {
        int at = end;
        if (at == words.length) {
            grow();
        }
        words[at + ID] = id;
        words[at + PRICE] = price;
        words[at + QUANTITY] = quantity;
        words[at + TAG] = tag;
        end = at + WORDS;
    }

    private void grow() {
        words = Arrays.copyOf(words, Math.multiplyExact(2, words.length));
    }

    /** How many there are. */
    public int size() {
        return end / WORDS;
    }

    /** Forgets all. */
    public void clear() {
        end = 0;
    }

    /** What the {@code i}-th event is. */
    public Kind kind(int i) {
        return switch ((int) tag(i) & KIND) {
            case 0 -> Kind.TRADE;
            case REDUCED -> Kind.REDUCED;
            default -> Kind.REJECTED;
        };
    }

    /** The resting order of a trade; else the order that acted. */
    public long id(int i) {
        return words[i * WORDS + ID];
    }

    /** The user of {@link #id}. */
    public int user(int i) {
        return (int) (tag(i) >>> 32);
    }

    /** The price of a unit in ticks: of a trade, else the limit of the order. */
    public long price(int i) {
        return words[i * WORDS + PRICE];
    }

    /** How many units, 1 or more. */
    public long quantity(int i) {
        return words[i * WORDS + QUANTITY];
    }

    /** The side of the order that acted. */
    public Side side(int i) {
        return (tag(i) & ACTOR_SELLS) != 0 ? Side.SELL : Side.BUY;
    }

    /** Whether nothing is left of the order that acted. */
    public boolean actorDone(int i) {
        return (tag(i) & ACTOR_DONE) != 0;
    }

    /** Whether nothing is left of the resting order of a trade. */
    public boolean otherDone(int i) {
        return (tag(i) & OTHER_DONE) != 0;
    }

    private long tag(int i) {
        return words[i * WORDS + TAG];
    }
}
