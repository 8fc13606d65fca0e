package dev.walras.solver.packing;

/**
 * Whole prices near real ones, with a small bound: the best of rounding to nearest, down and up, then single prices
 * moved, by steps that double, while that lowers the bound.
 */
final class WholePrices {
    private static final long WORK = 200_000_000;

    private final Packing.Columns c;
    private final long[] prices;
    /** By option, in micros. */
    private final long[] margin;

    private long work = WORK;

    private WholePrices(Packing packing, long[] prices) {
        this.c = packing.columns();
        this.prices = prices;
        this.margin = new long[c.value.length];
        for (int j = 0; j < c.jobs; j++) {
            for (int t = 0; t < c.types; t++) {
                int o = c.option[j * c.types + t];
                if (o >= 0) {
                    long sum = c.value[o];
                    for (int r = 0; r < c.dimensions; r++) {
                        sum -= prices[t * c.dimensions + r] * c.units[c.need[o] + r];
                    }
                    margin[o] = sum;
                }
            }
        }
    }

    /** Whole prices near {@code real}, by type and dimension, in micros a unit, 0 or more. */
    static long[] near(Packing packing, double[] real) {
        long[] best = new long[real.length];
        long least = Long.MAX_VALUE;
        for (double shift : new double[] {0.5, 0, 1}) {
            long[] whole = new long[real.length];
            for (int i = 0; i < whole.length; i++) {
                double price = Math.floor(real[i] + shift);
                whole[i] = price > 0 && price < 0x1p62 ? (long) price : 0;
            }
            long at = TypePrices.bound(packing, whole);
            if (at < least) {
                least = at;
                best = whole;
            }
        }
        // Far below the range of a long, so that no sum on the way overflows.
        if (least < 1L << 58) {
            new WholePrices(packing, best).polish();
        }
        return best;
    }

    private void polish() {
        boolean moved = true;
        while (moved && work > 0) {
            moved = false;
            for (int i = 0; i < prices.length && work > 0; i++) {
                moved |= move(i, 1) || move(i, -1);
            }
        }
    }

    /** Moves one price while that lowers the bound, by steps that double; says whether it did. */
    private boolean move(int i, long direction) {
        int t = i / c.dimensions;
        int r = i % c.dimensions;
        long[] others = others(t);
        boolean moved = false;
        for (long step = direction; prices[i] + step >= 0 && work > 0; step *= 2) {
            if (change(t, r, step, others) >= 0) {
                return moved;
            }
            prices[i] += step;
            for (int j = 0; j < c.jobs; j++) {
                int o = c.option[j * c.types + t];
                if (o >= 0) {
                    margin[o] -= step * c.units[c.need[o] + r];
                }
            }
            moved = true;
        }
        return moved;
    }

    /** What each job gets at most without type {@code t}, 0 or more. */
    private long[] others(int t) {
        long[] best = new long[c.jobs];
        work -= (long) c.jobs * c.types;
        for (int j = 0; j < c.jobs; j++) {
            for (int s = 0; s < c.types; s++) {
                int o = c.option[j * c.types + s];
                if (o >= 0 && s != t) {
                    best[j] = Math.max(best[j], margin[o]);
                }
            }
        }
        return best;
    }

    private long change(int t, int r, long step, long[] others) {
        long change = step * c.capacity[t * c.dimensions + r] * c.binsOfType[t];
        work -= c.jobs;
        for (int j = 0; j < c.jobs; j++) {
            int o = c.option[j * c.types + t];
            if (o >= 0) {
                long then = margin[o] - step * c.units[c.need[o] + r];
                change += Math.max(others[j], then) - Math.max(others[j], margin[o]);
            }
        }
        return change;
    }
}
