/** The central optimum of a market. */
@NullMarked
package dev.walras.solver;

import org.jspecify.annotations.NullMarked;
