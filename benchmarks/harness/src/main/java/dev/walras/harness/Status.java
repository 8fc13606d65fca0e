package dev.walras.harness;

import java.util.Arrays;
import java.util.Locale;

/** What became of a trial. Every trial is a row, also the failed ones. */
public enum Status {
    /** A feasible outcome that keeps every promise. */
    OK("a feasible outcome that keeps every promise"),
    /** The outcome breaks a rule of the market or of the problem. */
    INFEASIBLE("the outcome breaks a rule of the market or of the problem"),
    /** The outcome is feasible but breaks a budget or a promise about money. */
    VIOLATION("the outcome is feasible but breaks a budget or a promise about money"),
    /** The mechanism does not handle this sort of market, and says so before any work. */
    UNSUPPORTED("the mechanism does not handle this sort of market"),
    /** The mechanism did not come back within its time limit and a grace period. */
    TIMEOUT("no answer within the time limit and a grace period"),
    /** The run needed more memory than it was given. */
    OUT_OF_MEMORY("the run needed more memory than it was given"),
    /** The process of the run died. */
    CRASHED("the process of the run died"),
    /** The mechanism failed with an exception. */
    ERROR("the mechanism failed"),
    /** A limit was reached before anything feasible was found. */
    NOTHING_FOUND("a limit was reached before anything feasible was found");

    private final String meaning;

    Status(String meaning) {
        this.meaning = meaning;
    }

    /** What it means, as a phrase. */
    public String meaning() {
        return meaning;
    }

    /** The name in files: {@code nothing-found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The status called {@code code} in files.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Status of(String code) {
        for (Status status : values()) {
            if (status.code().equals(code)) {
                return status;
            }
        }
        throw new IllegalArgumentException("there is no status \"" + code + "\"");
    }

    /** Whether there is a status called {@code code} in files. */
    static boolean isCode(String code) {
        return Arrays.stream(values()).anyMatch(status -> status.code().equals(code));
    }

    /** Whether the run gave no answer, and might give one when it is tried again. */
    public boolean failed() {
        return this == TIMEOUT || this == OUT_OF_MEMORY || this == CRASHED || this == ERROR;
    }

    /** Whether the outcome was found to break something: what makes a comparison fail. */
    public boolean breaksRules() {
        return this == INFEASIBLE || this == VIOLATION;
    }
}
