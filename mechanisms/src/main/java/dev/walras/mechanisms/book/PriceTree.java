package dev.walras.mechanisms.book;

import java.util.Arrays;

/**
 * The price levels of a book that lie far from the touch, in order of price: a crit-bit tree over the prices.
 *
 * <p>An inner node names the highest bit in which the prices below it differ. So the shape depends on the prices alone,
 * nothing is ever balanced, and adding or removing a price touches two nodes. Finding, adding, removing and the next
 * price above or below: O(depth), at most 64, about the logarithm of the number of prices when they are spread.
 *
 * <p>Reference: D. R. Morrison, PATRICIA: practical algorithm to retrieve information coded in alphanumeric, Journal of
 * the ACM 15(4), 1968, 514-534, doi:10.1145/321479.321481.
 */
final class PriceTree {
    /** Low child, high child, bit; a child is a level, or the complement of a node. */
    private static final int WIDTH = 4;

    private static final int BIT = 2;

    private final Levels levels;
    private int[] nodes = new int[8 * WIDTH];
    private int unused;
    private int free = -1;
    private int root;
    private int size;

    PriceTree(Levels levels) {
        this.levels = levels;
    }

    int size() {
        return size;
    }

    /** Prices in unsigned order. */
    private long key(int level) {
        return levels.price(level) ^ Long.MIN_VALUE;
    }

    /** Where the child of a node is on the way to a key. */
    private int way(int node, long key) {
        return node + (int) ((key >>> nodes[node + BIT]) & 1);
    }

    /** The one level that can have this key; the tree is not empty. */
    private int candidate(long key) {
        int at = root;
        while (at < 0) {
            at = nodes[way(~at, key)];
        }
        return at;
    }

    /** The level at a price, 0 if there is none. */
    int find(long price) {
        if (root == 0) {
            return 0;
        }
        int level = candidate(price ^ Long.MIN_VALUE);
        return levels.price(level) == price ? level : 0;
    }

    /** Adds a level at whose price there is none. */
    void add(int level) {
        size++;
        if (root == 0) {
            root = level;
            return;
        }
        long key = key(level);
        int bit = 63 - Long.numberOfLeadingZeros(key ^ key(candidate(key)));
        int node = node();
        int parent = -1;
        int at = root;
        while (at < 0 && nodes[~at + BIT] > bit) {
            parent = way(~at, key);
            at = nodes[parent];
        }
        boolean high = ((key >>> bit) & 1) != 0;
        nodes[node] = high ? at : level;
        nodes[node + 1] = high ? level : at;
        nodes[node + BIT] = bit;
        hang(parent, ~node);
    }

    /** Removes a level that is there. */
    void remove(int level) {
        size--;
        long key = key(level);
        int grandparent = -1;
        int parent = -1;
        int at = root;
        while (at < 0) {
            grandparent = parent;
            parent = way(~at, key);
            at = nodes[parent];
        }
        if (parent < 0) {
            root = 0;
            return;
        }
        hang(grandparent, nodes[parent ^ 1]);
        int node = parent & -WIDTH;
        nodes[node] = free;
        free = node;
    }

    private void hang(int where, int child) {
        if (where < 0) {
            root = child;
        } else {
            nodes[where] = child;
        }
    }

    private int node() {
        int node = free;
        if (node >= 0) {
            free = nodes[node];
            return node;
        }
        if (unused == nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.multiplyExact(2, unused));
        }
        node = unused;
        unused += WIDTH;
        return node;
    }

    /** The first level above a price, 0 if there is none. */
    int above(long price) {
        return beyond(price ^ Long.MIN_VALUE, 1);
    }

    /** The last level below a price, 0 if there is none. */
    int below(long price) {
        return beyond(price ^ Long.MIN_VALUE, 0);
    }

    /** The nearest level on the high side (1) or the low side (0) of a key. */
    private int beyond(long key, int side) {
        if (root == 0) {
            return 0;
        }
        long difference = key ^ key(candidate(key));
        int bit = 63 - Long.numberOfLeadingZeros(difference);
        int turn = 0;
        int at = root;
        while (at < 0 && nodes[~at + BIT] > bit) {
            int way = way(~at, key);
            if ((way & 1) != side) {
                turn = nodes[way ^ 1];
            }
            at = nodes[way];
        }
        boolean subtreeIsBeyond = difference != 0 && ((key >>> bit) & 1) != side;
        return nearest(subtreeIsBeyond ? at : turn, side ^ 1);
    }

    /** The lowest (0) or highest (1) level below a child; 0 if it is 0. */
    private int nearest(int child, int side) {
        int at = child;
        while (at < 0) {
            at = nodes[~at + side];
        }
        return at;
    }

    /** The lowest level, 0 if there is none. */
    int first() {
        return nearest(root, 0);
    }

    /** The highest level, 0 if there is none. */
    int last() {
        return nearest(root, 1);
    }

    void clear() {
        unused = 0;
        free = -1;
        root = 0;
        size = 0;
    }
}
