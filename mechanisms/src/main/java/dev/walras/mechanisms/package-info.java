/**
 * Market mechanisms, and the list of them: {@link dev.walras.mechanisms.Mechanisms}. Auctions, matching, price
 * processes, trading and baselines have packages of their own, which do not know this one.
 */
@NullMarked
package dev.walras.mechanisms;

import org.jspecify.annotations.NullMarked;
