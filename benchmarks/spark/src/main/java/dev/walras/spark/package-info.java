/**
 * Markets and sweeps beyond one machine, on Apache Spark: the same price mechanisms on blocks of a market held by
 * executors, and the same experiments with cells run by executors.
 */
@NullMarked
package dev.walras.spark;

import org.jspecify.annotations.NullMarked;
