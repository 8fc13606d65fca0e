package dev.walras.columns;

import java.util.List;

/**
 * A market of choice held in the memory of one process: buyers that each take at most one of the offers they have an
 * edge to, and offers of limited capacity.
 *
 * <p>An allocation gives every edge <i>(i, j)</i> a fraction {@code x_ij >= 0} with {@code sum_j x_ij <= 1} for every
 * buyer and {@code sum_i size_ij x_ij <= capacity_j} for every offer; its welfare is {@code sum value_ij x_ij} ticks.
 * Whole allocations have fractions 0 and 1: one edge a buyer or none. Immutable.
 */
public final class EdgeMarket {
    private final EdgeTerms terms;
    private final List<EdgeBlock> blocks;
    private final long edges;

    /**
     * The market of {@code terms} with these blocks.
     *
     * @throws IllegalArgumentException when the blocks are not those that the terms speak of
     */
    public EdgeMarket(EdgeTerms terms, List<EdgeBlock> blocks) {
        this.terms = terms;
        this.blocks = List.copyOf(blocks);
        if (blocks.size() != terms.blocks()) {
            throw new IllegalArgumentException(blocks.size() + " blocks where " + terms + " has " + terms.blocks());
        }
        long sum = 0;
        for (int b = 0; b < blocks.size(); b++) {
            check(b, blocks.get(b));
            sum += blocks.get(b).edges();
        }
        this.edges = sum;
    }

    private void check(int index, EdgeBlock block) {
        if (block.buyers() != terms.buyersOf(index)) {
            throw new IllegalArgumentException("block " + index + " has " + block.buyers() + " buyers where " + terms
                    + " has " + terms.buyersOf(index));
        }
        for (int slot = 0; slot < block.slots(); slot++) {
            if (block.offer(slot) >= terms.offers()
                    || block.value(slot) > terms.mostValue()
                    || block.size(slot) > terms.mostSize()) {
                throw new IllegalArgumentException("block " + index + " has an edge to offer " + block.offer(slot)
                        + " worth " + block.value(slot) + " ticks that takes " + block.size(slot) + " units, beyond "
                        + terms);
            }
        }
    }

    /** Offers, capacities, scale and cut. */
    public EdgeTerms terms() {
        return terms;
    }

    /** The blocks, in order of their buyers. */
    public List<EdgeBlock> blocks() {
        return blocks;
    }

    /** The number of edges. */
    public long edges() {
        return edges;
    }

    /** Bytes of the columns of all blocks. */
    public long bytes() {
        return blocks.stream().mapToLong(EdgeBlock::bytes).sum();
    }

    @Override
    public String toString() {
        return "EdgeMarket[" + terms.buyers() + " buyers, " + terms.offers() + " offers, " + edges + " edges]";
    }
}
