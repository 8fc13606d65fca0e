package dev.walras.mechanisms.book;

import java.util.Arrays;

/**
 * What users gained and gave by trading, for each book and user that traded: units and money (units times ticks),
 * exact. Memory: 64 to 128 bytes for each book and user.
 */
public final class Positions {
    private static final int WORDS = 4;
    private static final int KEY = 0;
    private static final int UNITS = 1;
    private static final int MONEY = 2;
    private static final int TRADES = 3;

    private long[] words = new long[64 * WORDS];
    private int size;
    private boolean exact = true;

    /** Never 0. */
    static long key(int book, int user) {
        return (((long) book << 32) | user) + 1;
    }

    /** A trade between the buyer and the seller with these keys. */
    void trade(long buyer, long seller, long price, long units) {
        long money = price * units;
        if (Math.multiplyHigh(price, units) != money >> 63 || money == Long.MIN_VALUE) {
            exact = false;
        }
        add(buyer, units, -money);
        add(seller, -units, money);
    }

    private void add(long key, long units, long money) {
        int at = place(key);
        long unitsNow = words[at + UNITS];
        long moneyNow = words[at + MONEY];
        long unitsThen = unitsNow + units;
        long moneyThen = moneyNow + money;
        if ((((unitsNow ^ unitsThen) & (units ^ unitsThen)) | ((moneyNow ^ moneyThen) & (money ^ moneyThen))) < 0) {
            exact = false;
        }
        words[at + UNITS] = unitsThen;
        words[at + MONEY] = moneyThen;
        words[at + TRADES]++;
    }

    private int find(long key) {
        int mask = words.length / WORDS - 1;
        int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (words[at * WORDS + KEY] != key && words[at * WORDS + KEY] != 0) {
            at = (at + 1) & mask;
        }
        return at * WORDS;
    }

    private int place(long key) {
        int at = find(key);
        if (words[at + KEY] == key) {
            return at;
        }
        if (2 * (size + 1) > words.length / WORDS) {
            grow();
            at = find(key);
        }
        words[at + KEY] = key;
        size++;
        return at;
    }

    private void grow() {
        long[] old = words;
        words = new long[Math.multiplyExact(2, old.length)];
        for (int from = 0; from < old.length; from += WORDS) {
            if (old[from + KEY] != 0) {
                System.arraycopy(old, from, words, find(old[from + KEY]), WORDS);
            }
        }
    }

    /** How many pairs of book and user traded. */
    public int size() {
        return size;
    }

    /** Whether no sum went beyond 64 bits; if one did, those of its user are wrong. */
    public boolean exact() {
        return exact;
    }

    /** The units that a user gained (+) or gave (-) in a book. */
    public long units(int book, int user) {
        return words[find(key(book, user)) + UNITS];
    }

    /** The money that a user gained (+) or paid (-) in a book, in ticks times units. */
    public long money(int book, int user) {
        return words[find(key(book, user)) + MONEY];
    }

    /** In how many trades a user took part in a book; one with himself counts twice. */
    public long trades(int book, int user) {
        return words[find(key(book, user)) + TRADES];
    }

    /** Forgets all. */
    public void clear() {
        Arrays.fill(words, 0);
        size = 0;
        exact = true;
    }
}
