package dev.walras.columns;

import java.io.Serializable;
import java.util.Arrays;

/** What buyers want at some prices: units of each offer, and how many of them want an edge. Sums are exact. */
public final class EdgeWants implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] units;
    private long buyers;

    /** Nobody wants any of so many offers. */
    public EdgeWants(int offers) {
        this.units = new long[offers];
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(units, 0);
        buyers = 0;
    }

    /** One more buyer wants so many units of {@code offer}. */
    void add(int offer, int size) {
        units[offer] += size;
        buyers++;
    }

    /**
     * Adds what others want.
     *
     * @throws ArithmeticException when a sum exceeds a long, as none does of buyers that some terms allow
     */
    public void merge(EdgeWants other) {
        for (int j = 0; j < units.length; j++) {
            units[j] = Math.addExact(units[j], other.units[j]);
        }
        buyers = Math.addExact(buyers, other.buyers);
    }

    /** Units wanted of each offer, a copy. */
    public long[] units() {
        return units.clone();
    }

    /** How many buyers want an edge. */
    public long buyers() {
        return buyers;
    }
}
