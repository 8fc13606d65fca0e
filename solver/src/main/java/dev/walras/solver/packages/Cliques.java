package dev.walras.solver.packages;

import dev.walras.solver.model.IndexSort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cliques of bids that all exclude each other: extended, compared, and separated from fractions. */
final class Cliques {
    /** Fractions below this count as none. */
    private static final double SMALL = 1e-6;
    /** By how much a row must be violated to be worth its while. */
    private static final double VIOLATION = 0.01;
    /** Comparisons of one separation, about. */
    private static final long MOST_WORK = 2_000_000;

    private Cliques() {}

    /**
     * {@code members} and, greedily, {@code among} others that exclude all of them: those that exclude most of these
     * others first, the first of several.
     */
    static int[] extended(Conflicts conflicts, int[] members, long[] among) {
        long[] common = among.clone();
        for (int i : members) {
            and(common, conflicts.of(i));
        }
        int[] candidates = byCommon(conflicts, common);
        if (candidates.length == 0) {
            return members;
        }
        int[] longer = Arrays.copyOf(members, members.length + candidates.length);
        int n = members.length;
        for (int i : candidates) {
            if ((common[i >>> 6] >>> i & 1) != 0) {
                longer[n++] = i;
                and(common, conflicts.of(i));
            }
        }
        int[] sorted = Arrays.copyOf(longer, n);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The members of {@code common}, those that exclude most of them first, then by number. */
    private static int[] byCommon(Conflicts conflicts, long[] common) {
        int n = 0;
        for (long word : common) {
            n += Long.bitCount(word);
        }
        long[] keys = new long[n];
        int at = 0;
        for (int w = 0; w < common.length; w++) {
            for (long rest = common[w]; rest != 0; rest &= rest - 1) {
                int i = (w << 6) + Long.numberOfTrailingZeros(rest);
                keys[at++] = (long) (n - common(conflicts.of(i), common)) << 32 | i;
            }
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    private static int common(long[] a, long[] b) {
        int count = 0;
        for (int w = 0; w < a.length; w++) {
            count += Long.bitCount(a[w] & b[w]);
        }
        return count;
    }

    private static void and(long[] into, long[] other) {
        for (int w = 0; w < into.length; w++) {
            into[w] &= other[w];
        }
    }

    /** The rows that are within no other; of equal rows the first. */
    static List<int[]> maximal(List<int[]> rows, int bids) {
        int words = (bids + 63) >>> 6;
        List<int[]> bySize = new ArrayList<>(rows);
        bySize.sort(Comparator.comparingInt((int[] row) -> row.length).reversed());
        List<int[]> left = new ArrayList<>();
        List<List<Integer>> containing = new ArrayList<>();
        List<long[]> bits = new ArrayList<>();
        for (int i = 0; i < bids; i++) {
            containing.add(new ArrayList<>());
        }
        for (int[] row : bySize) {
            long[] own = new long[words];
            int rarest = row[0];
            for (int i : row) {
                own[i >>> 6] |= 1L << i;
                rarest = containing.get(i).size() < containing.get(rarest).size() ? i : rarest;
            }
            boolean within = containing.get(rarest).stream().anyMatch(other -> within(own, bits.get(other)));
            if (!within) {
                for (int i : row) {
                    containing.get(i).add(left.size());
                }
                left.add(row);
                bits.add(own);
            }
        }
        return left;
    }

    private static boolean within(long[] a, long[] b) {
        for (int w = 0; w < a.length; w++) {
            if ((a[w] & ~b[w]) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Cliques whose fractions sum to more than 1, found greedily from every fraction on, and extended.
     *
     * @param fractions of the bids, 0 to 1
     * @param most how many at most, the most violated first
     */
    static List<int[]> violated(Conflicts conflicts, double[] fractions, int most) {
        int[] support = IndexSort.descending(fractions);
        int n = 0;
        while (n < support.length && fractions[support[n]] > SMALL) {
            n++;
        }
        long[] all = new long[(conflicts.bids() + 63) >>> 6];
        for (int i = 0; i < conflicts.bids(); i++) {
            all[i >>> 6] |= 1L << i;
        }
        List<int[]> found = new ArrayList<>();
        List<Double> sums = new ArrayList<>();
        Set<List<Integer>> known = new HashSet<>();
        int[] clique = new int[n];
        long work = 0;
        for (int from = 0; from < n && work < MOST_WORK; from++) {
            for (int second = from + 1; second < n && work < MOST_WORK; second++) {
                if (!conflicts.exclude(support[from], support[second])) {
                    continue;
                }
                work += n;
                int size = 0;
                clique[size++] = support[from];
                clique[size++] = support[second];
                double sum = fractions[support[from]] + fractions[support[second]];
                for (int at = 0; at < n; at++) {
                    if (at != from && at != second && excludes(conflicts, support[at], clique, size)) {
                        clique[size++] = support[at];
                        sum += fractions[support[at]];
                    }
                }
                int[] members = Arrays.copyOf(clique, size);
                Arrays.sort(members);
                if (sum > 1 + VIOLATION
                        && known.add(Arrays.stream(members).boxed().toList())) {
                    found.add(members);
                    sums.add(-sum);
                }
            }
        }
        double[] order = sums.stream().mapToDouble(sum -> -sum).toArray();
        List<int[]> cuts = new ArrayList<>();
        for (int at : IndexSort.descending(order)) {
            if (cuts.size() < most) {
                cuts.add(extended(conflicts, found.get(at), all));
            }
        }
        return cuts;
    }

    private static boolean excludes(Conflicts conflicts, int k, int[] clique, int size) {
        for (int i = 0; i < size; i++) {
            if (!conflicts.exclude(k, clique[i])) {
                return false;
            }
        }
        return true;
    }
}
