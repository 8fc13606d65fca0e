/** Price processes that see sums of replies only: rules that move prices, and the certificate of what was reached. */
@NullMarked
package dev.walras.mechanisms.price.ascent;

import org.jspecify.annotations.NullMarked;
