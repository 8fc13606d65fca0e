/**
 * Markets of choice in columns: every buyer takes at most one of a few offers of limited capacity. Twelve bytes an
 * edge, in blocks that answer prices one by one, in one process or on many machines.
 */
@NullMarked
package dev.walras.columns;

import org.jspecify.annotations.NullMarked;
