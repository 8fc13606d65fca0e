package dev.walras.bidding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A bid: a package for a value, or a choice among bids. A tree of these is the language TBBL, of which the common
 * languages are special cases.
 *
 * <p>A bid is <i>satisfied</i> or not: a {@link Leaf} when one of its lots or more is traded, a {@link Choice} when at
 * least {@code least} and at most {@code most} of its children are. What a bidder gains is the sum of the values of all
 * satisfied nodes whose ancestors are satisfied, too; others count nothing and trade nothing. No unit serves two
 * leaves. A bidder whose tree is not satisfied trades nothing and gains 0; what it receives beyond its leaves is
 * disposed of freely.
 *
 * <p>Reference: N. Nisan, Bidding languages for combinatorial auctions, in Combinatorial Auctions, MIT Press, 2006; B.
 * Lubin, A. Juda, R. Cavallo, S. Lahaie, J. Shneidman, D. C. Parkes, ICE: an expressive iterative combinatorial
 * exchange, Journal of Artificial Intelligence Research 33, 2008, 33-77, doi:10.1613/jair.2440.
 */
public sealed interface Bid {
    /**
     * A package.
     *
     * @param units by good, received (+) or given (-) with every lot, none 0, at least one
     * @param dummies items that exist once for the bidder alone: bids that share one exclude each other (OR*)
     * @param minLots the fewest lots traded, 1 or more
     * @param maxLots the most lots traded, {@code minLots} or more
     * @param valueMicrosPerLot what a lot is worth, in micros; negative is a cost
     */
    record Leaf(
            SortedMap<String, Long> units,
            SortedSet<String> dummies,
            long minLots,
            long maxLots,
            long valueMicrosPerLot)
            implements Bid {
        public Leaf {
            units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
            dummies = Collections.unmodifiableSortedSet(new TreeSet<>(dummies));
            if (units.isEmpty() || units.containsValue(0L)) {
                throw new IllegalArgumentException("a package must receive or give every good it names: " + units);
            }
            if (minLots < 1 || maxLots < minLots) {
                throw new IllegalArgumentException("lots " + minLots + " .. " + maxLots + " of package " + units
                        + " are not a range of 1 or more");
            }
        }
    }

    /**
     * A choice: interval-choose IC(least, most) of TBBL.
     *
     * @param least how many children must be satisfied, 0 or more
     * @param most how many may be, {@code least} or more and 1 or more
     * @param valueMicros what the choice is worth besides its children, in micros, once it is satisfied
     * @param children what is chosen from, in order
     */
    record Choice(int least, int most, long valueMicros, List<Bid> children) implements Bid {
        public Choice {
            children = List.copyOf(children);
            if (least < 0 || most < Math.max(1, least)) {
                throw new IllegalArgumentException(
                        "choice of " + least + " .. " + most + ": the least must be 0 or more, the most 1 or more");
            }
        }
    }

    /** One lot of {@code units}, worth {@code valueMicros}. */
    static Leaf leaf(Map<String, Long> units, long valueMicros) {
        return new Leaf(new TreeMap<>(units), new TreeSet<>(), 1, 1, valueMicros);
    }

    /** One unit of each of {@code goods}, together worth {@code valueMicros}. */
    static Leaf all(List<String> goods, long valueMicros) {
        SortedMap<String, Long> units = new TreeMap<>();
        goods.forEach(good -> units.merge(good, 1L, Long::sum));
        return new Leaf(units, new TreeSet<>(), 1, 1, valueMicros);
    }

    /** Any of {@code bids}, each for itself. */
    static Choice or(List<? extends Bid> bids) {
        return new Choice(0, Math.max(1, bids.size()), 0, List.copyOf(bids));
    }

    /** One of {@code bids} at most. */
    static Choice xor(List<? extends Bid> bids) {
        return new Choice(0, 1, 0, List.copyOf(bids));
    }

    /** All of {@code bids} or none. */
    static Choice and(List<? extends Bid> bids) {
        return new Choice(bids.size(), Math.max(1, bids.size()), 0, List.copyOf(bids));
    }

    /**
     * Up to {@code k} goods, one unit of each, each for its own value: unit demand when {@code k} is 1.
     *
     * @param valueMicros by good
     */
    static Choice demand(int k, Map<String, Long> valueMicros) {
        List<Bid> leaves = new ArrayList<>();
        valueMicros.forEach((good, value) -> leaves.add(all(List.of(good), value)));
        return new Choice(0, k, 0, leaves);
    }

    /**
     * Up to {@code units} of every good, each unit for its own value.
     *
     * @param valueMicros of a unit, by good
     */
    static Choice additive(long units, Map<String, Long> valueMicros) {
        List<Bid> leaves = new ArrayList<>();
        valueMicros.forEach((good, value) ->
                leaves.add(new Leaf(new TreeMap<>(Map.of(good, 1L)), new TreeSet<>(), 1, units, value)));
        return or(leaves);
    }
}
