package dev.walras.solver.edge;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeTerms;
import java.math.BigInteger;

/**
 * A fractional allocation of a market of choice in whole numbers: the share of every edge in units of 2^-30, so that
 * feasibility and welfare are decided exactly. Four bytes a slot.
 */
public final class EdgeShares {
    /** The bits of a share. */
    public static final int BITS = 30;

    /** An edge taken entirely. */
    public static final int WHOLE = 1 << BITS;

    private static final long MASK = WHOLE - 1L;

    private final EdgeMarket market;
    private final int[][] share;

    /** Nobody takes anything. */
    public EdgeShares(EdgeMarket market) {
        this.market = market;
        this.share = new int[market.blocks().size()][];
        for (int b = 0; b < share.length; b++) {
            share[b] = new int[market.blocks().get(b).slots()];
        }
    }

    /** The share of the edge at {@code slot} of {@code block}, 0 to {@link #WHOLE}. */
    public int at(int block, int slot) {
        return share[block][slot];
    }

    /** Sets the share of the edge at {@code slot} of {@code block}. */
    public void set(int block, int slot, int units) {
        if (units < 0 || units > WHOLE) {
            throw new IllegalArgumentException("a share of " + units + " / 2^" + BITS);
        }
        share[block][slot] = units;
    }

    /** The welfare, in ticks times 2^30. */
    public BigInteger welfare() {
        long whole = 0;
        long rest = 0;
        for (int b = 0; b < share.length; b++) {
            EdgeBlock block = market.blocks().get(b);
            for (int slot = 0; slot < share[b].length; slot++) {
                long part = (long) share[b][slot] * block.value(slot);
                whole += part >>> BITS;
                rest += part & MASK;
            }
        }
        return BigInteger.valueOf(whole).shiftLeft(BITS).add(BigInteger.valueOf(rest));
    }

    /** How many edges are taken in part. */
    public long split() {
        long count = 0;
        for (int[] block : share) {
            for (int units : block) {
                count += units > 0 && units < WHOLE ? 1 : 0;
            }
        }
        return count;
    }

    /** Whether no buyer takes more than one edge's worth and no offer gives more than it has; exactly. */
    public boolean feasible() {
        EdgeTerms terms = market.terms();
        long[] whole = new long[terms.offers()];
        long[] rest = new long[terms.offers()];
        for (int b = 0; b < share.length; b++) {
            EdgeBlock block = market.blocks().get(b);
            for (int buyer = 0; buyer < block.buyers(); buyer++) {
                long taken = 0;
                int width = block.width(buyer / EdgeBlock.LANES);
                for (int i = 0; i < width; i++) {
                    int slot = block.slot(buyer, i);
                    long part = (long) share[b][slot] * block.size(slot);
                    taken += share[b][slot];
                    whole[block.offer(slot)] += part >>> BITS;
                    rest[block.offer(slot)] += part & MASK;
                }
                if (taken > WHOLE) {
                    return false;
                }
            }
        }
        for (int j = 0; j < whole.length; j++) {
            long units = whole[j] + (rest[j] >>> BITS) + ((rest[j] & MASK) > 0 ? 1 : 0);
            if (units > terms.capacity(j)) {
                return false;
            }
        }
        return true;
    }
}
