package dev.walras.columns;

import dev.walras.mechanism.SmoothReply;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sums of replies: for each offer what is taken of it and what that is worth, and for each block what its buyers gain.
 *
 * <p>What is taken and its worth are whole numbers, and each block's gain is added up by itself, so that tallies of
 * different blocks can be merged in any order, on any machine, with the same result to the last bit.
 */
public final class EdgeTally implements Serializable {
    private static final long serialVersionUID = 2;

    private final long[] sums;
    private final double[] surplus;
    private final double[] ridge;

    /** Nothing replied yet. */
    public EdgeTally(EdgeTerms terms) {
        this.sums = new long[2 * terms.offers()];
        this.surplus = new double[terms.blocks()];
        this.ridge = new double[terms.blocks()];
    }

    private EdgeTally(long[] sums, int blocks) {
        this.sums = sums;
        this.surplus = new double[blocks];
        this.ridge = new double[blocks];
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(surplus, 0);
        Arrays.fill(ridge, 0);
    }

    /** Adds the replies of other blocks to these. */
    public void merge(EdgeTally other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        for (int b = 0; b < surplus.length; b++) {
            surplus[b] += other.surplus[b];
            ridge[b] += other.ridge[b];
        }
    }

    /** Units taken of {@code offer}, in fractions of the terms. */
    public long load(int offer) {
        return sums[2 * offer];
    }

    /** What is taken of {@code offer} is worth to its buyers, in ticks, in fractions of the terms. */
    public long value(int offer) {
        return sums[2 * offer + 1];
    }

    /** What all buyers would gain by their best edges, in ticks: blocks added up in order. */
    public double surplus() {
        return sum(surplus);
    }

    /** The sum over buyers of {@code scale_i / 2 x ||x_i||^2}, in ticks: blocks added up in order. */
    public double ridge() {
        return sum(ridge);
    }

    private static double sum(double[] blocks) {
        double sum = 0;
        for (double block : blocks) {
            sum += block;
        }
        return sum;
    }

    /** States the sums in units and micros. */
    public void report(EdgeTerms terms, SmoothReply reply) {
        double unit = 1.0 / (1 << terms.fractionBits());
        double tick = terms.tickMicros();
        for (int j = 0; j < terms.offers(); j++) {
            reply.set(j, load(j) * unit, value(j) * unit * tick);
        }
        reply.gains(surplus() * tick, ridge() * tick);
    }

    /** Load and value of each offer in turn, for kernels to add to. */
    long[] sums() {
        return sums;
    }

    /** Sets what a kernel found of a block. */
    void gains(int block, double blockSurplus, double blockRidge) {
        surplus[block] = blockSurplus;
        ridge[block] = blockRidge;
    }

    /** Sends only the gains of blocks that replied: others would be most of the bytes where blocks are many. */
    private Object writeReplace() {
        return new Sent(this);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a tally is read from what was sent");
    }

    /** A tally on its way. */
    private static final class Sent implements Serializable {
        private static final long serialVersionUID = 1;

        private final long[] sums;
        private final int blocks;
        private final int[] replied;
        private final double[] surplus;
        private final double[] ridge;

        Sent(EdgeTally tally) {
            this.sums = tally.sums;
            this.blocks = tally.surplus.length;
            this.replied = IntStream.range(0, blocks)
                    .filter(b -> tally.surplus[b] != 0 || tally.ridge[b] != 0)
                    .toArray();
            this.surplus =
                    Arrays.stream(replied).mapToDouble(b -> tally.surplus[b]).toArray();
            this.ridge = Arrays.stream(replied).mapToDouble(b -> tally.ridge[b]).toArray();
        }

        private Object readResolve() {
            EdgeTally tally = new EdgeTally(sums, blocks);
            for (int i = 0; i < replied.length; i++) {
                tally.gains(replied[i], surplus[i], ridge[i]);
            }
            return tally;
        }
    }
}
