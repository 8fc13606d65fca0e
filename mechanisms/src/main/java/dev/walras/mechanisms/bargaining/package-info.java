/** Two sides share what they gain from agreeing: alternating offers and axiomatic solutions. */
@NullMarked
package dev.walras.mechanisms.bargaining;

import org.jspecify.annotations.NullMarked;
