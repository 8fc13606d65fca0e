/** Market mechanisms. */
@NullMarked
package dev.walras.mechanisms;

import org.jspecify.annotations.NullMarked;
