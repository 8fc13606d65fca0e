package dev.walras.solver.packing;

import java.util.Arrays;

/** What prices by type say about every job and option. */
final class Guide {
    private final double[] margin;
    private final double[] best;
    private final double[] prices;

    Guide(Packing packing, double[] prices) {
        Packing.Columns c = packing.columns();
        this.prices = prices;
        this.margin = new double[c.value.length];
        this.best = new double[c.jobs];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (int j = 0; j < c.jobs; j++) {
            for (int t = 0; t < c.types; t++) {
                int o = c.option[j * c.types + t];
                if (o >= 0) {
                    margin[o] = TypePrices.margin(c, o, t, prices);
                    best[j] = Math.max(best[j], margin[o]);
                }
            }
        }
    }

    /** What an option is worth beyond its price, in micros. */
    double margin(int option) {
        return margin[option];
    }

    /** The greatest margin of a job, in micros; may be negative. */
    double best(int job) {
        return best[job];
    }

    /** What is lost, at the prices, when {@code job} takes {@code option}: 0 or more, in micros. */
    double regret(int job, int option) {
        return Math.max(0, best[job]) - margin[option];
    }

    /** The price of a dimension of a type, in micros a unit. */
    double price(int type, int dimension, int dimensions) {
        return prices[type * dimensions + dimension];
    }
}
