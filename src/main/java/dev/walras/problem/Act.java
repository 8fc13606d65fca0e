package dev.walras.problem;

/** What filling one lot of an order means in the domain of its problem. */
public sealed interface Act
        permits AllocationProblem.Move, ArbitrageProblem.Move, SlaMatchingProblem.Move, RawMarket.Move {}
