package dev.walras.mechanisms.price;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The auction algorithm for the assignment problem, in exact fractions, with every choice spelled out.
 *
 * <p>The problem: assign persons to distinct items with the largest sum of values. Where there are at least as many
 * items as persons, everybody is assigned; with fewer items a person may go without, at a value of 0.
 *
 * <p>A person without an item bids for the item of largest net value {@code v - p} (the lowest index on ties) and
 * raises its price by the difference to the second largest net value plus epsilon; who held the item loses it. In
 * {@link Mode#GAUSS_SEIDEL} the person of lowest index bids, in {@link Mode#JACOBI} all who are without bid at the same
 * prices, and each item goes to its highest bid (the lowest index on ties). Who knows of one item only raises its price
 * by epsilon. After every bid each person is within epsilon of its best net value (epsilon complementary slackness), so
 * the sum of values is within persons x epsilon of the optimum: exact when values are whole and epsilon is less than 1
 * / persons.
 *
 * <p>Scaling runs the auction with a large epsilon first and divides it by a factor from phase to phase, each phase
 * beginning with the prices of the one before and nobody assigned; this cures price wars, which take value / epsilon
 * bids. Unless there are as many items as persons, that may leave unassigned items with prices; a reverse auction mends
 * it after every phase: such items lower their prices until they attract a person, or come down to the least price of
 * an assigned item (to 0 where persons may go without).
 *
 * <p>Unscaled, at most items x (value range / epsilon) bids; scaled, about persons x edges x log(persons x range).
 *
 * <p>Reference: D. P. Bertsekas, The auction algorithm: a distributed relaxation method for the assignment problem,
 * Annals of Operations Research 14, 1988, 105-123, doi:10.1007/BF02186476; D. P. Bertsekas and D. A. Castanon, A
 * forward/reverse auction algorithm for asymmetric assignment problems, Computational Optimization and Applications 1,
 * 1992, 277-297. {@code price.bertsekas-auction} runs the rule on markets, through a floor.
 */
public final class AssignmentAuction {
    /** Who bids at the same time. */
    public enum Mode {
        /** One after the other. */
        GAUSS_SEIDEL,
        /** All who are without an item. */
        JACOBI
    }

    /**
     * How to bid.
     *
     * @param mode who bids at the same time
     * @param epsilon the increment of the last phase, above 0
     * @param first the increment of the first phase, {@code epsilon} or more
     * @param factor the increment is divided by it from phase to phase, above 1; of no consequence without scaling
     */
    public record Rules(Mode mode, BigFraction epsilon, BigFraction first, BigFraction factor) {
        public Rules {
            if (epsilon.compareTo(BigFraction.ZERO) <= 0 || first.compareTo(epsilon) < 0) {
                throw new IllegalArgumentException(
                        "epsilon is " + epsilon + ", first " + first + "; they must be above 0 and not increase");
            }
            if (first.compareTo(epsilon) > 0 && factor.compareTo(BigFraction.ONE) <= 0) {
                throw new IllegalArgumentException("factor is " + factor + "; it must be above 1");
            }
        }

        /** One phase with {@code epsilon}. */
        public static Rules unscaled(Mode mode, BigFraction epsilon) {
            return new Rules(mode, epsilon, epsilon, BigFraction.ONE);
        }
    }

    /**
     * One bid.
     *
     * @param person who bids, or in a reverse auction whom an item attracts
     * @param item for what
     * @param price the item's new price if the bid wins
     * @param won whether the person holds the item after the bid
     * @param phase 0, 1, ... of scaling
     */
    public record Bid(int person, int item, BigFraction price, boolean won, int phase) {}

    /**
     * How it ended.
     *
     * @param items of the persons; -1 for none
     * @param prices of the items
     * @param value the sum of values
     * @param bids all of them, in order
     * @param rounds how many times persons bid at the same prices
     * @param phases of scaling
     */
    public record Result(
            List<Integer> items, List<BigFraction> prices, BigFraction value, List<Bid> bids, int rounds, int phases) {
        public Result {
            items = List.copyOf(items);
            prices = List.copyOf(prices);
            bids = List.copyOf(bids);
        }
    }

    private static final int NONE = -1;

    private final List<List<@Nullable BigFraction>> values;
    private final Rules rules;
    private final int persons;
    private final int items;
    private final boolean mayGoWithout;
    private final BigFraction[] prices;
    private final int[] itemOf;
    private final int[] holder;
    private final List<Bid> bids = new ArrayList<>();
    private BigFraction epsilon;
    private int rounds;
    private int phase;

    private AssignmentAuction(List<List<@Nullable BigFraction>> values, Rules rules) {
        this.values = values;
        this.rules = rules;
        this.persons = values.size();
        this.items = persons == 0 ? 0 : values.get(0).size();
        this.mayGoWithout = persons > items;
        this.prices = new BigFraction[items];
        this.itemOf = new int[persons];
        this.holder = new int[items];
        this.epsilon = rules.first();
        Arrays.fill(prices, BigFraction.ZERO);
    }

    /**
     * Runs the auction from prices of 0.
     *
     * @param values of every item to every person, null where a person cannot have an item; with at least as many items
     *     as persons there must be an assignment of all
     */
    public static Result run(List<List<@Nullable BigFraction>> values, Rules rules) {
        for (List<@Nullable BigFraction> row : values) {
            if (row.size() != values.get(0).size()) {
                throw new IllegalArgumentException("a person has values for " + row.size() + " items, the first for "
                        + values.get(0).size());
            }
        }
        return new AssignmentAuction(values, rules).result();
    }

    private Result result() {
        while (true) {
            Arrays.fill(itemOf, NONE);
            Arrays.fill(holder, NONE);
            forward();
            if (persons != items && persons > 0) {
                reverse();
            }
            if (epsilon.compareTo(rules.epsilon()) <= 0) {
                break;
            }
            BigFraction next = epsilon.divide(rules.factor());
            epsilon = next.compareTo(rules.epsilon()) < 0 ? rules.epsilon() : next;
            phase++;
        }
        BigFraction value = BigFraction.ZERO;
        List<Integer> assigned = new ArrayList<>();
        for (int i = 0; i < persons; i++) {
            assigned.add(Math.max(NONE, itemOf[i]));
            BigFraction worth = itemOf[i] >= 0 ? values.get(i).get(itemOf[i]) : null;
            value = worth == null ? value : value.add(worth);
        }
        return new Result(assigned, List.of(prices), value, bids, rounds, phase + 1);
    }

    /** Persons bid until everybody has an item, or has gone without. */
    private void forward() {
        while (true) {
            List<Bid> round = new ArrayList<>();
            for (int i = 0; i < persons && (round.isEmpty() || rules.mode() == Mode.JACOBI); i++) {
                Bid bid = itemOf[i] == NONE ? bid(i) : null;
                if (bid != null) {
                    round.add(bid);
                } else if (itemOf[i] == NONE) {
                    itemOf[i] = -2;
                }
            }
            if (round.isEmpty()) {
                return;
            }
            rounds++;
            settle(round);
        }
    }

    /** The bid of a person, null when it would rather go without. */
    private @Nullable Bid bid(int person) {
        int best = NONE;
        BigFraction most = BigFraction.ZERO;
        BigFraction second = mayGoWithout ? BigFraction.ZERO : null;
        for (int j = 0; j < items; j++) {
            BigFraction value = values.get(person).get(j);
            if (value == null) {
                continue;
            }
            BigFraction net = value.subtract(prices[j]);
            if (best == NONE ? !mayGoWithout || net.compareTo(BigFraction.ZERO) >= 0 : net.compareTo(most) > 0) {
                second = best == NONE ? second : most;
                best = j;
                most = net;
            } else if (second == null || net.compareTo(second) > 0) {
                second = net;
            }
        }
        if (best == NONE) {
            if (!mayGoWithout) {
                throw new IllegalArgumentException("person " + person + " can have no item");
            }
            return null;
        }
        BigFraction difference = second == null ? BigFraction.ZERO : most.subtract(second);
        requireBounded(prices[best]);
        return new Bid(person, best, prices[best].add(difference).add(epsilon), false, phase);
    }

    /** A price beyond all values by more than persons x (range + epsilon) proves that not all can be assigned. */
    private void requireBounded(BigFraction price) {
        if (mayGoWithout) {
            return;
        }
        BigFraction range = BigFraction.ONE;
        for (List<@Nullable BigFraction> row : values) {
            for (BigFraction value : row) {
                range = value != null && value.abs().compareTo(range) > 0 ? value.abs() : range;
            }
        }
        BigFraction most = range.multiply(2).add(rules.first()).multiply(2 * persons + 2);
        if (price.compareTo(most) > 0) {
            throw new IllegalArgumentException("there is no assignment of all " + persons + " persons to items");
        }
    }

    /** Each item goes to its highest bid, of the first person on ties. */
    private void settle(List<Bid> round) {
        Map<Integer, Bid> highest = new TreeMap<>();
        for (Bid bid : round) {
            highest.merge(bid.item(), bid, (one, other) -> other.price().compareTo(one.price()) > 0 ? other : one);
        }
        for (Bid bid : round) {
            boolean won = bid.equals(highest.get(bid.item()));
            bids.add(new Bid(bid.person(), bid.item(), bid.price(), won, phase));
            if (won) {
                assign(bid.person(), bid.item());
                prices[bid.item()] = bid.price();
            }
        }
    }

    private void assign(int person, int item) {
        if (holder[item] != NONE) {
            itemOf[holder[item]] = NONE;
        }
        if (itemOf[person] >= 0) {
            holder[itemOf[person]] = NONE;
        }
        holder[item] = person;
        itemOf[person] = item;
    }

    /** Items without a person lower their prices, or attract one, until none costs more than any item with one. */
    private void reverse() {
        BigFraction least = mayGoWithout ? BigFraction.ZERO : leastAssignedPrice();
        BigFraction[] gains = new BigFraction[persons];
        for (int i = 0; i < persons; i++) {
            BigFraction value = itemOf[i] < 0 ? null : values.get(i).get(itemOf[i]);
            gains[i] = value == null ? BigFraction.ZERO : value.subtract(prices[itemOf[i]]);
        }
        for (int j = dearest(least); j != NONE; j = dearest(least)) {
            attract(j, least, gains);
        }
    }

    private void attract(int item, BigFraction least, BigFraction[] gains) {
        int best = NONE;
        BigFraction most = BigFraction.ZERO;
        BigFraction second = null;
        for (int i = 0; i < persons; i++) {
            BigFraction value = values.get(i).get(item);
            if (value == null) {
                continue;
            }
            BigFraction offer = value.subtract(gains[i]);
            if (best == NONE || offer.compareTo(most) > 0) {
                second = best == NONE ? null : most;
                best = i;
                most = offer;
            } else if (second == null || offer.compareTo(second) > 0) {
                second = offer;
            }
        }
        if (best == NONE || least.compareTo(most.subtract(epsilon)) >= 0) {
            prices[item] = least;
            return;
        }
        BigFraction room = most.subtract(least);
        BigFraction ahead = second == null ? room : most.subtract(second).add(epsilon);
        BigFraction given = room.compareTo(ahead) < 0 ? room : ahead;
        prices[item] = most.subtract(given);
        gains[best] = gains[best].add(given);
        assign(best, item);
        rounds++;
        bids.add(new Bid(best, item, prices[item], true, phase));
    }

    private BigFraction leastAssignedPrice() {
        List<BigFraction> assigned = new ArrayList<>();
        for (int item : itemOf) {
            assigned.add(prices[item]);
        }
        return Collections.min(assigned);
    }

    /** The first item without a person whose price is above {@code least}. */
    private int dearest(BigFraction least) {
        for (int j = 0; j < items; j++) {
            if (holder[j] == NONE && prices[j].compareTo(least) > 0) {
                return j;
            }
        }
        return NONE;
    }
}
