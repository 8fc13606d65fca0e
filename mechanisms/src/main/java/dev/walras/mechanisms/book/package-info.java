/** A matching engine for many order books: commands in, events out, nothing allocated on the way. */
@NullMarked
package dev.walras.mechanisms.book;

import org.jspecify.annotations.NullMarked;
