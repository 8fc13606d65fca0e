package dev.walras.datasets.generate;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeTerms;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws random markets of choice, block by block: buyers are jobs, offers are providers of different speed, quality and
 * popularity.
 *
 * <p>An offer's popularity, speed, quality and share of the capacity are log-normal; a buyer meets offers in proportion
 * to their popularity, each at most once. The value of an edge is {@code value_i x quality_j x noise}, in ticks of 1000
 * micros, its size {@code size_i / speed_j x noise}, in units; noise is uniform from 0.75 to 1.25. Capacities follow
 * from expected sizes alone, so that no block is needed to know them. Each block has its own stream of random numbers,
 * and goes right into its columns.
 *
 * <p>Drawing an edge takes some 20 ns and no memory beyond the columns.
 */
public final class EdgeMarkets {
    /** What a tick of value is worth, in micros. */
    public static final long TICK_MICROS = 1000;

    private static final int MOST_VALUE = (1 << 18) - 1;
    private static final int MOST_SIZE = (1 << 14) - 1;
    private static final double MEDIAN_VALUE = 8192;
    private static final double MEDIAN_SIZE = 256;
    private static final double SIGMA_SIZE = 0.6;
    private static final int EDGES_PER_BLOCK = 1 << 16;

    private final EdgeDraw draw;
    private final double[] speed;
    private final double[] quality;
    private final float[] keep;
    private final int[] alias;
    private final EdgeTerms terms;

    /** What {@code draw} asks for; draws the offers only. */
    public EdgeMarkets(EdgeDraw draw) {
        this.draw = draw;
        int offers = draw.offers();
        this.speed = new double[offers];
        this.quality = new double[offers];
        this.keep = new float[offers];
        this.alias = new int[offers];
        Draw random = Draw.of(draw.seed(), "offers of a market of choice");
        double[] popularity = new double[offers];
        double[] share = new double[offers];
        for (int j = 0; j < offers; j++) {
            popularity[j] = random.logNormal(1, 1);
            speed[j] = random.logNormal(1, 0.3);
            quality[j] = random.logNormal(1, 0.2);
            share[j] = StrictMath.sqrt(popularity[j]) * random.logNormal(1, 0.7);
        }
        buildAlias(popularity);
        int perBlock =
                Math.max(EdgeBlock.LANES, EDGES_PER_BLOCK / draw.meanEdges() / EdgeBlock.LANES * EdgeBlock.LANES);
        this.terms = new EdgeTerms(
                capacities(share, random),
                TICK_MICROS,
                new EdgeTerms.Extent(draw.buyers(), perBlock, MOST_VALUE, general() ? MOST_SIZE : 1));
    }

    /** The whole market of {@code draw}, its blocks drawn by all cores. */
    public static EdgeMarket draw(EdgeDraw draw) {
        EdgeMarkets source = new EdgeMarkets(draw);
        List<EdgeBlock> blocks = IntStream.range(0, source.terms.blocks())
                .parallel()
                .mapToObj(source::block)
                .toList();
        return new EdgeMarket(source.terms, blocks);
    }

    /** Offers, capacities, scale and cut. */
    public EdgeTerms terms() {
        return terms;
    }

    private boolean general() {
        return draw.shape() == EdgeDraw.Shape.GENERAL;
    }

    /** Capacity for a share of the buyers, were every offer as large as it is; fractions are rounded by lot. */
    private long[] capacities(double[] share, Draw random) {
        double sum = 0;
        for (double s : share) {
            sum += s;
        }
        double meanSize = general() ? MEDIAN_SIZE * StrictMath.exp(SIGMA_SIZE * SIGMA_SIZE / 2) : 1;
        long[] capacity = new long[share.length];
        for (int j = 0; j < capacity.length; j++) {
            double units = draw.tightness() * draw.buyers() * share[j] / sum * meanSize / (general() ? speed[j] : 1);
            capacity[j] = (long) (units + random.unit());
        }
        return capacity;
    }

    /** Splits the weights into columns of equal height with two offers each (A. J. Walker, 1977). */
    private void buildAlias(double[] weight) {
        int n = weight.length;
        double sum = 0;
        for (double w : weight) {
            sum += w;
        }
        int[] waiting = new int[n];
        double[] height = new double[n];
        int small = 0;
        int large = n;
        for (int j = 0; j < n; j++) {
            height[j] = weight[j] * n / sum;
            waiting[height[j] < 1 ? small++ : --large] = j;
        }
        while (small > 0 && large < n) {
            int low = waiting[--small];
            int high = waiting[large];
            keep[low] = (float) height[low];
            alias[low] = high;
            height[high] -= 1 - height[low];
            if (height[high] < 1) {
                large++;
                waiting[small++] = high;
            }
        }
        while (small > 0) {
            keep[waiting[--small]] = 1;
        }
        while (large < n) {
            keep[waiting[large++]] = 1;
        }
    }

    private int popular(Draw random) {
        double at = random.unit() * keep.length;
        int column = (int) at;
        return at - column < keep[column] ? column : alias[column];
    }

    /** Block {@code index} of the market: the same on every machine. */
    public EdgeBlock block(int index) {
        Draw random = Draw.of(draw.seed(), "block " + index + " of a market of choice");
        int buyers = terms.buyersOf(index);
        EdgeBlock.Filler filler = EdgeBlock.filler(degrees(buyers, random));
        int[] met = new int[2 * draw.meanEdges() + 1];
        for (int buyer = 0; buyer < buyers; buyer++) {
            fill(filler, buyer, met, random);
        }
        return filler.block();
    }

    /** Numbers of edges of so many buyers, falling. */
    private int[] degrees(int buyers, Draw random) {
        int most = Math.max(1, draw.offers() / 2);
        int lo = Math.min(most, (draw.meanEdges() + 1) / 2);
        int hi = Math.min(most, draw.meanEdges() + draw.meanEdges() / 2);
        int[] count = new int[hi + 1];
        for (int b = 0; b < buyers; b++) {
            count[lo + random.index(hi - lo + 1)]++;
        }
        int[] degrees = new int[buyers];
        int at = 0;
        for (int degree = hi; degree >= lo; degree--) {
            for (int i = 0; i < count[degree]; i++) {
                degrees[at++] = degree;
            }
        }
        return degrees;
    }

    private void fill(EdgeBlock.Filler filler, int buyer, int[] met, Draw random) {
        boolean ties = draw.shape() == EdgeDraw.Shape.TIES;
        double size = general() ? random.logNormal(MEDIAN_SIZE, SIGMA_SIZE) : 1;
        double value = ties
                ? 1024 * (1 + random.index(8))
                : random.logNormal(MEDIAN_VALUE, 0.5) * (general() ? size / MEDIAN_SIZE : 1);
        int degree = filler.degree(buyer);
        for (int i = 0; i < degree; i++) {
            int j = unmet(met, i, random);
            met[i] = j;
            double worth = ties ? value : value * quality[j] * (0.75 + 0.5 * random.unit());
            double takes = general() ? size / speed[j] * (0.75 + 0.5 * random.unit()) : 1;
            filler.set(filler.slot(buyer, i), j, whole(worth, MOST_VALUE), whole(takes, MOST_SIZE));
        }
    }

    /** An offer that is none of the first {@code count} of {@code met}. */
    private int unmet(int[] met, int count, Draw random) {
        for (int tries = 0; tries < 50; tries++) {
            int j = popular(random);
            if (!contains(met, count, j)) {
                return j;
            }
        }
        int j = random.index(keep.length);
        while (contains(met, count, j)) {
            j = (j + 1) % keep.length;
        }
        return j;
    }

    private static boolean contains(int[] met, int count, int j) {
        for (int i = 0; i < count; i++) {
            if (met[i] == j) {
                return true;
            }
        }
        return false;
    }

    private static int whole(double number, int most) {
        return (int) Math.max(1, Math.min(most, (long) (number + 0.5)));
    }
}
