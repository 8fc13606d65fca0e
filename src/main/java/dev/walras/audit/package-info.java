/**
 * The judge: decides feasibility, welfare, bound and money of an outcome from the data of the problem, the market and
 * the outcome alone. Shares no code with formulations, solvers or mechanisms, and reads their records only.
 */
@NullMarked
package dev.walras.audit;

import org.jspecify.annotations.NullMarked;
