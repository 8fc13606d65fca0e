package dev.walras.market;

/**
 * Who pays what.
 *
 * @param micros one entry a participant of the market, in its order: micros of money, + pays, - is paid
 */
public record Payments(LongVector micros) {
    /** Nobody pays, in a market of {@code participants} participants. */
    public static Payments none(int participants) {
        return new Payments(LongVector.zeros(participants));
    }

    /** A copy of {@code micros}, one a participant. */
    public static Payments of(long... micros) {
        return new Payments(LongVector.of(micros));
    }
}
