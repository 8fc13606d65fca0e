/** Statistics of comparisons: ranks, intervals, profiles and inequality. Pure functions of samples. */
@NullMarked
package dev.walras.statistics;

import org.jspecify.annotations.NullMarked;
