/** How participants behave: what they report instead of the truth, and at which limits they submit. */
@NullMarked
package dev.walras.mechanisms.behaviour;

import org.jspecify.annotations.NullMarked;
