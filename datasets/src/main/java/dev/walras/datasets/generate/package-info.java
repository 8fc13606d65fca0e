/** Seeded generators of problems of every family: the same id, settings and seed give the same problem on any JVM. */
@NullMarked
package dev.walras.datasets.generate;

import org.jspecify.annotations.NullMarked;
