/** Local search by Timefold: its mutable planning entities, an incremental score, and the solver. */
@NullMarked
package dev.walras.solver.timefold;

import org.jspecify.annotations.NullMarked;
