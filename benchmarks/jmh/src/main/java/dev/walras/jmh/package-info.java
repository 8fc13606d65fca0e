/** Micro-benchmarks. */
@NullMarked
package dev.walras.jmh;

import org.jspecify.annotations.NullMarked;
