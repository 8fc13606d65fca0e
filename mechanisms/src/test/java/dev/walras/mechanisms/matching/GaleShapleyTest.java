package dev.walras.mechanisms.matching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaleShapleyTest {
    // Gale and Shapley 1962, example 1: cyclic preferences with three stable matchings; case D01.
    private static final int[][] MEN = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}};
    private static final int[][] WOMEN = {{1, 2, 0}, {2, 0, 1}, {0, 1, 2}};

    private static long[] ones(int n) {
        long[] ones = new long[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void whoProposesGetsItsFirstChoiceInTheCycle() {
        assertArrayEquals(new int[] {0, 1, 2}, GaleShapley.matchLists(MEN, WOMEN, ones(3)));
        // Women propose: A gets b, B gets c, C gets a.
        assertArrayEquals(new int[] {1, 2, 0}, GaleShapley.matchLists(WOMEN, MEN, ones(3)));
        assertEquals(3, stable(MEN, WOMEN).size());
    }

    @Test
    void theProposersGetTheBestOfTenStableMatchings() {
        // Knuth 1976, 4 x 4 with ten stable matchings; case D02.
        int[][] men = {{0, 1, 2, 3}, {1, 0, 3, 2}, {2, 3, 0, 1}, {3, 2, 1, 0}};
        int[][] women = {{3, 2, 1, 0}, {2, 3, 0, 1}, {1, 0, 3, 2}, {0, 1, 2, 3}};
        List<int[]> stable = stable(men, women);
        assertEquals(10, stable.size());
        int[] matched = GaleShapley.matchLists(men, women, ones(4));
        for (int[] other : stable) {
            for (int m = 0; m < 4; m++) {
                assertTrue(place(men[m], matched[m]) <= place(men[m], other[m]), Arrays.toString(other));
            }
        }
    }

    /** All stable perfect matchings, by trying every permutation. */
    private static List<int[]> stable(int[][] men, int[][] women) {
        List<int[]> stable = new ArrayList<>();
        permute(new int[men.length], 0, men, women, stable);
        return stable;
    }

    private static void permute(int[] matched, int m, int[][] men, int[][] women, List<int[]> stable) {
        if (m == matched.length) {
            if (!blocked(matched, men, women)) {
                stable.add(matched.clone());
            }
            return;
        }
        for (int w = 0; w < matched.length; w++) {
            int woman = w;
            if (IntStream.range(0, m).noneMatch(i -> matched[i] == woman)) {
                matched[m] = w;
                permute(matched, m + 1, men, women, stable);
            }
        }
    }

    private static boolean blocked(int[] matched, int[][] men, int[][] women) {
        for (int m = 0; m < matched.length; m++) {
            for (int w = 0; w < matched.length; w++) {
                int[] partners = matched;
                int woman = w;
                int husband = IntStream.range(0, matched.length)
                        .filter(i -> partners[i] == woman)
                        .findFirst()
                        .orElseThrow();
                if (place(men[m], w) < place(men[m], matched[m]) && place(women[w], m) < place(women[w], husband)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int place(int[] list, int who) {
        for (int i = 0; i < list.length; i++) {
            if (list[i] == who) {
                return i;
            }
        }
        return list.length;
    }

    @Test
    void shortListsAndPlacesAreKept() {
        // By hand: both want the one with two places; the third is unacceptable to it.
        int[] matched = GaleShapley.matchLists(new int[][] {{0}, {0}, {0}}, new int[][] {{2, 0}}, new long[] {2});
        assertArrayEquals(new int[] {0, GaleShapley.NONE, 0}, matched);
        assertArrayEquals(
                new int[] {GaleShapley.NONE},
                GaleShapley.matchLists(new int[][] {{0}}, new int[][] {{0}}, new long[] {0}));
    }

    @Test
    void aBetterProposalDisplacesOnlyWhatNoLongerFits() {
        // By hand: room 4 holds a (rank 1, size 1), b (2, 2), c (3, 1); d (0, 2) comes: d, a stay, b goes, c stays.
        GaleShapley rule = new GaleShapley(new long[] {4});
        int a = rule.option(0, 1, 1);
        int b = rule.option(0, 2, 2);
        int c = rule.option(0, 3, 1);
        int d = rule.option(0, 0, 2);
        assertArrayEquals(new int[] {a, GaleShapley.NONE, c, d}, rule.match(new int[][] {{a}, {b}, {c}, {d}}));
        assertEquals(4, rule.proposals());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void rankedBySizeNobodyBlocksAndTheOrderOfProposersDoesNotMatter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 200; run++) {
            int proposers = 1 + random.nextInt(6);
            int receivers = 1 + random.nextInt(3);
            long[] room = new long[receivers];
            Arrays.setAll(room, r -> random.nextInt(6));
            long[] size = new long[proposers];
            Arrays.setAll(size, p -> 1 + random.nextInt(3));
            int[][] wanted = new int[proposers][];
            Arrays.setAll(wanted, p -> shuffled(receivers, random));
            int[] straight = IntStream.range(0, proposers).toArray();
            int[] matched = bySize(straight, room, size, wanted);
            checkNobodyBlocks(matched, room, size, wanted);
            int[] order = shuffled(proposers, random);
            assertArrayEquals(matched, bySize(order, room, size, wanted), "seed " + seed + " run " + run);
        }
    }

    /** The receiver of every proposer when receivers rank by size, then index, and proposers come in {@code order}. */
    private static int[] bySize(int[] order, long[] room, long[] size, int[][] wanted) {
        GaleShapley rule = new GaleShapley(room);
        int n = order.length;
        int[][] lists = new int[n][room.length];
        for (int i = 0; i < n; i++) {
            int p = order[i];
            for (int j = 0; j < room.length; j++) {
                lists[i][j] = rule.option(wanted[p][j], (int) size[p] * n + p, size[p]);
            }
        }
        int[] options = rule.match(lists);
        int[] matched = new int[n];
        for (int i = 0; i < n; i++) {
            int p = order[i];
            matched[p] = options[i] == GaleShapley.NONE ? GaleShapley.NONE : wanted[p][options[i] - lists[i][0]];
        }
        return matched;
    }

    private static void checkNobodyBlocks(int[] matched, long[] room, long[] size, int[][] wanted) {
        for (int p = 0; p < matched.length; p++) {
            for (int receiver : wanted[p]) {
                if (receiver == matched[p]) {
                    break;
                }
                long better = 0;
                for (int q = 0; q < matched.length; q++) {
                    boolean ranked = size[q] < size[p] || (size[q] == size[p] && q < p);
                    better += matched[q] == receiver && ranked ? size[q] : 0;
                }
                assertTrue(better + size[p] > room[receiver], "proposer " + p + " and receiver " + receiver);
            }
        }
    }

    private static int[] shuffled(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new GaleShapley(new long[] {-1}));
        GaleShapley rule = new GaleShapley(new long[] {1});
        assertThrows(IllegalArgumentException.class, () -> rule.option(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> rule.option(0, 0, 0));
    }
}
