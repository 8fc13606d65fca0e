package dev.walras.mechanism;

import dev.walras.problem.Instance;

/** A central planner: sees the whole instance, true values included, and looks for the welfare optimum. */
public non-sealed interface CentralSolver extends Mechanism {
    /**
     * The best decision found within the limits.
     *
     * @throws UnsupportedMarketException before any work, when the market has a trait the solver does not handle
     */
    Outcome solve(Instance instance, RunContext context);
}
