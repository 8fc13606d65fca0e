/**
 * Games and learning: matrix and extensive games, empirical games over counts of strategies, dynamics, learners, and
 * auctions as games of incomplete information with their closed-form equilibria.
 */
@NullMarked
package dev.walras.mechanisms.game;

import org.jspecify.annotations.NullMarked;
