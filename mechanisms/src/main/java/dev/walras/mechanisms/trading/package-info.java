/** Online markets: rules that see participants or their orders in order of arrival. */
@NullMarked
package dev.walras.mechanisms.trading;

import org.jspecify.annotations.NullMarked;
