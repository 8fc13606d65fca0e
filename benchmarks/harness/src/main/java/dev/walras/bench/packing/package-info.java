/** Contenders of the suite that packs jobs on nodes: child processes, and the models of peers. */
@NullMarked
package dev.walras.bench.packing;

import org.jspecify.annotations.NullMarked;
