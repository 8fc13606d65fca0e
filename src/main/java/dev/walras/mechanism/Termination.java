package dev.walras.mechanism;

/** Why a mechanism stopped; says nothing about what the outcome is worth. */
public enum Termination {
    /** A one-shot rule came to its end, or an exact method finished its search. */
    COMPLETED,
    /** Nothing is demanded beyond supply at the final prices. */
    CLEARED,
    /** The tolerance asked for was reached. */
    TOLERANCE,
    /** A full round passed in which nobody wanted to change anything. */
    QUIESCENT,
    /** The limit on rounds was reached. */
    ROUND_LIMIT,
    /** The limit on time, or on work, was reached. */
    TIME_LIMIT,
    /** The caller cancelled. */
    CANCELLED,
    /** Prices left all bounds. */
    DIVERGED,
    /** A limit was reached before anything feasible was found; the fills are all zero. */
    NOTHING_FOUND
}
