package dev.walras.solver.sifting;

/** Between what prices every good's price is sought. */
final class Box {
    private final double[] low;
    private final double[] high;
    private final boolean bounded;

    private Box(double[] low, double[] high, boolean bounded) {
        this.low = low;
        this.high = high;
        this.bounded = bounded;
    }

    /**
     * Around a centre, cut at 0 and at the top prices.
     *
     * @param width how far from the centre, above 0
     */
    static Box around(double[] centre, double[] width, double[] top) {
        double[] low = new double[centre.length];
        double[] high = new double[centre.length];
        for (int g = 0; g < low.length; g++) {
            low[g] = Math.max(0, centre[g] - width[g]);
            high[g] = Math.max(low[g], Math.min(top[g], centre[g] + width[g]));
        }
        return new Box(low, high, true);
    }

    /** All prices: nothing is certain. */
    static Box everything(int goods) {
        return new Box(new double[goods], new double[goods], false);
    }

    /** Whether it has ends at all. */
    boolean bounded() {
        return bounded;
    }

    /** The lowest price of {@code g}, 0 or more. */
    double low(int g) {
        return low[g];
    }

    /** The highest price of {@code g}; without meaning when the box has no ends. */
    double high(int g) {
        return high[g];
    }

    /** {@code price} if it is in the box, else the end next to it. */
    double cut(int g, double price) {
        return bounded ? Math.max(low[g], Math.min(high[g], price)) : Math.max(0, price);
    }
}
