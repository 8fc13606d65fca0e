/** Sharing what a group makes, costs or is owed: the Shapley value and rules for claims. */
@NullMarked
package dev.walras.mechanisms.sharing;

import org.jspecify.annotations.NullMarked;
