/** The report: one self-contained HTML file that shows the results of an experiment. */
@NullMarked
package dev.walras.report;

import org.jspecify.annotations.NullMarked;
