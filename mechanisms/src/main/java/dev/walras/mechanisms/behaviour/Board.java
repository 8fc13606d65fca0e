package dev.walras.mechanisms.behaviour;

import dev.walras.mechanism.PublicEvent;

/** What everybody can read while a venue trades. */
public interface Board {
    /** A board with nothing on it, at the beginning of a session. */
    Board EMPTY = new Board() {
        @Override
        public long bidMicros(int good) {
            return PublicEvent.NO_BID;
        }

        @Override
        public long askMicros(int good) {
            return PublicEvent.NO_ASK;
        }

        @Override
        public double left() {
            return 1;
        }
    };

    /** The best bid that stands, in micros a unit; {@link PublicEvent#NO_BID} when there is none. */
    long bidMicros(int good);

    /** The best ask that stands, in micros a unit; {@link PublicEvent#NO_ASK} when there is none. */
    long askMicros(int good);

    /** The share of the session that is left, from 1 at its beginning to 0 at its end. */
    double left();
}
