/** Package auctions as set packing: reductions that know markets, clique rows, and the way back. */
@NullMarked
package dev.walras.solver.packages;

import org.jspecify.annotations.NullMarked;
