/**
 * Price processes: mechanisms that announce prices and see nothing but replies.
 * {@link dev.walras.mechanisms.price.Recovery} turns the last prices into a feasible outcome, by messages through the
 * same floor.
 */
@NullMarked
package dev.walras.mechanisms.price;

import org.jspecify.annotations.NullMarked;
