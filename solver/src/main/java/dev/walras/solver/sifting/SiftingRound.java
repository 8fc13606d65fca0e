package dev.walras.solver.sifting;

/**
 * What one box was like.
 *
 * @param open columns it left open
 * @param pressing goods whose price wanted to leave it
 * @param bound the bound on welfare that the prices found in it prove, in the market's unit of money
 */
public record SiftingRound(long open, int pressing, double bound) {}
