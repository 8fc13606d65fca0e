package dev.walras.columns;

import java.util.Arrays;

/**
 * Numbers the edges of a block from 0: buyer after buyer, and of each in the order of its edges. Keeps 4 bytes for
 * sixteen buyers, and not the block.
 */
public final class EdgeHandles {
    private final int[] firstOfSlice;

    /** The numbers of the edges of {@code block}. */
    public EdgeHandles(EdgeBlock block) {
        this.firstOfSlice = new int[block.slices()];
        int count = 0;
        for (int buyer = 0; buyer < block.buyers(); buyer++) {
            if (buyer % EdgeBlock.LANES == 0) {
                firstOfSlice[buyer / EdgeBlock.LANES] = count;
            }
            count = Math.addExact(count, block.degree(buyer));
        }
    }

    /** The number of the first edge of {@code buyer} of the same block; of one without edges, of the next buyer. */
    public int first(EdgeBlock block, int buyer) {
        int first = firstOfSlice[buyer / EdgeBlock.LANES];
        for (int before = buyer - buyer % EdgeBlock.LANES; before < buyer; before++) {
            first += block.degree(before);
        }
        return first;
    }

    /**
     * Which of its edges each buyer of {@code block} takes, when these edges are taken; {@link EdgeFills#NONE} if none.
     *
     * @param taken numbers of edges, rising
     * @throws IllegalArgumentException when a buyer takes two, or there is no such edge
     */
    public static short[] choices(EdgeBlock block, int[] taken) {
        short[] choices = new short[block.buyers()];
        Arrays.fill(choices, (short) EdgeFills.NONE);
        int next = 0;
        int first = 0;
        for (int buyer = 0; buyer < choices.length && next < taken.length; buyer++) {
            int end = first + block.degree(buyer);
            for (; next < taken.length && taken[next] < end; next++) {
                int edge = taken[next] - first;
                if (choices[buyer] != EdgeFills.NONE || edge < 0 || edge > Short.MAX_VALUE) {
                    throw new IllegalArgumentException(
                            "buyer " + buyer + " of a block takes edges " + choices[buyer] + " and " + edge);
                }
                choices[buyer] = (short) edge;
            }
            first = end;
        }
        if (next < taken.length) {
            throw new IllegalArgumentException("a block of " + block.edges() + " edges has no edge " + taken[next]);
        }
        return choices;
    }
}
