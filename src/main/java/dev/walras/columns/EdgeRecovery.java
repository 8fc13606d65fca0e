package dev.walras.columns;

import java.util.Arrays;

/**
 * Makes a whole allocation of prices: buyers come one after the other, and each takes, of its edges that fit into what
 * is left, the one of largest margin at the prices; of equal ones the first.
 *
 * <p>They come in four rounds, each in the order of the blocks: in the first those who gain at least a tenth of their
 * largest value, in the second those who gain a hundredth, in the third those who do not lose, in the fourth all who
 * take nothing yet, as what is left would be worth nothing to anybody. So those whom the prices leave indifferent do
 * not stand in the way of others.
 *
 * <p>Four passes over the edges, by one thread; exact in whole numbers of 64 bits.
 */
public final class EdgeRecovery {
    /** The least gain of each round, in thousandths of the largest value; in the last, any loss. */
    private static final long[] ROUNDS = {100, 10, 0, Long.MIN_VALUE};

    private static final long LARGE_LOSS = Long.MIN_VALUE + 1;

    private final EdgeTerms terms;
    private final long[] prices;
    private final long[] left;

    /**
     * Nothing is taken yet.
     *
     * @param prices micros a unit, one an offer, 0 or more
     */
    public EdgeRecovery(EdgeTerms terms, long[] prices) {
        this(terms, prices, capacities(terms));
    }

    /**
     * Others, who came before, have left something.
     *
     * @param left units left of each offer, copied
     */
    public EdgeRecovery(EdgeTerms terms, long[] prices, long[] left) {
        this.terms = terms;
        this.prices = prices.clone();
        this.left = left.clone();
    }

    private static long[] capacities(EdgeTerms terms) {
        long[] capacities = new long[terms.offers()];
        Arrays.setAll(capacities, terms::capacity);
        return capacities;
    }

    /** The fills of a whole market. */
    public static EdgeFills fills(EdgeMarket market, long[] prices) {
        EdgeRecovery recovery = new EdgeRecovery(market.terms(), prices);
        EdgeFills fills = new EdgeFills(market.terms());
        for (int round = 0; round < ROUNDS.length; round++) {
            for (int block = 0; block < market.blocks().size(); block++) {
                recovery.serve(round, market.blocks().get(block), fills.ofBlock(block));
            }
        }
        return fills;
    }

    /** The number of rounds; in each, blocks are to be served in order. */
    public static int rounds() {
        return ROUNDS.length;
    }

    /** Lets the buyers of a block who take nothing yet, and whose turn it is, take their best edge that fits. */
    public void serve(int round, EdgeBlock block, short[] choices) {
        for (int buyer = 0; buyer < choices.length; buyer++) {
            if (choices[buyer] == EdgeFills.NONE) {
                choices[buyer] = (short) take(round, block, buyer);
            }
        }
    }

    private int take(int round, EdgeBlock block, int buyer) {
        long tick = terms.tickMicros();
        int width = block.width(buyer / EdgeBlock.LANES);
        long best = Long.MIN_VALUE;
        int most = 0;
        int chosen = EdgeFills.NONE;
        for (int i = 0; i < width; i++) {
            int slot = block.slot(buyer, i);
            int size = block.size(slot);
            most = Math.max(most, block.value(slot));
            if (size > 0 && size <= left[block.offer(slot)]) {
                long margin = margin(tick * block.value(slot), size, prices[block.offer(slot)]);
                if (margin > best) {
                    best = margin;
                    chosen = i;
                }
            }
        }
        if (chosen == EdgeFills.NONE || best < least(round, tick * most)) {
            return EdgeFills.NONE;
        }
        int slot = block.slot(buyer, chosen);
        left[block.offer(slot)] -= block.size(slot);
        return chosen;
    }

    private static long least(int round, long worth) {
        return ROUNDS[round] > 0 ? worth / 1000 * ROUNDS[round] : ROUNDS[round];
    }

    private static long margin(long worth, long size, long price) {
        long cost = size * price;
        return Math.multiplyHigh(size, price) != 0 || cost < 0 ? LARGE_LOSS : worth - cost;
    }

    /** A copy of what is left of each offer, in units. */
    public long[] left() {
        return left.clone();
    }

    /** Units left of {@code offer}. */
    public long left(int offer) {
        return left[offer];
    }
}
