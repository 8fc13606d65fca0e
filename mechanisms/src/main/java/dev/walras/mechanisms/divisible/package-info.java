/**
 * Divisible goods: Fisher and exchange markets with their optima and dynamics, fair shares of several resources,
 * proportional sharing by bids, and pacing of budgets.
 */
@NullMarked
package dev.walras.mechanisms.divisible;

import org.jspecify.annotations.NullMarked;
