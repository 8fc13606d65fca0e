package dev.walras.market;

import java.util.function.IntUnaryOperator;

/** An immutable partition of indices into numbered groups; the members of a group are in increasing order. */
public final class Grouping {
    private final int[] ends;
    private final int[] members;

    private Grouping(int[] ends, int[] members) {
        this.ends = ends;
        this.members = members;
    }

    /**
     * Groups the indices {@code 0 .. size - 1} by {@code groupOf}, in linear time.
     *
     * @param groups the number of groups
     * @param groupOf the group of an index, 0 .. groups - 1; negative leaves the index out
     */
    static Grouping of(int size, int groups, IntUnaryOperator groupOf) {
        int[] ends = new int[groups];
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int group = groupOf.applyAsInt(i);
            if (group >= 0) {
                ends[group]++;
                kept++;
            }
        }
        for (int g = 1; g < groups; g++) {
            ends[g] += ends[g - 1];
        }
        int[] members = new int[kept];
        int[] next = ends.clone();
        for (int i = size - 1; i >= 0; i--) {
            int group = groupOf.applyAsInt(i);
            if (group >= 0) {
                members[--next[group]] = i;
            }
        }
        return new Grouping(ends, members);
    }

    /** The number of groups. */
    public int groups() {
        return ends.length;
    }

    /** The number of members of {@code group}. */
    public int size(int group) {
        return ends[group] - start(group);
    }

    /** Member {@code i} of {@code group}, {@code 0 <= i < size(group)}. */
    public int member(int group, int i) {
        return members[start(group) + i];
    }

    private int start(int group) {
        return group == 0 ? 0 : ends[group - 1];
    }
}
