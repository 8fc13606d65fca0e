package dev.walras.columns;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The edges of some consecutive buyers of a market of choice, each with its offer, value and size.
 *
 * <p><b>Layout</b> (sliced ELLPACK): buyers come in order of falling number of edges, {@value #LANES} of them make a
 * slice, and the i-th edges of the buyers of a slice lie next to each other, so that a vector register holds one edge
 * of each. A buyer with fewer edges than the first of its slice is filled up with edges of value 0 and size 0, which
 * nobody wants. Twelve bytes an edge, and some tenths for filling up.
 *
 * <p>Contains all that is needed to answer prices, and may be sent to another machine. Immutable.
 *
 * <p>Reference for the layout: M. Kreutzer, G. Hager, G. Wellein, H. Fehske and A. R. Bishop, A unified sparse matrix
 * data format for efficient general sparse matrix-vector multiplication on modern processors with wide SIMD units, SIAM
 * Journal on Scientific Computing 36, 2014, doi:10.1137/130930352.
 */
public final class EdgeBlock implements Serializable {
    /** Buyers of a slice. */
    public static final int LANES = 16;

    private static final long serialVersionUID = 1;

    private final int buyers;
    private final long edges;
    private final int[] sliceStart;
    private final int[] offer;
    private final int[] value;
    private final int[] size;

    private EdgeBlock(Filler filler) {
        this.buyers = filler.buyers;
        this.edges = filler.edges;
        this.sliceStart = filler.sliceStart;
        this.offer = filler.offer;
        this.value = filler.value;
        this.size = filler.size;
    }

    /** The number of buyers. */
    public int buyers() {
        return buyers;
    }

    /** The number of edges, without those that fill up. */
    public long edges() {
        return edges;
    }

    /** The number of slices. */
    public int slices() {
        return sliceStart.length - 1;
    }

    /** The first slot of {@code slice}; of the number of slices, the number of slots. */
    public int sliceStart(int slice) {
        return sliceStart[slice];
    }

    /** Edges of the first buyer of {@code slice}, of whom no buyer of the slice has more. */
    public int width(int slice) {
        return (sliceStart[slice + 1] - sliceStart[slice]) / LANES;
    }

    /** The number of edges of {@code buyer}. */
    public int degree(int buyer) {
        int degree = width(buyer / LANES);
        while (degree > 0 && value[slot(buyer, degree - 1)] == 0) {
            degree--;
        }
        return degree;
    }

    /** Where the i-th edge of {@code buyer} is, in the order of {@link #offer(int)}. */
    public int slot(int buyer, int i) {
        return sliceStart[buyer / LANES] + i * LANES + buyer % LANES;
    }

    /** The offer of the edge at {@code slot}. */
    public int offer(int slot) {
        return offer[slot];
    }

    /** What the edge at {@code slot} is worth to its buyer, in ticks; 0 is no edge. */
    public int value(int slot) {
        return value[slot];
    }

    /** Units of capacity the edge at {@code slot} takes; 0 is no edge. */
    public int size(int slot) {
        return size[slot];
    }

    /** The number of slots. */
    public int slots() {
        return offer.length;
    }

    /** Bytes of the columns. */
    public long bytes() {
        return 12L * offer.length + 4L * sliceStart.length;
    }

    /** The sum of all columns in 32 bits: reads every edge once, and does as little else as possible. */
    public int checksum() {
        int sum = 0;
        for (int slot = 0; slot < offer.length; slot++) {
            sum += offer[slot] + value[slot] + size[slot];
        }
        return sum;
    }

    /** The columns themselves, for the kernels of this package, which only read them. */
    int[] offers() {
        return offer;
    }

    int[] values() {
        return value;
    }

    int[] sizes() {
        return size;
    }

    int[] sliceStarts() {
        return sliceStart;
    }

    /**
     * A filler of a block whose buyers have these numbers of edges.
     *
     * @param degrees falling, 0 or more
     */
    public static Filler filler(int[] degrees) {
        return new Filler(degrees);
    }

    /** Takes the edges of a block one after the other; not thread-safe. */
    public static final class Filler {
        private final int[] degrees;
        private final int buyers;
        private final long edges;
        private final int[] sliceStart;
        private final int[] offer;
        private final int[] value;
        private final int[] size;

        private Filler(int[] degrees) {
            this.degrees = degrees.clone();
            this.buyers = degrees.length;
            this.edges = Arrays.stream(degrees).asLongStream().sum();
            this.sliceStart = new int[(buyers + LANES - 1) / LANES + 1];
            for (int b = 0; b < buyers; b++) {
                if (degrees[b] < 0 || (b > 0 && degrees[b] > degrees[b - 1])) {
                    throw new IllegalArgumentException("buyer " + b + " of a block has " + degrees[b]
                            + " edges; numbers of edges must fall, and be 0 or more");
                }
                if (b % LANES == 0) {
                    sliceStart[b / LANES + 1] =
                            Math.addExact(sliceStart[b / LANES], Math.multiplyExact(degrees[b], LANES));
                }
            }
            int slots = sliceStart[sliceStart.length - 1];
            this.offer = new int[slots];
            this.value = new int[slots];
            this.size = new int[slots];
        }

        /**
         * Sets the edge at {@code slot}.
         *
         * @param slot see {@link #slot}
         * @param offerIndex 0 or more
         * @param ticks what it is worth, 1 to {@link EdgeTerms#MOST}
         * @param units what it takes, 1 to {@link EdgeTerms#MOST}
         */
        public void set(int slot, int offerIndex, int ticks, int units) {
            if (offerIndex < 0 || ticks < 1 || ticks > EdgeTerms.MOST || units < 1 || units > EdgeTerms.MOST) {
                throw new IllegalArgumentException(
                        "an edge to offer " + offerIndex + " worth " + ticks + " ticks that takes " + units + " units");
            }
            offer[slot] = offerIndex;
            value[slot] = ticks;
            size[slot] = units;
        }

        /** The number of edges of {@code buyer}. */
        public int degree(int buyer) {
            return degrees[buyer];
        }

        /** Where the i-th edge of {@code buyer} goes. */
        public int slot(int buyer, int i) {
            return sliceStart[buyer / LANES] + i * LANES + buyer % LANES;
        }

        /** The block; the filler must not be used any more. */
        public EdgeBlock block() {
            return new EdgeBlock(this);
        }
    }
}
