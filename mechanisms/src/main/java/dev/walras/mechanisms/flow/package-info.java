/** Goods that move: transport, power networks, exchange rates, liquidity pools, storage. */
@NullMarked
package dev.walras.mechanisms.flow;

import org.jspecify.annotations.NullMarked;
