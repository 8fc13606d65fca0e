package dev.walras.columns;

import java.io.Serializable;

/**
 * Prices as they are sent to buyers: one 32-bit number an offer, in ticks a unit, and the smoothing of replies. Reused
 * from round to round.
 */
public final class EdgeQuote implements Serializable {
    private static final long serialVersionUID = 1;

    private final long tickMicros;
    private final float[] ticksPerUnit;
    private float smoothing;

    /** A quote with all prices 0 and no smoothing. */
    public EdgeQuote(EdgeTerms terms) {
        this.tickMicros = terms.tickMicros();
        this.ticksPerUnit = new float[terms.offers()];
    }

    /**
     * Announces prices.
     *
     * @param pricesMicros micros a unit, one an offer, 0 or more and finite; rounded to 24 bits
     * @param share see {@link EdgeReply}; 0 asks for best replies
     */
    public void set(double[] pricesMicros, double share) {
        for (int j = 0; j < ticksPerUnit.length; j++) {
            float price = (float) (pricesMicros[j] / tickMicros);
            if (!(price >= 0 && price <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("the price of offer " + j + " is " + pricesMicros[j] + " micros");
            }
            ticksPerUnit[j] = price;
        }
        smoothing = (float) share;
    }

    /** The price of {@code offer}, in ticks a unit. */
    public float price(int offer) {
        return ticksPerUnit[offer];
    }

    /** The smoothing of replies. */
    public float smoothing() {
        return smoothing;
    }

    float[] prices() {
        return ticksPerUnit;
    }
}
