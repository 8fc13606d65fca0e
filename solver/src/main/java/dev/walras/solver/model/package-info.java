/** The integer program of a market in plain arrays, what engines answer about it, and exact arithmetic on both. */
@NullMarked
package dev.walras.solver.model;

import org.jspecify.annotations.NullMarked;
