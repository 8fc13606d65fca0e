package dev.walras.columns;

import java.io.Serializable;
import java.util.Arrays;

/** Which edge each buyer of a block wants at some prices: twelve bytes a buyer. Immutable. */
public final class EdgeWishes implements Serializable {
    /** A buyer that wants no edge. */
    public static final int NONE = -1;

    private static final long serialVersionUID = 1;

    private final int[] edge;
    private final int[] offer;
    private final int[] size;

    private EdgeWishes(int buyers) {
        this.edge = new int[buyers];
        this.offer = new int[buyers];
        this.size = new int[buyers];
        Arrays.fill(edge, NONE);
    }

    /** So many buyers, who want nothing. */
    public static EdgeWishes none(int buyers) {
        return new EdgeWishes(buyers);
    }

    /**
     * What the buyers of {@code block} want: each its edge of largest positive margin, the first of equal ones.
     *
     * @param prices micros a unit, one an offer, 0 or more
     */
    public static EdgeWishes of(EdgeTerms terms, EdgeBlock block, long[] prices) {
        EdgeWishes wishes = new EdgeWishes(block.buyers());
        int first = 0;
        for (int buyer = 0; buyer < block.buyers(); buyer++) {
            int best = EdgeChoice.best(terms, block, buyer, prices);
            if (best >= 0) {
                int slot = block.slot(buyer, best);
                wishes.edge[buyer] = first + best;
                wishes.offer[buyer] = block.offer(slot);
                wishes.size[buyer] = block.size(slot);
            }
            first += block.degree(buyer);
        }
        return wishes;
    }

    /** How many buyers there are. */
    public int buyers() {
        return edge.length;
    }

    /** The number of the edge that {@code buyer} wants, as {@link EdgeHandles} has it; {@link #NONE} if none. */
    public int edge(int buyer) {
        return edge[buyer];
    }

    /** The offer of that edge. */
    public int offer(int buyer) {
        return offer[buyer];
    }

    /** The units that edge takes. */
    public int size(int buyer) {
        return size[buyer];
    }
}
