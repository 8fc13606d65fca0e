/** The command line. */
@NullMarked
package dev.walras.cli;

import org.jspecify.annotations.NullMarked;
