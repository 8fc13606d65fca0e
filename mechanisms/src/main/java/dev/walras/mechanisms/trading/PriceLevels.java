package dev.walras.mechanisms.trading;

import dev.walras.mechanism.Side;
import java.util.Arrays;

/**
 * The price levels of one side of a book: for each price the first and the last order of its queue.
 *
 * <p>A heap by price over the levels, and a map from prices to levels. A level that becomes empty stays until it comes
 * to the top or until more than half of all levels are empty; so a price that comes back costs nothing. Finding a level
 * is O(1), adding one O(log levels), the best one O(1) but for empty levels, each of which is removed once.
 */
final class PriceLevels {
    /** In place of a level, or of an order in a queue, when there is none. */
    static final int NONE = -1;

    private final Side side;
    private final LongIntMap byPrice = new LongIntMap();
    private long[] price = new long[16];
    private int[] head = new int[16];
    private int[] tail = new int[16];
    private int[] heap = new int[16];
    private int[] unused = new int[16];
    private int unusedCount;
    private int allocated;
    private int size;
    private int empty;

    PriceLevels(Side side) {
        this.side = side;
    }

    /** The level of a price, made when there is none. */
    int at(long levelPrice) {
        int level = byPrice.get(levelPrice);
        return level == LongIntMap.NONE ? add(levelPrice) : level;
    }

    /** The level of a price, {@link #NONE} when there is none. */
    int find(long levelPrice) {
        return byPrice.get(levelPrice);
    }

    /** The level with the best price that has orders, {@link #NONE} when there is none. */
    int best() {
        while (size > 0 && head[heap[0]] == NONE) {
            int level = heap[0];
            heap[0] = heap[--size];
            if (size > 0) {
                sink(0);
            }
            empty--;
            forget(level);
        }
        return size == 0 ? NONE : heap[0];
    }

    long price(int level) {
        return price[level];
    }

    int head(int level) {
        return head[level];
    }

    int tail(int level) {
        return tail[level];
    }

    /** Sets the ends of a level's queue, both {@link #NONE} when it is empty. */
    void ends(int level, int first, int last) {
        if ((head[level] == NONE) != (first == NONE)) {
            empty += first == NONE ? 1 : -1;
        }
        head[level] = first;
        tail[level] = last;
        if (empty > 32 && 2 * empty > size) {
            compact();
        }
    }

    /** The levels with orders, best price first. */
    int[] sorted() {
        return Arrays.stream(heap, 0, size)
                .filter(level -> head[level] != NONE)
                .boxed()
                .sorted((a, b) ->
                        side == Side.BUY ? Long.compare(price[b], price[a]) : Long.compare(price[a], price[b]))
                .mapToInt(level -> level)
                .toArray();
    }

    void clear() {
        byPrice.clear();
        unusedCount = 0;
        allocated = 0;
        size = 0;
        empty = 0;
    }

    private int add(long levelPrice) {
        int level = unusedCount > 0 ? unused[--unusedCount] : allocated++;
        if (level == price.length) {
            grow();
        }
        price[level] = levelPrice;
        head[level] = NONE;
        tail[level] = NONE;
        byPrice.put(levelPrice, level);
        empty++;
        heap[size++] = level;
        rise(size - 1);
        return level;
    }

    private void grow() {
        int length = 2 * price.length;
        price = Arrays.copyOf(price, length);
        head = Arrays.copyOf(head, length);
        tail = Arrays.copyOf(tail, length);
        heap = Arrays.copyOf(heap, length);
        unused = Arrays.copyOf(unused, length);
    }

    private void forget(int level) {
        byPrice.remove(price[level]);
        unused[unusedCount++] = level;
    }

    /** Removes all empty levels. */
    private void compact() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int level = heap[i];
            if (head[level] == NONE) {
                forget(level);
            } else {
                heap[kept++] = level;
            }
        }
        size = kept;
        empty = 0;
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    private boolean before(int one, int other) {
        return side.improves(price[one], price[other]);
    }

    private void rise(int from) {
        int level = heap[from];
        int at = from;
        while (at > 0 && before(level, heap[(at - 1) >> 1])) {
            heap[at] = heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        heap[at] = level;
    }

    private void sink(int from) {
        int level = heap[from];
        int at = from;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            int better = child + 1 < size && before(heap[child + 1], heap[child]) ? child + 1 : child;
            if (!before(heap[better], level)) {
                break;
            }
            heap[at] = heap[better];
            at = better;
        }
        heap[at] = level;
    }
}
