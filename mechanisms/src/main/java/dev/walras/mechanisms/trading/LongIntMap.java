package dev.walras.mechanisms.trading;

import java.util.Arrays;

/** From long keys to ints of 0 or more: open addressing with linear probing, at most half full, no boxes. */
final class LongIntMap {
    /** What {@link #get} returns for a key that is not there. */
    static final int NONE = -1;

    private long[] keys = new long[16];
    private int[] values = new int[16];
    private int size;

    LongIntMap() {
        Arrays.fill(values, NONE);
    }

    private static int home(long key, int mask) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & mask;
    }

    int get(long key) {
        int mask = keys.length - 1;
        int at = home(key, mask);
        while (values[at] != NONE && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return values[at];
    }

    /** Puts a key that is not there. */
    void put(long key, int value) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        insert(key, value);
        size++;
    }

    private void insert(long key, int value) {
        int mask = keys.length - 1;
        int at = home(key, mask);
        while (values[at] != NONE) {
            at = (at + 1) & mask;
        }
        keys[at] = key;
        values[at] = value;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[keys.length];
        Arrays.fill(values, NONE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != NONE) {
                insert(oldKeys[i], oldValues[i]);
            }
        }
    }

    /** Removes a key that is there; keys behind it that it displaced move up. */
    void remove(long key) {
        int mask = keys.length - 1;
        int at = home(key, mask);
        while (keys[at] != key || values[at] == NONE) {
            at = (at + 1) & mask;
        }
        int hole = at;
        for (int next = (hole + 1) & mask; values[next] != NONE; next = (next + 1) & mask) {
            int distance = (next - home(keys[next], mask)) & mask;
            if (distance >= ((next - hole) & mask)) {
                keys[hole] = keys[next];
                values[hole] = values[next];
                hole = next;
            }
        }
        values[hole] = NONE;
        size--;
    }

    void clear() {
        Arrays.fill(values, NONE);
        size = 0;
    }
}
