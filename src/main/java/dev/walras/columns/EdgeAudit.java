package dev.walras.columns;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Judges prices and whole allocations of a market of choice, exactly and in whole numbers only; shares no code with
 * what finds them.
 *
 * <p><b>The bound.</b> At any prices <i>p</i> of 0 or more, {@code sum_j p_j capacity_j + sum_i max(0, max_j (value_ij
 * - size_ij p_j))} is at least the welfare of every allocation, fractional ones too (weak duality).
 *
 * <p>A block is judged by itself ({@link #surplus}, {@link #taken}) and the parts are added up, so that a market may
 * lie on many machines.
 */
public final class EdgeAudit {
    private EdgeAudit() {}

    /**
     * A sum of amounts of money of a block, in micros: {@code high x 2^32 + low}.
     *
     * @param high sum of the upper halves
     * @param low sum of the lower halves, each from 0 to 2^32 - 1
     */
    public record Surplus(long high, long low) implements Serializable {
        /** Nothing. */
        public static final Surplus NONE = new Surplus(0, 0);

        /** The sum of both. */
        public Surplus plus(Surplus other) {
            return new Surplus(Math.addExact(high, other.high), Math.addExact(low, other.low));
        }

        /** The amount, in micros. */
        public BigInteger micros() {
            return BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
        }
    }

    /**
     * What buyers gain at most by their best edges at prices.
     *
     * @param prices micros a unit, one an offer, 0 or more
     */
    public static Surplus surplus(EdgeTerms terms, EdgeBlock block, long[] prices) {
        check(terms, prices);
        long high = 0;
        long low = 0;
        for (int buyer = 0; buyer < block.buyers(); buyer++) {
            long best = 0;
            int width = block.width(buyer / EdgeBlock.LANES);
            for (int i = 0; i < width; i++) {
                int slot = block.slot(buyer, i);
                best = Math.max(
                        best,
                        margin(terms.tickMicros() * block.value(slot), block.size(slot), prices[block.offer(slot)]));
            }
            high += best >>> 32;
            low += best & 0xFFFF_FFFFL;
        }
        return new Surplus(high, low);
    }

    /** {@code worth - size x price}; any negative number when that is below 0. */
    private static long margin(long worth, long size, long price) {
        long cost = size * price;
        return Math.multiplyHigh(size, price) != 0 || cost < 0 ? -1 : worth - cost;
    }

    /** What capacities cost at prices, in micros. */
    public static BigInteger rent(EdgeTerms terms, long[] prices) {
        check(terms, prices);
        BigInteger rent = BigInteger.ZERO;
        for (int j = 0; j < prices.length; j++) {
            if (prices[j] > 0 && terms.capacity(j) > 0) {
                rent = rent.add(BigInteger.valueOf(prices[j]).multiply(BigInteger.valueOf(terms.capacity(j))));
            }
        }
        return rent;
    }

    private static void check(EdgeTerms terms, long[] prices) {
        if (prices.length != terms.offers()) {
            throw new IllegalArgumentException(prices.length + " prices for " + terms.offers() + " offers");
        }
        for (int j = 0; j < prices.length; j++) {
            if (prices[j] < 0) {
                throw new IllegalArgumentException("the price of offer " + j + " is " + prices[j] + " micros");
            }
        }
    }

    /** The bound on welfare at prices, in micros. */
    public static BigInteger bound(EdgeMarket market, long[] prices) {
        Surplus surplus = market.blocks().parallelStream()
                .map(block -> surplus(market.terms(), block, prices))
                .reduce(Surplus.NONE, Surplus::plus);
        return rent(market.terms(), prices).add(surplus.micros());
    }

    /**
     * What the buyers of a block take.
     *
     * @param welfareTicks what it is worth to them
     * @param served how many of them take an edge
     */
    public record Taken(long welfareTicks, long served) implements Serializable {
        /** Nothing. */
        public static final Taken NONE = new Taken(0, 0);

        /** The sum of both. */
        public Taken plus(Taken other) {
            return new Taken(Math.addExact(welfareTicks, other.welfareTicks), served + other.served);
        }
    }

    /**
     * Adds up what the buyers of a block take.
     *
     * @param choices the edge of each buyer, {@link EdgeFills#NONE} if none
     * @param load units taken of each offer, added to
     * @throws IllegalArgumentException when a buyer takes an edge it does not have
     */
    public static Taken taken(EdgeBlock block, short[] choices, long[] load) {
        if (choices.length != block.buyers()) {
            throw new IllegalArgumentException(choices.length + " choices of " + block.buyers() + " buyers");
        }
        long welfare = 0;
        long served = 0;
        for (int buyer = 0; buyer < choices.length; buyer++) {
            int i = choices[buyer];
            if (i == EdgeFills.NONE) {
                continue;
            }
            if (i < 0 || i >= block.degree(buyer)) {
                throw new IllegalArgumentException(
                        "buyer " + buyer + " of a block takes edge " + i + " of its " + block.degree(buyer));
            }
            int slot = block.slot(buyer, i);
            welfare = Math.addExact(welfare, block.value(slot));
            load[block.offer(slot)] = Math.addExact(load[block.offer(slot)], block.size(slot));
            served++;
        }
        return new Taken(welfare, served);
    }

    /** Offers that give more than they have, in order; none in a feasible allocation. */
    public static List<Integer> overloaded(EdgeTerms terms, long[] load) {
        List<Integer> found = new ArrayList<>();
        for (int j = 0; j < load.length; j++) {
            if (load[j] > terms.capacity(j)) {
                found.add(j);
            }
        }
        return Collections.unmodifiableList(found);
    }

    /**
     * What is true of a whole allocation.
     *
     * @param welfareMicros what it is worth
     * @param served buyers that take an edge
     * @param overloaded offers that give more than they have: empty when it is feasible
     */
    public record Judgement(BigInteger welfareMicros, long served, List<Integer> overloaded) {
        public Judgement {
            overloaded = List.copyOf(overloaded);
        }
    }

    /** Judges a whole allocation. */
    public static Judgement judge(EdgeMarket market, EdgeFills fills) {
        long[] load = new long[market.terms().offers()];
        Taken taken = Taken.NONE;
        for (int block = 0; block < market.blocks().size(); block++) {
            taken = taken.plus(taken(market.blocks().get(block), fills.ofBlock(block), load));
        }
        return judgement(market.terms(), taken, load);
    }

    /** The judgement of a whole allocation whose parts are added up. */
    public static Judgement judgement(EdgeTerms terms, Taken taken, long[] load) {
        BigInteger welfare = BigInteger.valueOf(taken.welfareTicks()).multiply(BigInteger.valueOf(terms.tickMicros()));
        return new Judgement(welfare, taken.served(), overloaded(terms, load));
    }
}
