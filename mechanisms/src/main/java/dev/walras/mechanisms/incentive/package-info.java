/** Searching for misreports that pay: how far a mechanism is from truthful, as a lower bound with a witness. */
@NullMarked
package dev.walras.mechanisms.incentive;

import org.jspecify.annotations.NullMarked;
