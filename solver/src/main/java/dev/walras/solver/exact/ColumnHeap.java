package dev.walras.solver.exact;

import java.util.Arrays;

/** A binary heap of columns by distance; ties go to the lower column. */
final class ColumnHeap {
    private final int[] items;
    private final int[] place;
    private int size;
    private long[] keys = {};

    ColumnHeap(int columns) {
        this.items = new int[columns];
        this.place = new int[columns];
        Arrays.fill(place, -1);
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        while (size > 0) {
            place[items[--size]] = -1;
        }
    }

    /** Adds an item, or moves it up after its key has become less. */
    void push(int item, long[] distances) {
        keys = distances;
        if (place[item] < 0) {
            place[item] = size;
            items[size++] = item;
        }
        up(place[item]);
    }

    int pop() {
        int top = items[0];
        place[top] = -1;
        int last = items[--size];
        if (size > 0) {
            items[0] = last;
            place[last] = 0;
            down(0);
        }
        return top;
    }

    private boolean before(int a, int b) {
        return keys[a] != keys[b] ? keys[a] < keys[b] : a < b;
    }

    private void up(int from) {
        int i = from;
        int item = items[i];
        while (i > 0 && before(item, items[(i - 1) / 2])) {
            items[i] = items[(i - 1) / 2];
            place[items[i]] = i;
            i = (i - 1) / 2;
        }
        items[i] = item;
        place[item] = i;
    }

    private void down(int from) {
        int i = from;
        int item = items[i];
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && before(items[child + 1], items[child])) {
                child++;
            }
            if (!before(items[child], item)) {
                break;
            }
            items[i] = items[child];
            place[items[i]] = i;
            i = child;
        }
        items[i] = item;
        place[item] = i;
    }
}
