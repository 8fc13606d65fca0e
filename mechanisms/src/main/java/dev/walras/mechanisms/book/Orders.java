package dev.walras.mechanisms.book;

import java.util.Arrays;

/**
 * The orders at rest in all books, 32 bytes each, together; and a table from ids to them. An order is named by where
 * its first word is, which is never 0. Room is used again, the last freed first.
 *
 * <p>The table probes linearly and is at most half full. A cell holds an order and 32 bits of the hash of its id, so
 * that a probe looks at an order only when it is almost surely the one wanted, and a removal, which moves up the
 * entries behind it, at none. Eight ids in a row have cells in a row: orders that came together are found in one line
 * of the cache.
 */
final class Orders {
    /** The most orders that there can be, as words are numbered by ints. */
    static final int MOST = 1 << 28;

    private static final int WORDS = 4;
    /** So that orders do not straddle two lines of the cache where the array itself begins a line. */
    private static final int FIRST = 6;

    private static final int ID = 0;
    private static final int OPEN = 1;
    /** The next younger in the upper half, the next older in the lower. */
    private static final int LINKS = 2;
    /** The level in the upper half, 0 while it is in none; the user in the lower. */
    private static final int PLACE = 3;

    private final Levels levels;
    private final int most;
    private long[] words = new long[FIRST + 16 * WORDS];
    private long[] cells = new long[32];
    private int unused = FIRST;
    private int free;
    private int size;

    Orders(Levels levels, int most) {
        this.levels = levels;
        this.most = most;
    }

    int size() {
        return size;
    }

    boolean full() {
        return size >= most;
    }

    /** Makes room for so many orders in all. */
    void reserve(int orders) {
        int length = FIRST + WORDS * Math.min(orders, most);
        if (length > words.length) {
            words = Arrays.copyOf(words, length);
        }
        while (cells.length < 2L * Math.min(orders, most)) {
            growTable();
        }
    }

    long id(int order) {
        return words[order + ID];
    }

    long open(int order) {
        return words[order + OPEN];
    }

    void open(int order, long units) {
        words[order + OPEN] = units;
    }

    int next(int order) {
        return (int) (words[order + LINKS] >>> 32);
    }

    int previous(int order) {
        return (int) words[order + LINKS];
    }

    int level(int order) {
        return (int) (words[order + PLACE] >>> 32);
    }

    int user(int order) {
        return (int) words[order + PLACE];
    }

    private static long pair(int high, int low) {
        return ((long) high << 32) | low;
    }

    /**
     * Takes an order out of the queue between its neighbours; the ends of the queue are the caller's. What is written
     * for a neighbour that does not exist goes to where no order is, which costs less than a branch.
     */
    void unlink(int order) {
        long links = words[order + LINKS];
        int next = (int) (links >>> 32);
        int previous = (int) links;
        words[previous + LINKS] = pair(next, (int) words[previous + LINKS]);
        words[next + LINKS] = (words[next + LINKS] & 0xFFFF_FFFF_0000_0000L) | previous;
        words[order + PLACE] = user(order);
    }

    /** Puts an order behind {@code previous}, the youngest of a level, or 0. */
    void append(int order, int previous, int level) {
        words[order + LINKS] = previous;
        words[order + PLACE] = pair(level, user(order));
        words[previous + LINKS] = pair(order, (int) words[previous + LINKS]);
    }

    /** Adds an order with an id that is not in the book, in no queue; there must be room. */
    int add(long id, int book, int user, long open) {
        if (2 * (size + 1) > cells.length) {
            growTable();
        }
        int order = free;
        if (order == 0) {
            order = fresh();
        } else {
            free = (int) words[order + LINKS];
        }
        words[order + ID] = id;
        words[order + OPEN] = open;
        words[order + LINKS] = 0;
        words[order + PLACE] = user;
        enter(cells, pair(order, 0) | (hash(id, book) & 0xFFFF_FFFFL));
        size++;
        return order;
    }

    private int fresh() {
        if (unused == words.length) {
            words = Arrays.copyOf(words, FIRST + (int) Math.min(2L * (unused - FIRST), (long) WORDS * most));
        }
        int order = unused;
        unused += WORDS;
        return order;
    }

    private static int hash(long id, int book) {
        long block = ((id >>> 3) ^ ((long) book << 40)) * 0x9E3779B97F4A7C15L;
        return ((int) (block >>> 32) << 3) | ((int) id & 7);
    }

    private static void enter(long[] cells, long cell) {
        int mask = cells.length - 1;
        int at = (int) cell & mask;
        while (cells[at] != 0) {
            at = (at + 1) & mask;
        }
        cells[at] = cell;
    }

    private void growTable() {
        long[] larger = new long[2 * cells.length];
        for (long cell : cells) {
            if (cell != 0) {
                enter(larger, cell);
            }
        }
        cells = larger;
    }

    /** The order with an id in the queues of a book, 0 if there is none. */
    int find(long id, int book) {
        int hash = hash(id, book);
        int mask = cells.length - 1;
        int at = hash & mask;
        for (long cell = cells[at]; cell != 0; cell = cells[at]) {
            if ((int) cell == hash) {
                int order = (int) (cell >>> 32);
                if (words[order + ID] == id) {
                    int level = level(order);
                    if (level != 0 && levels.book(level) == book) {
                        return order;
                    }
                }
            }
            at = (at + 1) & mask;
        }
        return 0;
    }

    /** Removes an order that is in no queue any more; entries behind it in the table that it displaced move up. */
    void remove(int order, int book) {
        int mask = cells.length - 1;
        int hole = hash(id(order), book) & mask;
        while ((int) (cells[hole] >>> 32) != order) {
            hole = (hole + 1) & mask;
        }
        for (int at = (hole + 1) & mask; cells[at] != 0; at = (at + 1) & mask) {
            int distance = (at - (int) cells[at]) & mask;
            if (distance >= ((at - hole) & mask)) {
                cells[hole] = cells[at];
                hole = at;
            }
        }
        cells[hole] = 0;
        words[order + LINKS] = free;
        free = order;
        size--;
    }

    /** Reads where the order with an id is looked for, so that it is in the cache when it is wanted. */
    long glance(long id, int book) {
        return cells[hash(id, book) & (cells.length - 1)];
    }

    /** Reads the level and the neighbours of an order, or what is in the place of those of order 0. */
    long glanceAround(int order) {
        long links = words[order + LINKS];
        return words[(int) (links >>> 32) + LINKS] + words[(int) links + LINKS] + levels.units(level(order));
    }

    void clear() {
        Arrays.fill(cells, 0);
        unused = FIRST;
        free = 0;
        size = 0;
    }
}
