/** Packing jobs on nodes: structure, prices by type of node, local search. */
@NullMarked
package dev.walras.solver.packing;

import org.jspecify.annotations.NullMarked;
