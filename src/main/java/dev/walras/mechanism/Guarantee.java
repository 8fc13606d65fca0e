package dev.walras.mechanism;

/** What a mechanism promises under truthful reports; each promise is audited on every outcome or searched by tests. */
public enum Guarantee {
    /** Welfare is the optimum. */
    EFFICIENT("welfare is the optimum"),
    /** No participant gains by a misreport, whatever the others report. */
    TRUTHFUL("no misreport pays"),
    /** The operator never pays: payments sum to 0 or more. */
    NO_DEFICIT("payments sum to zero or more"),
    /** Nothing is left over either: payments sum to 0 exactly. */
    BUDGET_BALANCED("payments sum to zero"),
    /** Nobody pays more than its fills are worth to it. */
    INDIVIDUALLY_RATIONAL("nobody is worse off than without trade"),
    /** No pair of participants would rather deal with each other. */
    STABLE("no blocking pair"),
    /** No coalition of participants could, together with the operator, do better among themselves. */
    CORE("no blocking coalition");

    private final String description;

    Guarantee(String description) {
        this.description = description;
    }

    /** The promise in a few words. */
    public String description() {
        return description;
    }
}
