package dev.walras.mechanisms.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Top trading cycles: owners of one thing each exchange along cycles of first choices.
 *
 * <p>In every round each agent left points at the thing it likes best among those left, each thing at the agent left
 * that it ranks highest (its owner, in a housing market; the next by priority, for places at a school). All cycles
 * trade and leave. An agent whose list is exhausted leaves with nothing. With <i>n</i> agents at most <i>n</i> rounds
 * and O(n^2) steps in all. Strategy-proof and Pareto-efficient; in a housing market with strict preferences the result
 * is the only allocation in the strict core.
 *
 * <p>Reference: L. Shapley, H. Scarf, On cores and indivisibility, Journal of Mathematical Economics 1(1), 1974, 23-37,
 * doi:10.1016/0304-4068(74)90033-0 (the method is David Gale's); with priorities: A. Abdulkadiroglu, T. Sonmez, School
 * choice, American Economic Review 93(3), 2003, 729-747, doi:10.1257/000282803322157061.
 */
public final class TradingCycles {
    /** Gets nothing. */
    public static final int NONE = -1;

    private TradingCycles() {}

    /**
     * Who gets what, and how.
     *
     * @param things the thing of every agent, {@link #NONE} when it gets nothing
     * @param rounds for every round its cycles, each the agents in the order in which they point
     */
    public record Result(List<Integer> things, List<List<List<Integer>>> rounds) {
        public Result {
            things = List.copyOf(things);
            rounds = List.copyOf(rounds);
        }
    }

    /**
     * A housing market: agent <i>i</i> owns thing {@code owned[i]}, one each.
     *
     * @param preferences for every agent the things it likes, best first; its own may be left out and then comes last
     */
    public static Result exchange(int[][] preferences, int[] owned) {
        int things = 1 + Arrays.stream(owned).max().orElse(-1);
        int[][] priorities = new int[things][];
        Arrays.fill(priorities, new int[0]);
        int[][] lists = new int[preferences.length][];
        for (int i = 0; i < owned.length; i++) {
            if (priorities[owned[i]].length > 0) {
                throw new IllegalArgumentException(
                        "thing " + owned[i] + " belongs to agents " + priorities[owned[i]][0] + " and " + i);
            }
            priorities[owned[i]] = new int[] {i};
            lists[i] = Arrays.copyOf(preferences[i], preferences[i].length + 1);
            lists[i][preferences[i].length] = owned[i];
        }
        long[] places = new long[things];
        Arrays.setAll(places, thing -> priorities[thing].length);
        return match(lists, priorities, places);
    }

    /**
     * Things with priorities.
     *
     * @param preferences for every agent the things it accepts, best first
     * @param priorities for every thing the agents it would point at, highest first
     * @param places how many agents each thing can serve, 0 or more
     */
    public static Result match(int[][] preferences, int[][] priorities, long[] places) {
        Run run = new Run(preferences, priorities, places);
        List<List<List<Integer>>> rounds = new ArrayList<>();
        List<List<Integer>> cycles = run.round();
        while (!cycles.isEmpty()) {
            rounds.add(cycles);
            cycles = run.round();
        }
        return new Result(Arrays.stream(run.got).boxed().toList(), rounds);
    }

    /** One market while it shrinks. */
    private static final class Run {
        private final int[][] preferences;
        private final int[][] priorities;
        private final long[] left;
        private final boolean[] gone;
        private final int[] next;
        private final int[] first;
        private final int[] got;

        Run(int[][] preferences, int[][] priorities, long[] places) {
            this.preferences = preferences;
            this.priorities = priorities;
            this.left = places.clone();
            this.gone = new boolean[preferences.length];
            this.next = new int[preferences.length];
            this.first = new int[places.length];
            this.got = new int[preferences.length];
            Arrays.fill(got, NONE);
        }

        /** The thing that {@code agent} points at, after which nothing better is left; none makes it leave. */
        private int wanted(int agent) {
            int[] list = preferences[agent];
            while (next[agent] < list.length && pointed(list[next[agent]]) == NONE) {
                next[agent]++;
            }
            if (next[agent] == list.length) {
                gone[agent] = true;
                return NONE;
            }
            return list[next[agent]];
        }

        /** The agent that {@code thing} points at; none when it has no place or nobody to point at. */
        private int pointed(int thing) {
            int[] list = priorities[thing];
            while (first[thing] < list.length && gone[list[first[thing]]]) {
                first[thing]++;
            }
            return left[thing] == 0 || first[thing] == list.length ? NONE : list[first[thing]];
        }

        /** Lets all cycles trade; empty when nobody is left. */
        List<List<Integer>> round() {
            int[] points = new int[gone.length];
            boolean settled;
            do {
                settled = true;
                for (int agent = 0; agent < gone.length; agent++) {
                    if (!gone[agent]) {
                        points[agent] = wanted(agent);
                        settled &= !gone[agent];
                    }
                }
            } while (!settled);
            List<List<Integer>> cycles = new ArrayList<>();
            int[] colour = new int[gone.length];
            for (int start = 0; start < gone.length; start++) {
                int at = start;
                while (!gone[at] && colour[at] == 0) {
                    colour[at] = start + 1;
                    at = pointed(points[at]);
                }
                if (!gone[at] && colour[at] == start + 1) {
                    cycles.add(cycle(at, points));
                }
            }
            for (List<Integer> cycle : cycles) {
                for (int agent : cycle) {
                    got[agent] = points[agent];
                    left[points[agent]]--;
                    gone[agent] = true;
                }
            }
            return cycles;
        }

        /** The agents of a cycle from the one of least index. */
        private List<Integer> cycle(int start, int[] points) {
            List<Integer> cycle = new ArrayList<>();
            int at = start;
            do {
                cycle.add(at);
                at = pointed(points[at]);
            } while (at != start);
            int least = cycle.indexOf(cycle.stream().min(Integer::compare).orElse(start));
            List<Integer> turned = new ArrayList<>(cycle.subList(least, cycle.size()));
            turned.addAll(cycle.subList(0, least));
            return turned;
        }
    }

    /**
     * Whether no coalition can exchange what its members own so that none is worse off and one better. With strict
     * preferences that is so just when no cycle of wishes for things at least as good as one's own holds one for a
     * better thing: O(n^3).
     *
     * @param got the thing of every agent
     */
    public static boolean inStrictCore(int[][] preferences, int[] owned, int[] got) {
        int n = owned.length;
        boolean[][] reaches = new boolean[n][n];
        boolean[][] better = new boolean[n][n];
        for (int i = 0; i < n; i++) {
            List<Integer> list = Arrays.stream(preferences[i]).boxed().toList();
            for (int j = 0; j < n; j++) {
                int place = list.indexOf(owned[j]);
                int held = list.indexOf(got[i]);
                // Things that are not listed come after all that are, one's own before the others.
                int wish = place >= 0 ? place : owned[j] == owned[i] ? list.size() : Integer.MAX_VALUE;
                int have = held >= 0 ? held : got[i] == owned[i] ? list.size() : Integer.MAX_VALUE;
                better[i][j] = wish < have;
                reaches[i][j] = better[i][j] || owned[j] == got[i];
            }
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; reaches[i][k] && j < n; j++) {
                    reaches[i][j] |= reaches[k][j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (better[i][j] && reaches[j][i]) {
                    return false;
                }
            }
        }
        return true;
    }
}
