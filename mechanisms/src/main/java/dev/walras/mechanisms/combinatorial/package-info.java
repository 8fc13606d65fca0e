/** Sealed auctions and exchanges of packages, and the determination of winners. */
@NullMarked
package dev.walras.mechanisms.combinatorial;

import org.jspecify.annotations.NullMarked;
