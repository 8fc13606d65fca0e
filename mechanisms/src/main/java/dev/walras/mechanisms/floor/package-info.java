/**
 * Windows through which price mechanisms see a market held in columns in this process, and the participants' replies.
 */
@NullMarked
package dev.walras.mechanisms.floor;

import org.jspecify.annotations.NullMarked;
