/** Auctions in rounds: clocks, ascending auctions of items and of packages, deferred acceptance of offers. */
@NullMarked
package dev.walras.mechanisms.clock;

import org.jspecify.annotations.NullMarked;
