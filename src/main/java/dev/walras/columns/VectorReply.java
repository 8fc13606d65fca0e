package dev.walras.columns;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Answers a slice of sixteen buyers at a time, one in each lane of a vector register where registers have 512 bits,
 * else in several passes; see {@link EdgeReply}. Needs the module {@code jdk.incubator.vector}.
 */
final class VectorReply implements EdgeReply {
    private static final int LANES = EdgeBlock.LANES;
    private static final VectorShape SHAPE = shape();
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);
    private static final int WIDTH = FLOATS.length();
    /** Whether one instruction lines up the lanes wanted: in registers of 512 bits, since Java 22 in those of 256. */
    private static final boolean LINES_UP =
            WIDTH == LANES || (2 * WIDTH == LANES && Runtime.version().feature() >= 22);

    private static final IntVector LANE = IntVector.zero(INTS).addIndex(1);

    private static VectorShape shape() {
        VectorShape preferred = VectorShape.preferredShape();
        return preferred.vectorBitSize() > 512 ? VectorShape.S_512_BIT : preferred;
    }

    private final int whole;
    private float[] margin = new float[64 * LANES];
    private final float[] threshold = new float[WIDTH];
    private final float[] ridgeOf = new float[WIDTH];
    private final float[] scale = new float[WIDTH];
    private final int[] lanes = new int[WIDTH];
    /** Fractions of the edges that a slice takes, and their slots. */
    private int[] fraction = new int[64 * LANES + WIDTH];

    private int[] taken = new int[64 * LANES + WIDTH];
    private final double[] surplus = new double[LANES];
    private final double[] ridge = new double[LANES];

    /** A kernel for blocks of a market of these terms. */
    VectorReply(EdgeTerms terms) {
        this.whole = 1 << terms.fractionBits();
    }

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public void answer(EdgeBlock block, int index, EdgeQuote quote, EdgeTally tally) {
        Arrays.fill(surplus, 0);
        Arrays.fill(ridge, 0);
        int[] starts = block.sliceStarts();
        long[] sums = tally.sums();
        for (int slice = 0; slice + 1 < starts.length; slice++) {
            int width = starts[slice + 1] - starts[slice];
            if (margin.length < width) {
                margin = new float[width];
                fraction = new int[width + WIDTH];
                taken = new int[width + WIDTH];
            }
            for (int lane = 0; lane < LANES; lane += WIDTH) {
                if (quote.smoothing() > 0) {
                    smooth(block, starts[slice] + lane, starts[slice + 1], quote, sums);
                } else {
                    best(block, starts[slice] + lane, starts[slice + 1], quote, sums);
                }
            }
        }
        tally.gains(index, LaneSum.of(surplus), LaneSum.of(ridge));
    }

    private void best(EdgeBlock block, int start, int end, EdgeQuote quote, long[] sums) {
        int[] offers = block.offers();
        int[] values = block.values();
        int[] sizes = block.sizes();
        float[] prices = quote.prices();
        FloatVector most = FloatVector.zero(FLOATS);
        IntVector chosen = IntVector.broadcast(INTS, -1);
        for (int slot = start; slot < end; slot += LANES) {
            FloatVector gain = gain(values, sizes, offers, prices, slot);
            VectorMask<Float> better = gain.compare(VectorOperators.GT, most);
            most = most.blend(gain, better);
            chosen = chosen.blend(slot, better.cast(INTS));
        }
        add(most, start, surplus);
        chosen.intoArray(lanes, 0);
        for (int lane = 0; lane < WIDTH; lane++) {
            if (lanes[lane] >= 0) {
                int slot = lanes[lane] + lane;
                int at = 2 * offers[slot];
                sums[at] += (long) sizes[slot] * whole;
                sums[at + 1] += (long) values[slot] * whole;
            }
        }
    }

    private static FloatVector gain(int[] values, int[] sizes, int[] offers, float[] prices, int slot) {
        FloatVector price = FloatVector.fromArray(FLOATS, prices, 0, offers, slot);
        FloatVector size = (FloatVector) IntVector.fromArray(INTS, sizes, slot).convert(VectorOperators.I2F, 0);
        FloatVector value =
                (FloatVector) IntVector.fromArray(INTS, values, slot).convert(VectorOperators.I2F, 0);
        return value.sub(size.mul(price));
    }

    /** Three passes over a slice; vectors go from one to the next through arrays, as objects would be garbage. */
    private void smooth(EdgeBlock block, int start, int end, EdgeQuote quote, long[] sums) {
        margins(block, start, end, quote);
        threshold(end - start);
        fractions(block, start, end, sums);
    }

    private void margins(EdgeBlock block, int start, int end, EdgeQuote quote) {
        int[] offers = block.offers();
        int[] values = block.values();
        int[] sizes = block.sizes();
        float[] prices = quote.prices();
        FloatVector most = FloatVector.zero(FLOATS);
        IntVector largest = IntVector.zero(INTS);
        for (int slot = start; slot < end; slot += LANES) {
            FloatVector gain = gain(values, sizes, offers, prices, slot);
            gain.intoArray(margin, slot - start);
            most = most.max(gain);
            largest = largest.max(IntVector.fromArray(INTS, values, slot));
        }
        FloatVector scaled = (FloatVector) largest.convert(VectorOperators.I2F, 0);
        scaled.intoArray(scale, 0);
        scaled = scaled.mul(quote.smoothing());
        scaled.intoArray(ridgeOf, 0);
        most.sub(scaled).max(0f).intoArray(threshold, 0);
        add(most, start, surplus);
    }

    private void threshold(int width) {
        FloatVector target = FloatVector.fromArray(FLOATS, ridgeOf, 0);
        FloatVector at = FloatVector.fromArray(FLOATS, threshold, 0);
        for (int step = 0; step < MOST_STEPS; step++) {
            FloatVector sum = FloatVector.zero(FLOATS);
            FloatVector count = FloatVector.zero(FLOATS);
            for (int i = 0; i < width; i += LANES) {
                FloatVector over = FloatVector.fromArray(FLOATS, margin, i).sub(at);
                sum = sum.add(over.max(0f));
                count = count.add(1f, over.compare(VectorOperators.GT, 0f));
            }
            FloatVector excess = sum.sub(target);
            VectorMask<Float> above = excess.compare(VectorOperators.GT, 0f);
            FloatVector next = at.blend(at.add(excess.div(count)), above);
            boolean settled = !next.compare(VectorOperators.NE, at).anyTrue();
            at = next;
            if (settled) {
                break;
            }
        }
        at.intoArray(threshold, 0);
    }

    /**
     * What is taken of every edge. The edges taken are lined up first, by an instruction of wide registers, and added
     * to sums afterwards: how many a row of lanes has is anybody's guess, and wrong guesses cost more than the sums.
     */
    private void fractions(EdgeBlock block, int start, int end, long[] sums) {
        FloatVector at = FloatVector.fromArray(FLOATS, threshold, 0);
        FloatVector perMargin = FloatVector.broadcast(FLOATS, whole).div(FloatVector.fromArray(FLOATS, ridgeOf, 0));
        IntVector left = IntVector.broadcast(INTS, whole);
        FloatVector squares = FloatVector.zero(FLOATS);
        int found = 0;
        for (int slot = start; slot < end; slot += LANES) {
            FloatVector over =
                    FloatVector.fromArray(FLOATS, margin, slot - start).sub(at);
            VectorMask<Integer> wanted = over.compare(VectorOperators.GT, 0f).cast(INTS);
            IntVector take = ((IntVector) over.mul(perMargin).add(0.5f).convert(VectorOperators.F2I, 0))
                    .min(left)
                    .blend(0, wanted.not());
            left = left.sub(take);
            FloatVector x = ((FloatVector) take.convert(VectorOperators.I2F, 0)).mul(1f / whole);
            squares = squares.add(x.mul(x));
            if (LINES_UP) {
                take.compress(wanted).intoArray(fraction, found);
                LANE.add(slot).compress(wanted).intoArray(taken, found);
                found += wanted.trueCount();
            } else {
                take.intoArray(lanes, 0);
                for (long rest = wanted.toLong(); rest != 0; rest &= rest - 1) {
                    int lane = Long.numberOfTrailingZeros(rest);
                    fraction[found] = lanes[lane];
                    taken[found++] = slot + lane;
                }
            }
        }
        FloatVector half = FloatVector.fromArray(FLOATS, scale, 0).mul(0.5f);
        add(squares.mul(half), start, ridge);
        scatter(block, found, sums);
    }

    /** Adds the fractions of the edges taken to what is taken of their offers: lanes may share an offer. */
    private void scatter(EdgeBlock block, int found, long[] sums) {
        int[] offers = block.offers();
        int[] values = block.values();
        int[] sizes = block.sizes();
        for (int i = 0; i < found; i++) {
            int slot = taken[i];
            int at = 2 * offers[slot];
            sums[at] += (long) sizes[slot] * fraction[i];
            sums[at + 1] += (long) values[slot] * fraction[i];
        }
    }

    private static void add(FloatVector lanes, int start, double[] to) {
        for (int part = 0; part < 2; part++) {
            int at = start % LANES + part * (WIDTH / 2);
            DoubleVector wide = (DoubleVector) lanes.convertShape(VectorOperators.F2D, DOUBLES, part);
            DoubleVector.fromArray(DOUBLES, to, at).add(wide).intoArray(to, at);
        }
    }
}
