/** Rules that any mechanism should beat: they set the floor of a comparison. */
@NullMarked
package dev.walras.mechanisms.baseline;

import org.jspecify.annotations.NullMarked;
