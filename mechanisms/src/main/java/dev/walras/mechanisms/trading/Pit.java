package dev.walras.mechanisms.trading;

import dev.walras.mechanism.Side;
import dev.walras.mechanism.Venue;

/** Where submissions meet, by the rules of one microstructure. */
interface Pit {
    /** Takes a submission, trades what it trades. */
    void submit(Venue.Submission submission);

    /** Whether the session has ended before its time. */
    default boolean closed() {
        return false;
    }

    /** The side of a submission for single units of one good. */
    static Side side(Venue.Submission submission) {
        return submission.perLot().units(0) > 0 ? Side.BUY : Side.SELL;
    }

    /** The price of a unit that a submission names: the most to pay, or the least to be paid, in micros. */
    static long price(Venue.Submission submission) {
        return side(submission) == Side.BUY ? submission.limitMicrosPerLot() : -submission.limitMicrosPerLot();
    }
}
