package dev.walras.problem;

/**
 * What is to be decided, in the words of its domain.
 *
 * <p>{@link #instance()} formulates it into the one market form. The auditor never calls that method: it reads the
 * records of the problem itself, through the acts of an instance.
 */
public sealed interface Problem permits AllocationProblem, ArbitrageProblem, SlaMatchingProblem, RawMarket {
    /** The name of the problem. */
    String id();

    /** The short name of the family: {@code allocation}, {@code arbitrage}, {@code sla} or {@code market}. */
    default String family() {
        return switch (this) {
            case AllocationProblem p -> "allocation";
            case ArbitrageProblem p -> "arbitrage";
            case SlaMatchingProblem p -> "sla";
            case RawMarket p -> "market";
        };
    }

    /**
     * The problem as a market, with what each order means in the domain.
     *
     * @throws IllegalArgumentException when the market exceeds the bounds of {@link dev.walras.market.Market}
     */
    Instance instance();
}
