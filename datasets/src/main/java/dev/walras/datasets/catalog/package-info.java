/** Problems that come with the project: toy markets with known optima, and markets built from published facts. */
@NullMarked
package dev.walras.datasets.catalog;

import org.jspecify.annotations.NullMarked;
