package dev.walras.columns;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What everybody knows of a market of choice before seeing an edge: the offers with their capacity, the scale of money,
 * and how the buyers are cut into blocks.
 *
 * <p>The cut does not depend on who computes: {@code buyersPerBlock} consecutive buyers make a block, the last one is
 * shorter. <b>Fractions</b> of a unit of choice are whole numbers of {@code 2^-fractionBits}; loads and values of
 * replies are sums of products of whole numbers in 64 bits, and so do not depend on the order in which they are summed.
 */
public final class EdgeTerms implements Serializable {
    /** The most bits of a fraction. */
    public static final int MOST_FRACTION_BITS = 20;

    /** The fewest bits of a fraction: markets of more buyers with larger numbers are refused. */
    public static final int FEWEST_FRACTION_BITS = 7;

    /** The largest value of an edge in ticks, and the largest size in units: 2^30. */
    public static final int MOST = 1 << 30;

    private static final long serialVersionUID = 1;

    private final long[] capacity;
    private final long tickMicros;
    private final long buyers;
    private final int buyersPerBlock;
    private final int mostValue;
    private final int mostSize;

    /**
     * What bounds the numbers of a market.
     *
     * @param buyers how many there are, 0 or more
     * @param perBlock buyers of one block, 1 or more
     * @param mostValue no edge has a larger value, in ticks
     * @param mostSize no edge has a larger size, in units
     */
    public record Extent(long buyers, int perBlock, int mostValue, int mostSize) {
        public Extent {
            if (buyers < 0 || perBlock < 1 || (buyers + perBlock - 1) / perBlock > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(buyers + " buyers in blocks of " + perBlock);
            }
            if (mostValue < 1 || mostValue > MOST || mostSize < 1 || mostSize > MOST) {
                throw new IllegalArgumentException("largest value " + mostValue + " and largest size " + mostSize
                        + " of an edge; both must be from 1 to " + MOST);
            }
        }
    }

    /**
     * The terms of a market.
     *
     * @param capacity units of each offer, 0 or more
     * @param tickMicros what a tick of value is worth, in micros of money, 1 or more
     */
    public EdgeTerms(long[] capacity, long tickMicros, Extent extent) {
        this.capacity = capacity.clone();
        this.tickMicros = tickMicros;
        this.buyers = extent.buyers();
        this.buyersPerBlock = extent.perBlock();
        this.mostValue = extent.mostValue();
        this.mostSize = extent.mostSize();
        if (tickMicros < 1 || Math.multiplyHigh(tickMicros, mostValue) != 0) {
            throw new IllegalArgumentException("a tick of " + tickMicros + " micros with values up to " + mostValue);
        }
        for (int j = 0; j < capacity.length; j++) {
            if (capacity[j] < 0) {
                throw new IllegalArgumentException("the capacity of offer " + j + " is " + capacity[j]);
            }
        }
        if (fractionBits() < FEWEST_FRACTION_BITS) {
            throw new IllegalArgumentException(buyers + " buyers with values up to " + mostValue + " and sizes up to "
                    + mostSize + " leave too few bits for fractions. Maybe use a coarser tick or unit.");
        }
    }

    /** The number of offers. */
    public int offers() {
        return capacity.length;
    }

    /** Units that {@code offer} has to give, 0 or more. */
    public long capacity(int offer) {
        return capacity[offer];
    }

    /** What a tick of value is worth, in micros of money. */
    public long tickMicros() {
        return tickMicros;
    }

    /** The number of buyers. */
    public long buyers() {
        return buyers;
    }

    /** No edge has a larger value, in ticks. */
    public int mostValue() {
        return mostValue;
    }

    /** No edge has a larger size, in units. */
    public int mostSize() {
        return mostSize;
    }

    /** The number of blocks. */
    public int blocks() {
        return (int) ((buyers + buyersPerBlock - 1) / buyersPerBlock);
    }

    /** The first buyer of {@code block}; of the number of blocks, the number of buyers. */
    public long firstBuyer(int block) {
        return Math.min(buyers, (long) block * buyersPerBlock);
    }

    /** The number of buyers of {@code block}. */
    public int buyersOf(int block) {
        return (int) (firstBuyer(block + 1) - firstBuyer(block));
    }

    /** Bits of a fraction: as many as leave the sum of everybody's size or value x fraction below 2^62. */
    public int fractionBits() {
        int most = bits(Math.max(mostValue, mostSize)) + bits(buyers);
        return Math.min(MOST_FRACTION_BITS, 62 - most);
    }

    private static int bits(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EdgeTerms terms
                && Arrays.equals(capacity, terms.capacity)
                && tickMicros == terms.tickMicros
                && buyers == terms.buyers
                && buyersPerBlock == terms.buyersPerBlock
                && mostValue == terms.mostValue
                && mostSize == terms.mostSize;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(capacity) * 31 + Long.hashCode(buyers);
    }

    @Override
    public String toString() {
        return "EdgeTerms[" + buyers + " buyers in " + blocks() + " blocks, " + capacity.length + " offers]";
    }
}
