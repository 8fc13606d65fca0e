/** Experiments: run mechanisms on instances, measure, store, report. */
@NullMarked
package dev.walras.harness;

import org.jspecify.annotations.NullMarked;
