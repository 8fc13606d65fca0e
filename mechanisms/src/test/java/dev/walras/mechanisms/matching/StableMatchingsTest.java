package dev.walras.mechanisms.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StableMatchingsTest {
    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    /** A random part of 0 to n-1 in random order. */
    static int[] list(SplittableRandom random, int n) {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (random.nextInt(6) > 0) {
                list.add(random.nextInt(list.size() + 1), i);
            }
        }
        return list.stream().mapToInt(i -> i).toArray();
    }

    /** Rotations reach exactly what trying every matching reaches, with unequal sides, places and refusals. */
    @ParameterizedTest
    @MethodSource("seeds")
    void findsWhatEnumerationFinds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(5);
        int m = 1 + random.nextInt(4);
        int[][] proposers = new int[n][];
        int[][] receivers = new int[m][];
        long[] room = new long[m];
        Arrays.setAll(proposers, i -> list(random, m));
        Arrays.setAll(receivers, i -> list(random, n));
        Arrays.setAll(room, i -> random.nextInt(3));
        Set<List<Integer>> expected = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        enumerate(proposers, receivers, room, new int[n], 0, expected);
        List<int[]> found = new StableMatchings(proposers, receivers, room).all(10_000);
        Set<List<Integer>> reached = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        found.forEach(each -> reached.add(Arrays.stream(each).boxed().toList()));
        assertEquals(expected, reached);
        assertEquals(found.size(), reached.size());
        assertEquals(
                Arrays.toString(GaleShapley.matchLists(proposers, receivers, room)), Arrays.toString(found.get(0)));
        for (int[] each : found) {
            for (int p = 0; p < n; p++) {
                assertEquals(each[p] == GaleShapley.NONE, found.get(0)[p] == GaleShapley.NONE, "rural hospitals");
            }
        }
    }

    private static void enumerate(
            int[][] proposers, int[][] receivers, long[] room, int[] matched, int p, Set<List<Integer>> stable) {
        if (p == matched.length) {
            if (StableMatchings.blockingPairs(proposers, receivers, room, matched)
                    .isEmpty()) {
                stable.add(Arrays.stream(matched).boxed().toList());
            }
            return;
        }
        matched[p] = GaleShapley.NONE;
        enumerate(proposers, receivers, room, matched, p + 1, stable);
        for (int r : proposers[p]) {
            long held =
                    Arrays.stream(matched).limit(p).filter(other -> other == r).count();
            boolean accepted = Arrays.stream(receivers[r]).anyMatch(other -> other == matchedIndex(p));
            if (held < room[r] && accepted) {
                matched[p] = r;
                enumerate(proposers, receivers, room, matched, p + 1, stable);
            }
        }
    }

    private static int matchedIndex(int p) {
        return p;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tradingCyclesAreTheOnlyAllocationOfTheStrictCore(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(5);
        int[][] preferences = new int[n][];
        int[] owned = new int[n];
        Arrays.setAll(owned, i -> i);
        for (int i = 0; i < n; i++) {
            List<Integer> list = new ArrayList<>();
            for (int h = 0; h < n; h++) {
                list.add(random.nextInt(list.size() + 1), h);
            }
            preferences[i] = list.stream().mapToInt(h -> h).toArray();
        }
        int[] got = TradingCycles.exchange(preferences, owned).things().stream()
                .mapToInt(i -> i)
                .toArray();
        List<int[]> allocations = new ArrayList<>();
        permute(new int[n], 0, 0, allocations);
        for (int[] allocation : allocations) {
            boolean core = !blocked(preferences, allocation, allocations);
            assertEquals(core, TradingCycles.inStrictCore(preferences, owned, allocation), Arrays.toString(allocation));
            assertEquals(core, Arrays.equals(got, allocation), Arrays.toString(allocation));
        }
    }

    private static void permute(int[] now, int at, int used, List<int[]> all) {
        if (at == now.length) {
            all.add(now.clone());
            return;
        }
        for (int h = 0; h < now.length; h++) {
            if ((used >> h & 1) == 0) {
                now[at] = h;
                permute(now, at + 1, used | 1 << h, all);
            }
        }
    }

    /** Whether some coalition, exchanging its own things, makes nobody worse and somebody better off. */
    private static boolean blocked(int[][] preferences, int[] allocation, List<int[]> others) {
        int n = allocation.length;
        for (int coalition = 1; coalition < 1 << n; coalition++) {
            for (int[] other : others) {
                boolean closed = true;
                boolean better = false;
                for (int i = 0; i < n; i++) {
                    if ((coalition >> i & 1) == 1) {
                        int now = place(preferences[i], allocation[i]);
                        int then = place(preferences[i], other[i]);
                        closed &= (coalition >> other[i] & 1) == 1 && then <= now;
                        better |= then < now;
                    }
                }
                if (closed && better) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int place(int[] list, int thing) {
        int at = 0;
        while (list[at] != thing) {
            at++;
        }
        return at;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodyGainsByMisreportingToTradingCycles(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 2 + random.nextInt(4);
        int things = 1 + random.nextInt(3);
        int[][] preferences = new int[n][];
        int[][] priorities = new int[things][];
        long[] places = new long[things];
        Arrays.setAll(preferences, i -> list(random, things));
        Arrays.setAll(priorities, i -> list(random, n));
        Arrays.setAll(places, i -> random.nextInt(3));
        List<Integer> honest =
                TradingCycles.match(preferences, priorities, places).things();
        for (int agent = 0; agent < n; agent++) {
            for (int lie = 0; lie < 10; lie++) {
                int[][] reported = preferences.clone();
                reported[agent] = list(random, things);
                int got = TradingCycles.match(reported, priorities, places)
                        .things()
                        .get(agent);
                assertTrue(
                        rank(preferences[agent], got) >= rank(preferences[agent], honest.get(agent)),
                        "agent " + agent + " gains");
            }
        }
    }

    private static int rank(int[] list, int thing) {
        for (int i = 0; i < list.length; i++) {
            if (list[i] == thing) {
                return i;
            }
        }
        return thing == TradingCycles.NONE ? list.length : list.length + 1;
    }
}
