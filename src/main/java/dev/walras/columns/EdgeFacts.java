package dev.walras.columns;

import java.io.Serializable;

/**
 * What must be known of a block to number its edges, and to say what a market asks of a mechanism.
 *
 * @param edges how many it has
 * @param mostSize the largest size of an edge, in units; 0 without edges
 * @param mostEdges the largest number of edges of a buyer
 */
public record EdgeFacts(int edges, int mostSize, int mostEdges) implements Serializable {
    /** No edges. */
    public static final EdgeFacts NONE = new EdgeFacts(0, 0, 0);

    /**
     * The facts of {@code block}.
     *
     * @throws ArithmeticException when it has more than 2^31 edges
     */
    public static EdgeFacts of(EdgeBlock block) {
        int mostSize = 0;
        for (int slot = 0; slot < block.slots(); slot++) {
            mostSize = Math.max(mostSize, block.size(slot));
        }
        return new EdgeFacts(Math.toIntExact(block.edges()), mostSize, block.buyers() == 0 ? 0 : block.degree(0));
    }
}
