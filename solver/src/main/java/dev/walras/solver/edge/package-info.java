/** Central optima of markets of choice in columns, and the certificate that judges anybody's answer about them. */
@NullMarked
package dev.walras.solver.edge;

import org.jspecify.annotations.NullMarked;
