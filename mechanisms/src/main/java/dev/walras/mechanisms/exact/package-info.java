/** Small linear and quadratic programs in exact fractions, for rules whose numbers must not depend on rounding. */
@NullMarked
package dev.walras.mechanisms.exact;

import org.jspecify.annotations.NullMarked;
