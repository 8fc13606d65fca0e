/** Decisions made one after the other, without knowing what comes: secretaries, prophets, searches, knapsacks, fees. */
@NullMarked
package dev.walras.mechanisms.online;

import org.jspecify.annotations.NullMarked;
