package dev.walras.spark;

import dev.walras.columns.EdgeBlock;
import java.io.Serializable;

/**
 * A block of a market with its place in it. Blocks are drawn, or made of the rows of a table, where they are needed.
 * Immutable.
 */
public final class PlacedBlock implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int[] AS_THEY_ARE = {};

    private final int index;
    private final EdgeBlock block;
    private final int[] buyers;

    /** Block {@code index} of a market, whose buyers stand in it in their order. */
    public PlacedBlock(int index, EdgeBlock block) {
        this(index, block, AS_THEY_ARE);
    }

    /**
     * Block {@code index} of a market.
     *
     * @param buyers which of the buyers of the block stands at each position; empty where they stand in order
     */
    PlacedBlock(int index, EdgeBlock block, int[] buyers) {
        this.index = index;
        this.block = block;
        this.buyers = buyers;
    }

    /** Which block of its market this is, from 0. */
    public int index() {
        return index;
    }

    /** The block. */
    public EdgeBlock block() {
        return block;
    }

    /** The number, in the table, of the buyer at {@code position}, counted from the first buyer of the block. */
    int buyer(int position) {
        return buyers.length == 0 ? position : buyers[position];
    }
}
