/**
 * Walrasian analysis: whether prices of goods support an optimum, which do, and how far any prices are from it.
 *
 * <p>All in exact fractions, for markets that an exact linear program can hold.
 */
@NullMarked
package dev.walras.mechanisms.walrasian;

import org.jspecify.annotations.NullMarked;
