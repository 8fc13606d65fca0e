/** Stable matching: proposals and their acceptance, by preferences instead of prices. */
@NullMarked
package dev.walras.mechanisms.matching;

import org.jspecify.annotations.NullMarked;
