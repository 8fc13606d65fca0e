package dev.walras.mechanisms.divisible;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Dominant resource fairness: everybody's largest share of any resource rises together, divided by weights.
 *
 * <p>{@link #fill} raises the dominant shares of all active users at one rate; a user freezes when any resource that it
 * needs is exhausted, or at its limit on tasks, and the others go on, so that nothing that somebody could use is left.
 * Exact, O(n^2 m). {@link #tasks} gives out whole tasks, the next one to the user with the lowest dominant share, ties
 * to the lower index; whoever's task does not fit any more is out, and the others go on. O(T log n) for <i>T</i> tasks
 * by a heap.
 *
 * <p>For users whose only use of resources is to run tasks of their kind, the divisible rule gives everybody at least
 * its part of every resource (sharing incentive), lets nobody envy another (by weight), wastes nothing, and rewards no
 * misreport of demands. Whole tasks keep this up to a task.
 *
 * <p>Reference: A. Ghodsi, M. Zaharia, B. Hindman, A. Konwinski, S. Shenker, I. Stoica, Dominant resource fairness:
 * fair allocation of multiple resource types, NSDI 2011; for zero demands and weights D. C. Parkes, A. D. Procaccia, N.
 * Shah, Beyond dominant resource fairness, ACM Transactions on Economics and Computation 3(1), 2015,
 * doi:10.1145/2739040. Use {@link FairShares#equalIncomes} where total output counts more than truthful demands.
 */
public final class DominantResourceFairness {
    private DominantResourceFairness() {}

    /**
     * One phase of filling.
     *
     * @param level the weighted dominant share of those who rose in it, at its end
     * @param tasks of each user at its end
     * @param frozen the users who froze at its end, in order
     */
    public record Phase(BigFraction level, List<BigFraction> tasks, List<Integer> frozen) {
        /** Copies. */
        public Phase {
            tasks = List.copyOf(tasks);
            frozen = List.copyOf(frozen);
        }
    }

    /** The tasks of each user, divisible. */
    public static List<BigFraction> fill(ResourceDemands demands) {
        List<Phase> phases = phases(demands);
        return phases.isEmpty()
                ? Fractions.zeros(1, demands.users()).get(0)
                : phases.get(phases.size() - 1).tasks();
    }

    /** Progressive filling, phase by phase; empty when nobody can run. */
    public static List<Phase> phases(ResourceDemands demands) {
        List<BigFraction> tasks = Fractions.zeros(1, demands.users()).get(0);
        List<BigFraction> left = new ArrayList<>(demands.capacities());
        List<Integer> active = new ArrayList<>();
        for (int i = 0; i < demands.users(); i++) {
            if (demands.canRun(i)) {
                active.add(i);
            }
        }
        List<Phase> phases = new ArrayList<>();
        BigFraction level = BigFraction.ZERO;
        while (!active.isEmpty()) {
            BigFraction rise = rise(demands, active, left);
            level = level.add(rise);
            for (int i : active) {
                BigFraction more = rate(demands, i).multiply(rise);
                tasks.set(i, tasks.get(i).add(more));
                for (int r = 0; r < left.size(); r++) {
                    left.set(
                            r,
                            left.get(r)
                                    .subtract(more.multiply(
                                            demands.demands().get(i).get(r))));
                }
            }
            List<Integer> frozen =
                    active.stream().filter(i -> starved(demands, i, left)).toList();
            active.removeAll(frozen);
            phases.add(new Phase(level, tasks, frozen));
        }
        return phases;
    }

    /** Tasks per unit of weighted dominant share. */
    private static BigFraction rate(ResourceDemands demands, int user) {
        return demands.weights().get(user).divide(demands.dominantShare(user));
    }

    /** How far the level can rise before a resource is exhausted. */
    private static BigFraction rise(ResourceDemands demands, List<Integer> active, List<BigFraction> left) {
        BigFraction least = null;
        for (int r = 0; r < left.size(); r++) {
            BigFraction use = BigFraction.ZERO;
            for (int i : active) {
                use = use.add(rate(demands, i).multiply(demands.demands().get(i).get(r)));
            }
            if (Fractions.sign(use) > 0) {
                BigFraction rise = left.get(r).divide(use);
                least = least == null ? rise : Fractions.min(least, rise);
            }
        }
        if (least == null) {
            throw new IllegalStateException("active users need nothing");
        }
        return least;
    }

    private static boolean starved(ResourceDemands demands, int user, List<BigFraction> left) {
        for (int r = 0; r < left.size(); r++) {
            if (Fractions.sign(left.get(r)) == 0
                    && Fractions.sign(demands.demands().get(user).get(r)) > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * One whole task given.
     *
     * @param user who gets it
     * @param dominantShare of the user after it, not weighted
     */
    public record Given(int user, BigFraction dominantShare) {}

    /**
     * Whole tasks, in the order in which they are given.
     *
     * @param most the most tasks of each user
     */
    public static List<Given> tasks(ResourceDemands demands, List<BigInteger> most) {
        record Turn(int user, BigFraction level) {}

        PriorityQueue<Turn> turns =
                new PriorityQueue<>(Comparator.comparing(Turn::level).thenComparingInt(Turn::user));
        List<BigFraction> left = new ArrayList<>(demands.capacities());
        long[] count = new long[demands.users()];
        for (int i = 0; i < demands.users(); i++) {
            if (demands.canRun(i)) {
                turns.add(new Turn(i, BigFraction.ZERO));
            }
        }
        List<Given> given = new ArrayList<>();
        while (!turns.isEmpty()) {
            int user = turns.remove().user();
            List<BigFraction> task = demands.demands().get(user);
            boolean fits = most.get(user).compareTo(BigInteger.valueOf(count[user])) > 0;
            for (int r = 0; r < left.size(); r++) {
                fits &= task.get(r).compareTo(left.get(r)) <= 0;
            }
            if (fits) {
                for (int r = 0; r < left.size(); r++) {
                    left.set(r, left.get(r).subtract(task.get(r)));
                }
                count[user]++;
                BigFraction share = demands.dominantShare(user).multiply(BigInteger.valueOf(count[user]));
                given.add(new Given(user, share));
                turns.add(new Turn(user, share.divide(demands.weights().get(user))));
            }
        }
        return given;
    }
}
