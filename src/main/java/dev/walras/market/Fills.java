package dev.walras.market;

/**
 * What is traded: the lots of every order.
 *
 * @param lots one entry an order of the market, in its order; 0 is "not filled"
 */
public record Fills(LongVector lots) {
    /** Nothing traded in a market of {@code orders} orders. */
    public static Fills none(int orders) {
        return new Fills(LongVector.zeros(orders));
    }

    /** A copy of {@code lots}, one an order. */
    public static Fills of(long... lots) {
        return new Fills(LongVector.of(lots));
    }
}
