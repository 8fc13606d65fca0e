/**
 * Exact optima of large linear markets from approximate prices: most replies are certain, few need a linear program.
 */
@NullMarked
package dev.walras.solver.sifting;

import org.jspecify.annotations.NullMarked;
