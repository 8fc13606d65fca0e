package dev.walras.market;

/**
 * One anonymous linear price a good.
 *
 * @param microsPerUnit one entry a good of the market, in its order: micros of money for a unit, 0 or more
 */
public record Prices(LongVector microsPerUnit) {
    /** A copy of {@code microsPerUnit}, one a good. */
    public static Prices of(long... microsPerUnit) {
        return new Prices(LongVector.of(microsPerUnit));
    }
}
