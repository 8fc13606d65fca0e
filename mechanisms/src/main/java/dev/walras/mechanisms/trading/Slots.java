package dev.walras.mechanisms.trading;

import dev.walras.mechanism.Side;
import java.util.Arrays;

/**
 * The resting orders of a book, in slots of 32 bytes that lie together, so that touching an order touches one line of
 * the processor's cache; with a hash table from ids to slots (linear probing, at most half full).
 */
final class Slots {
    /** In place of a slot when there is none. */
    static final int NONE = -1;

    private static final int WIDTH = 4;
    private static final int ID = 0;
    private static final int OPEN = 1;
    /** Twice the level, plus 1 for a sell order. */
    private static final int PLACE = 2;
    /** The next slot of the queue in the upper half, the previous in the lower. */
    private static final int LINKS = 3;

    private long[] data = new long[16 * WIDTH];
    private int[] table = new int[32];
    private int firstUnused = NONE;
    private int allocated;
    private int size;

    Slots() {
        Arrays.fill(table, NONE);
    }

    int size() {
        return size;
    }

    long id(int slot) {
        return data[slot * WIDTH + ID];
    }

    long open(int slot) {
        return data[slot * WIDTH + OPEN];
    }

    void reduce(int slot, long units) {
        data[slot * WIDTH + OPEN] -= units;
    }

    int level(int slot) {
        return (int) (data[slot * WIDTH + PLACE] >> 1);
    }

    Side side(int slot) {
        return (data[slot * WIDTH + PLACE] & 1) == 0 ? Side.BUY : Side.SELL;
    }

    int next(int slot) {
        return (int) (data[slot * WIDTH + LINKS] >> 32);
    }

    int previous(int slot) {
        return (int) data[slot * WIDTH + LINKS];
    }

    private static long links(int next, int previous) {
        return ((long) next << 32) | (previous & 0xFFFF_FFFFL);
    }

    /** Makes {@code after} the next of {@code before}; either may be {@link #NONE}. */
    void link(int before, int after) {
        if (before != NONE) {
            data[before * WIDTH + LINKS] = links(after, previous(before));
        }
        if (after != NONE) {
            data[after * WIDTH + LINKS] = links(next(after), before);
        }
    }

    /** Adds an order with an id that is not there; returns its slot, linked to nothing. */
    int add(long id, long open, Side side, int level) {
        if (2 * (size + 1) > table.length) {
            growTable();
        }
        int slot = firstUnused;
        if (slot == NONE) {
            slot = allocated++;
            if (slot * WIDTH == data.length) {
                data = Arrays.copyOf(data, Math.multiplyExact(2, data.length));
            }
        } else {
            firstUnused = next(slot);
        }
        int at = slot * WIDTH;
        data[at + ID] = id;
        data[at + OPEN] = open;
        data[at + PLACE] = 2L * level + (side == Side.BUY ? 0 : 1);
        data[at + LINKS] = links(NONE, NONE);
        enter(slot, id);
        size++;
        return slot;
    }

    private int home(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (table.length - 1);
    }

    private void enter(int slot, long id) {
        int at = home(id);
        while (table[at] != NONE) {
            at = (at + 1) & (table.length - 1);
        }
        table[at] = slot;
    }

    private void growTable() {
        int[] old = table;
        table = new int[2 * old.length];
        Arrays.fill(table, NONE);
        for (int slot : old) {
            if (slot != NONE) {
                enter(slot, id(slot));
            }
        }
    }

    /** The slot of an order, {@link #NONE} when it is not there. */
    int find(long id) {
        int at = home(id);
        while (table[at] != NONE && id(table[at]) != id) {
            at = (at + 1) & (table.length - 1);
        }
        return table[at];
    }

    /** Removes the order of a slot; entries behind it in the table that it displaced move up. */
    void remove(int slot) {
        int mask = table.length - 1;
        int hole = home(id(slot));
        while (table[hole] != slot) {
            hole = (hole + 1) & mask;
        }
        for (int at = (hole + 1) & mask; table[at] != NONE; at = (at + 1) & mask) {
            int distance = (at - home(id(table[at]))) & mask;
            if (distance >= ((at - hole) & mask)) {
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = NONE;
        data[slot * WIDTH + LINKS] = links(firstUnused, NONE);
        firstUnused = slot;
        size--;
    }

    void clear() {
        Arrays.fill(table, NONE);
        firstUnused = NONE;
        allocated = 0;
        size = 0;
    }
}
