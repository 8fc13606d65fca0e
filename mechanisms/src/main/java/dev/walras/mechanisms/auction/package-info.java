/** Sealed-bid auctions: everybody reports once, a rule says who trades and who pays what. */
@NullMarked
package dev.walras.mechanisms.auction;

import org.jspecify.annotations.NullMarked;
