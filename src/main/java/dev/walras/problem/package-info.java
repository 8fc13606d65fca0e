/**
 * The families of problems as people state them, each one record with its acts and its formulation into a market:
 * {@link dev.walras.problem.AllocationProblem}, {@link dev.walras.problem.ArbitrageProblem},
 * {@link dev.walras.problem.SlaMatchingProblem}, {@link dev.walras.problem.RawMarket}.
 */
@NullMarked
package dev.walras.problem;

import org.jspecify.annotations.NullMarked;
