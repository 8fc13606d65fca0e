package dev.walras.mechanism;

/**
 * What everybody at a venue sees while it trades: shouts that found nobody, trades, and what stands on the board.
 * Prices are in micros a unit. Names are not told.
 */
public sealed interface PublicEvent {
    /** The good it is about. */
    int good();

    /**
     * Somebody shouted a price, and nobody traded at it (yet).
     *
     * @param good the good
     * @param side {@link Side#BUY} for a bid, {@link Side#SELL} for an offer
     * @param priceMicros the price shouted
     */
    record Shout(int good, Side side, long priceMicros) implements PublicEvent {}

    /**
     * A price shouted before was accepted by somebody of the other side.
     *
     * @param good the good
     * @param side whose price it was: {@link Side#BUY} when a bid was accepted
     * @param priceMicros the price at which both traded
     * @param units how much they traded, 1 or more
     */
    record Trade(int good, Side side, long priceMicros, long units) implements PublicEvent {}

    /**
     * The best prices that stand have changed.
     *
     * @param good the good
     * @param bidMicros the best bid, {@link #NO_BID} when there is none
     * @param askMicros the best ask, {@link #NO_ASK} when there is none
     */
    record Quote(int good, long bidMicros, long askMicros) implements PublicEvent {}

    /** In place of the best bid when nobody bids. */
    long NO_BID = Long.MIN_VALUE;

    /** In place of the best ask when nobody asks. */
    long NO_ASK = Long.MAX_VALUE;
}
