/**
 * The one market form every family is formulated into: goods that must balance, orders that trade lots of signed
 * integer bundles, and the three vectors an outcome consists of (fills, prices, payments).
 */
@NullMarked
package dev.walras.market;

import org.jspecify.annotations.NullMarked;
