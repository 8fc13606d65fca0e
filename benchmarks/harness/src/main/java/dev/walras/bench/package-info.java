/** The performance suites: what is measured, against which peer, how far each target was reached. */
@NullMarked
package dev.walras.bench;

import org.jspecify.annotations.NullMarked;
