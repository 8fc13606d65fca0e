/** Tables for other programs: typed columns as comma-separated values and as Apache Parquet. */
@NullMarked
package dev.walras.tables;

import org.jspecify.annotations.NullMarked;
