package dev.walras.cli;

/** What the user gave is wrong: one sentence, perhaps with a second line that begins with "Maybe". */
final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadInputException(String message, Throwable cause) {
        super(message, cause);
    }

    BadInputException(String message) {
        super(message);
    }

    /** Makes or reads something from what the user gave. */
    interface Reading<T> {
        /** The thing, or an exception about what was given. */
        T get();
    }

    /** Reads what the user gave: a wrong argument found there is the user's, not an internal error. */
    static <T> T reading(Reading<T> input) {
        try {
            return input.get();
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }
}
