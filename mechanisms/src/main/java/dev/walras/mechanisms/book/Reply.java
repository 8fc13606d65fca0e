package dev.walras.mechanisms.book;

/** What became of a command. A command that is not {@link #DONE} has changed nothing. */
public enum Reply {
    /** It was carried out; what it did is told by {@link Events}. */
    DONE,
    /** The kind of command is none of {@link Command.Kind}. */
    UNKNOWN_COMMAND,
    /** There is no book of this number. */
    UNKNOWN_BOOK,
    /** The quantity is not in its range: 1 or more, for a replacement 0 or more. */
    BAD_QUANTITY,
    /** An order with this id rests in the book already. */
    ORDER_EXISTS,
    /** No order with this id rests in the book: it never came, was filled or was cancelled. */
    UNKNOWN_ORDER,
    /** The order is of another user. */
    FOREIGN_ORDER,
    /** As many orders rest in the engine as it has room for. */
    TOO_MANY_ORDERS,
    /** More units would rest in the book than {@link MatchingEngine#MOST_UNITS}. */
    TOO_MANY_UNITS
}
