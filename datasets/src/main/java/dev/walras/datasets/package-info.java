/** Instances from files, catalogs and generators. */
@NullMarked
package dev.walras.datasets;

import org.jspecify.annotations.NullMarked;
