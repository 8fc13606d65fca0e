package dev.walras.mechanisms.book;

import java.util.Arrays;

/**
 * The price levels of all books: 32 bytes each, together. A level is named by where its first word is, which is never
 * 0.
 */
final class Levels {
    private static final int WORDS = 4;
    /** So that levels do not straddle two lines of the cache where the array itself begins a line. */
    private static final int FIRST = 6;

    private static final int PRICE = 0;
    /** The oldest order in the upper half, the youngest in the lower. */
    private static final int ENDS = 1;

    private static final int UNITS = 2;
    /** Twice the book, plus 1 for asks. */
    private static final int PLACE = 3;

    private long[] words = new long[FIRST + 64 * WORDS];
    private int unused = FIRST;
    private int free;

    /** A level without orders. */
    int add(long price) {
        int level = free;
        if (level == 0) {
            level = fresh();
        } else {
            free = (int) words[level + ENDS];
        }
        words[level + PRICE] = price;
        words[level + ENDS] = 0;
        words[level + UNITS] = 0;
        return level;
    }

    private int fresh() {
        if (unused == words.length) {
            words = Arrays.copyOf(words, FIRST + Math.multiplyExact(2, words.length - FIRST));
        }
        int level = unused;
        unused += WORDS;
        return level;
    }

    /** Makes room for so many levels in all. */
    void reserve(int levels) {
        int length = FIRST + WORDS * levels;
        if (length > words.length) {
            words = Arrays.copyOf(words, length);
        }
    }

    void release(int level) {
        words[level + ENDS] = free;
        free = level;
    }

    long price(int level) {
        return words[level + PRICE];
    }

    int head(int level) {
        return (int) (words[level + ENDS] >>> 32);
    }

    int tail(int level) {
        return (int) words[level + ENDS];
    }

    void ends(int level, int head, int tail) {
        words[level + ENDS] = ((long) head << 32) | tail;
    }

    /** The units at rest. */
    long units(int level) {
        return words[level + UNITS];
    }

    void addUnits(int level, long more) {
        words[level + UNITS] += more;
    }

    /** Says of which book and side a level is: twice the book, plus 1 for asks. */
    void place(int level, int place) {
        words[level + PLACE] = place;
    }

    int book(int level) {
        return (int) (words[level + PLACE] >> 1);
    }

    /** 1 for asks, 0 for bids. */
    int side(int level) {
        return (int) words[level + PLACE] & 1;
    }

    void clear() {
        unused = FIRST;
        free = 0;
    }
}
