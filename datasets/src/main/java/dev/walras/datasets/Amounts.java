package dev.walras.datasets;

import java.util.Arrays;

/** Whole numbers by id, in the order of the file. */
final class Amounts {
    static final Amounts NONE = new Amounts();

    private String[] ids = new String[2];
    private long[] values = new long[2];
    private int size;

    void add(String id, long value) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        ids[size] = id;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    String id(int i) {
        return ids[i];
    }

    long value(int i) {
        return values[i];
    }
}
