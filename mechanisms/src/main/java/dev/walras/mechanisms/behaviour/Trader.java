package dev.walras.mechanisms.behaviour;

import dev.walras.mechanism.PublicEvent;

/** One participant at work. It may learn from what it sees; it serves one run, or several days of trading in a row. */
public interface Trader {
    /**
     * The limit it puts on one lot of one of its orders now, in micros: the most to pay, or negative, the least to be
     * paid.
     *
     * @param board what stands on the board, and how much of the session is left
     */
    long limitMicrosPerLot(int order, Board board);

    /** Whether it wants to see public events; one that does not is never shown any. */
    default boolean watches() {
        return false;
    }

    /** Sees a public event. */
    default void see(PublicEvent event) {}

    /** Is told that lots of one of its orders were filled. */
    default void filled(int order, long lots) {}

    /** A new day begins: all its orders are whole again, the board is empty. What it has learned stays. */
    default void begin() {}
}
