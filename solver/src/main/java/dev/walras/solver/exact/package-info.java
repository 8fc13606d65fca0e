/** Exact algorithms of our own for markets of special structure, and enumeration as their yardstick. */
@NullMarked
package dev.walras.solver.exact;

import org.jspecify.annotations.NullMarked;
