package dev.walras.solver.edge;

import dev.walras.columns.EdgeMarket;

/**
 * What an engine answers about a market of choice: prices and fractions, of which nothing is believed.
 *
 * <p>Arrays are handed over, not copied: nobody changes them afterwards but {@link #certify}, which uses up the
 * fractions.
 */
public final class EdgeAnswer {
    private final double[] prices;
    private final double[][] fractions;
    private final boolean complete;

    /**
     * An answer.
     *
     * @param prices micros a unit, one an offer
     * @param fractions of every slot of every block
     * @param complete whether the engine says that it came to its end
     */
    public EdgeAnswer(double[] prices, double[][] fractions, boolean complete) {
        this.prices = prices;
        this.fractions = fractions;
        this.complete = complete;
    }

    /** Whether the engine says that it came to its end. */
    public boolean complete() {
        return complete;
    }

    /** The price of {@code offer}, in micros a unit. */
    public double price(int offer) {
        return prices[offer];
    }

    /** What the answer proves once its fractions are made feasible; call once. */
    public EdgeCertificate certify(EdgeMarket market) {
        double tick = market.terms().tickMicros();
        double[] ticks = new double[prices.length];
        for (int j = 0; j < ticks.length; j++) {
            ticks[j] = prices[j] / tick;
        }
        return EdgeCertificate.of(market, prices, EdgeRepair.feasible(market, ticks, fractions));
    }

    /** Room for a fraction of every slot of {@code market}. */
    static double[][] room(EdgeMarket market) {
        double[][] room = new double[market.blocks().size()][];
        for (int b = 0; b < room.length; b++) {
            room[b] = new double[market.blocks().get(b).slots()];
        }
        return room;
    }
}
