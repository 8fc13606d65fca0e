package dev.walras.solver.ortools;

/** What is known about a program when a search starts. Arrays are not changed. */
final class Known {
    private final double[] prices;
    private final long[] lots;
    private final long boundMicros;

    /**
     * Prices, fills and a bound.
     *
     * @param prices duals in micros a unit, by which promising orders are told
     * @param lots feasible lots
     * @param boundMicros an upper bound on welfare, in micros
     */
    Known(double[] prices, long[] lots, long boundMicros) {
        this.prices = prices;
        this.lots = lots;
        this.boundMicros = boundMicros;
    }

    double[] prices() {
        return prices;
    }

    long[] lots() {
        return lots;
    }

    long boundMicros() {
        return boundMicros;
    }
}
