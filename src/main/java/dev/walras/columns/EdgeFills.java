package dev.walras.columns;

/**
 * Which of its edges each buyer takes: a whole allocation, as it is written down. Two bytes a buyer. Different blocks
 * may be written by different threads.
 */
public final class EdgeFills {
    /** A buyer that takes no edge. */
    public static final int NONE = -1;

    private final short[][] chosen;

    /** Nobody takes anything. */
    public EdgeFills(EdgeTerms terms) {
        this.chosen = new short[terms.blocks()][];
        for (int block = 0; block < chosen.length; block++) {
            chosen[block] = new short[terms.buyersOf(block)];
            java.util.Arrays.fill(chosen[block], (short) NONE);
        }
    }

    /** Which of its edges {@code buyer} of {@code block} takes, {@link #NONE} if none. */
    public int edge(int block, int buyer) {
        return chosen[block][buyer];
    }

    /**
     * Lets {@code buyer} of {@code block} take its edge {@code i}, or {@link #NONE}.
     *
     * @throws IllegalArgumentException when {@code i} is above 32767
     */
    public void take(int block, int buyer, int i) {
        if (i < NONE || i > Short.MAX_VALUE) {
            throw new IllegalArgumentException("edge " + i + " of buyer " + buyer + " of block " + block);
        }
        chosen[block][buyer] = (short) i;
    }

    /** The number of blocks. */
    public int blocks() {
        return chosen.length;
    }

    /** The choices of one block, shared and not copied. */
    short[] ofBlock(int block) {
        return chosen[block];
    }
}
