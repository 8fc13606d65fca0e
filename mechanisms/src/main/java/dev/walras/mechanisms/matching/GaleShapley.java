package dev.walras.mechanisms.matching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deferred acceptance between proposers, who want one option each, and receivers with room for several.
 *
 * <p>Options are what a proposer can propose: a receiver, the rank that the receiver gives it, and the room it takes. A
 * free proposer, first in first out, proposes the next option of its list. The receiver looks at the option and those
 * it holds by rank, keeps each that still fits beside the better ones kept, and rejects the rest, whose proposers are
 * free again. What is rejected is never proposed again.
 *
 * <p>Each option is proposed at most once: O(n log n) for <i>n</i> options when they take equal room; with unequal room
 * a proposal may look at all that its receiver holds. If no receiver ranks an option above one of its own that takes
 * less room - in particular with equal room - the result is stable (no proposer prefers an option to its own that the
 * receiver would accept, if need be instead of worse ones), best for all proposers among stable ones, and the same in
 * whatever order proposals are made. With other ranks a stable matching need not exist, and the result may be blocked
 * by one who was rejected for want of room that became free later.
 *
 * <p>Reference: D. Gale, L. S. Shapley, College admissions and the stability of marriage, American Mathematical Monthly
 * 69(1), 1962, 9-15, doi:10.2307/2312726. Differs from it in that places have sizes; for what that breaks, B. C. Dean,
 * M. X. Goemans, N. Immorlica, The unsplittable stable marriage problem, IFIP TCS 2006. Not thread-safe; {@link #match}
 * may be called once.
 */
public final class GaleShapley {
    /** Matched with nothing. */
    public static final int NONE = -1;

    private final long[] room;
    private final List<Option> options = new ArrayList<>();
    private final List<TreeMap<Integer, Integer>> held = new ArrayList<>();
    private long proposals;

    private record Option(int receiver, int rank, long size) {}

    /**
     * Between proposers and as many receivers as {@code room} has entries.
     *
     * @param room how much each receiver can hold, 0 or more
     */
    public GaleShapley(long[] room) {
        this.room = room.clone();
        for (long r : room) {
            if (r < 0) {
                throw new IllegalArgumentException("room is " + r + "; it must be 0 or more");
            }
            held.add(new TreeMap<>());
        }
    }

    /**
     * Adds an option and returns its number: 0, 1, ...
     *
     * @param receiver who would accept it
     * @param rank how the receiver ranks it: lower is better; different from its other options
     * @param size the room it takes, 1 or more
     */
    public int option(int receiver, int rank, long size) {
        if (receiver < 0 || receiver >= room.length || size < 1) {
            throw new IllegalArgumentException(
                    "option of receiver " + receiver + " (of " + room.length + ") and size " + size);
        }
        options.add(new Option(receiver, rank, size));
        return options.size() - 1;
    }

    /** How many proposals were made. */
    public long proposals() {
        return proposals;
    }

    /**
     * Matches the proposers.
     *
     * @param lists for every proposer its options, best first; an option belongs to one proposer
     * @return the option of every proposer, {@link #NONE} when all of its were rejected
     */
    public int[] match(int[][] lists) {
        int[] proposer = new int[options.size()];
        for (int p = 0; p < lists.length; p++) {
            for (int option : lists[p]) {
                proposer[option] = p;
            }
        }
        int[] next = new int[lists.length];
        int[] matched = new int[lists.length];
        Arrays.fill(matched, NONE);
        Deque<Integer> free = new ArrayDeque<>();
        for (int p = 0; p < lists.length; p++) {
            free.add(p);
        }
        for (Integer p = free.poll(); p != null; p = free.poll()) {
            if (next[p] == lists[p].length) {
                continue;
            }
            int option = lists[p][next[p]++];
            proposals++;
            matched[p] = option;
            for (int rejected : propose(option)) {
                matched[proposer[rejected]] = NONE;
                free.add(proposer[rejected]);
            }
        }
        return matched;
    }

    /** Lets the receiver of {@code option} choose; returns what it rejects, best first. */
    private List<Integer> propose(int option) {
        Option offered = options.get(option);
        int receiver = offered.receiver;
        TreeMap<Integer, Integer> holds = held.get(receiver);
        Deque<Integer> displaced = new ArrayDeque<>();
        while (offered.size > room[receiver] && !holds.isEmpty() && holds.lastKey() > offered.rank) {
            Map.Entry<Integer, Integer> worst = holds.pollLastEntry();
            room[receiver] += options.get(worst.getValue()).size;
            displaced.addFirst(worst.getValue());
        }
        displaced.addFirst(option);
        List<Integer> rejected = new ArrayList<>();
        for (int candidate : displaced) {
            Option each = options.get(candidate);
            if (each.size <= room[receiver]) {
                room[receiver] -= each.size;
                holds.put(each.rank, candidate);
            } else {
                rejected.add(candidate);
            }
        }
        return rejected;
    }

    /**
     * Matches by explicit preference lists, one place each proposer; who is missing from a list is unacceptable.
     *
     * @param proposers for every proposer receivers, best first
     * @param receivers for every receiver proposers, best first
     * @param places how many proposers each receiver can take
     * @return the receiver of every proposer, {@link #NONE} when it has none
     */
    public static int[] matchLists(int[][] proposers, int[][] receivers, long[] places) {
        GaleShapley rule = new GaleShapley(places);
        int[][] rank = new int[receivers.length][proposers.length];
        for (int r = 0; r < receivers.length; r++) {
            Arrays.fill(rank[r], NONE);
            for (int i = 0; i < receivers[r].length; i++) {
                rank[r][receivers[r][i]] = i;
            }
        }
        int[][] lists = new int[proposers.length][];
        for (int p = 0; p < proposers.length; p++) {
            int proposer = p;
            lists[p] = Arrays.stream(proposers[p])
                    .filter(r -> rank[r][proposer] != NONE)
                    .map(r -> rule.option(r, rank[r][proposer], 1))
                    .toArray();
        }
        int[] matched = rule.match(lists);
        return Arrays.stream(matched)
                .map(option -> option == NONE ? NONE : rule.options.get(option).receiver)
                .toArray();
    }
}
