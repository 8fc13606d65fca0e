package dev.walras.cli;

import dev.walras.harness.Results;
import dev.walras.harness.Status;

/** How a command ended. */
final class ExitCode {
    /** Done. */
    static final int DONE = 0;
    /** The auditor found a violation. */
    static final int VIOLATION = 1;
    /** Bad input or usage. */
    static final int BAD_INPUT = 2;
    /** A limit was reached without a feasible outcome. */
    static final int NOTHING_FOUND = 3;
    /** Internal error. */
    static final int INTERNAL = 4;

    private ExitCode() {}

    /** The exit code of a single run. */
    static int of(Status status) {
        return switch (status) {
            case OK -> DONE;
            case INFEASIBLE, VIOLATION -> VIOLATION;
            case UNSUPPORTED -> BAD_INPUT;
            case TIMEOUT, NOTHING_FOUND -> NOTHING_FOUND;
            case ERROR, CRASHED, OUT_OF_MEMORY -> INTERNAL;
        };
    }

    /**
     * The exit code of a comparison: a violation weighs more than a failure; other trials that found nothing do not.
     */
    static int of(Results results) {
        boolean failed = results.trials().stream()
                .anyMatch(trial -> trial.status().failed() && trial.status() != Status.TIMEOUT);
        return results.anyBroken() ? VIOLATION : failed ? INTERNAL : DONE;
    }
}
