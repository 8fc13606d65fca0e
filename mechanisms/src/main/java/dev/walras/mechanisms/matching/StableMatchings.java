package dev.walras.mechanisms.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All stable matchings between proposers and receivers with strict preferences, some of whom may find each other
 * unacceptable.
 *
 * <p>From the matching that is best for proposers, every other one is reached by <b>rotations</b>: cycles of proposers
 * each of whom moves on to the next receiver that would rather have it than its own. All that are exposed are tried
 * from every matching found, so that the time is O(n^2) for each of the matchings, of which there may be exponentially
 * many; a limit stops the search. Receivers with several places are split into single ones, which all proposers rank in
 * the same order. Without preferences left open, who is matched, and how many places of a receiver are filled, is the
 * same in all of them (the rural hospitals theorem).
 *
 * <p>Reference: R. W. Irving, P. Leather, The complexity of counting stable marriages, SIAM Journal on Computing 15(3),
 * 1986, 655-667, doi:10.1137/0215048.
 */
public final class StableMatchings {
    private final int[][] proposers;
    private final int[][] places;
    private final int[] receiverOf;
    private final int[][] rank;

    /**
     * Between proposers and receivers.
     *
     * @param proposers for every proposer the receivers it accepts, best first
     * @param receivers for every receiver the proposers it accepts, best first
     * @param room how many proposers each receiver can take, 0 or more
     */
    public StableMatchings(int[][] proposers, int[][] receivers, long[] room) {
        List<Integer> owners = new ArrayList<>();
        int[] first = new int[receivers.length + 1];
        for (int r = 0; r < receivers.length; r++) {
            for (int place = 0; place < Math.min(room[r], proposers.length); place++) {
                owners.add(r);
            }
            first[r + 1] = owners.size();
        }
        this.receiverOf = owners.stream().mapToInt(i -> i).toArray();
        this.rank = new int[receivers.length][proposers.length];
        for (int r = 0; r < receivers.length; r++) {
            Arrays.fill(rank[r], GaleShapley.NONE);
            for (int i = 0; i < receivers[r].length; i++) {
                rank[r][receivers[r][i]] = i;
            }
        }
        this.proposers = new int[proposers.length][];
        this.places = new int[receiverOf.length][];
        for (int p = 0; p < proposers.length; p++) {
            List<Integer> list = new ArrayList<>();
            for (int r : proposers[p]) {
                for (int place = first[r]; place < first[r + 1] && rank[r][p] != GaleShapley.NONE; place++) {
                    list.add(place);
                }
            }
            this.proposers[p] = list.stream().mapToInt(i -> i).toArray();
        }
        for (int place = 0; place < places.length; place++) {
            places[place] = receivers[receiverOf[place]];
        }
    }

    /**
     * All stable matchings: first the best for proposers, then by rotations.
     *
     * @param limit stop after so many
     * @return for each the receiver of every proposer, {@link GaleShapley#NONE} when it has none
     */
    public List<int[]> all(int limit) {
        long[] ones = new long[places.length];
        Arrays.fill(ones, 1);
        Set<List<Integer>> found = new LinkedHashSet<>();
        List<int[]> open = new ArrayList<>();
        open.add(GaleShapley.matchLists(proposers, places, ones));
        found.add(boxed(open.get(0)));
        for (int next = 0; next < open.size() && found.size() < limit; next++) {
            for (int[] rotated : rotated(open.get(next))) {
                if (found.size() < limit && found.add(boxed(rotated))) {
                    open.add(rotated);
                }
            }
        }
        List<int[]> matchings = new ArrayList<>();
        for (List<Integer> each : found) {
            matchings.add(each.stream()
                    .mapToInt(place -> place == GaleShapley.NONE ? GaleShapley.NONE : receiverOf[place])
                    .toArray());
        }
        return matchings;
    }

    private static List<Integer> boxed(int[] matched) {
        return Arrays.stream(matched).boxed().toList();
    }

    /** {@code matched} after each rotation that is exposed in it. */
    private List<int[]> rotated(int[] matched) {
        int[] holder = new int[places.length];
        Arrays.fill(holder, GaleShapley.NONE);
        for (int p = 0; p < matched.length; p++) {
            if (matched[p] != GaleShapley.NONE) {
                holder[matched[p]] = p;
            }
        }
        int[] wanted = new int[matched.length];
        for (int p = 0; p < matched.length; p++) {
            wanted[p] = matched[p] == GaleShapley.NONE ? GaleShapley.NONE : wantedBy(p, matched[p], holder);
        }
        List<int[]> results = new ArrayList<>();
        int[] colour = new int[matched.length];
        for (int p = 0; p < matched.length; p++) {
            int at = p;
            while (at != GaleShapley.NONE && colour[at] == 0) {
                colour[at] = p + 1;
                at = wanted[at] == GaleShapley.NONE ? GaleShapley.NONE : holder[wanted[at]];
            }
            if (at != GaleShapley.NONE && colour[at] == p + 1) {
                int[] moved = matched.clone();
                int each = at;
                do {
                    moved[each] = wanted[each];
                    each = holder[wanted[each]];
                } while (each != at);
                results.add(moved);
            }
        }
        return results;
    }

    /** The first place after its own that would rather have {@code p} than its holder; none when that is empty. */
    private int wantedBy(int p, int own, int[] holder) {
        boolean after = false;
        for (int place : proposers[p]) {
            if (after) {
                int[] ranks = rank[receiverOf[place]];
                if (holder[place] == GaleShapley.NONE) {
                    return GaleShapley.NONE;
                }
                if (ranks[p] < ranks[holder[place]]) {
                    return place;
                }
            }
            after |= place == own;
        }
        return GaleShapley.NONE;
    }

    /** The pairs that would rather have each other: {@code {proposer, receiver}}, by proposer. */
    public static List<int[]> blockingPairs(int[][] proposers, int[][] receivers, long[] room, int[] matched) {
        List<int[]> blocking = new ArrayList<>();
        for (int p = 0; p < proposers.length; p++) {
            for (int r : proposers[p]) {
                if (r == matched[p]) {
                    break;
                }
                List<Integer> list = Arrays.stream(receivers[r]).boxed().toList();
                int place = list.indexOf(p);
                List<Integer> held = new ArrayList<>();
                for (int other = 0; other < matched.length; other++) {
                    if (matched[other] == r) {
                        held.add(list.indexOf(other));
                    }
                }
                boolean better = held.size() < room[r]
                        || held.stream().max(Comparator.naturalOrder()).orElse(-1) > place;
                if (place >= 0 && better) {
                    blocking.add(new int[] {p, r});
                }
            }
        }
        return blocking;
    }
}
