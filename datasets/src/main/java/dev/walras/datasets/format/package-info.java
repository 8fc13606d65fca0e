/**
 * Readers of public formats: combinatorial auctions, assignment and flow benchmarks, cluster traces, measured service
 * quality, prices. Each is one {@link dev.walras.datasets.format.Format} in {@link dev.walras.datasets.format.Formats}.
 */
@NullMarked
package dev.walras.datasets.format;

import org.jspecify.annotations.NullMarked;
