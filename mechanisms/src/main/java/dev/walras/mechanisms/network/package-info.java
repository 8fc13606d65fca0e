/**
 * Price signals outside the market form: rates over the links of a network, exchange with quadratic costs, averaging
 * over a graph, and prices that arrive late.
 */
@NullMarked
package dev.walras.mechanisms.network;

import org.jspecify.annotations.NullMarked;
