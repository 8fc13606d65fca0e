/** Greedy auctions of cloud resources with critical-value payments, and auctions of machine time with deadlines. */
@NullMarked
package dev.walras.mechanisms.cloud;

import org.jspecify.annotations.NullMarked;
