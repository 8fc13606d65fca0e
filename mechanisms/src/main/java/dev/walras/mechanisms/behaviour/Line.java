package dev.walras.mechanisms.behaviour;

import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.Side;

/** What an adaptive trader knows about trading one good on one side. Prices are in micros a lot, in floating point. */
abstract class Line {
    private final Side side;
    private double limit;
    private boolean active;

    Line(Side side) {
        this.side = side;
    }

    final Side side() {
        return side;
    }

    /** The limit price of the order it is working on: the most to pay, or the least to be paid. */
    final double limit() {
        return limit;
    }

    /** Whether it still has something to trade. */
    final boolean active() {
        return active;
    }

    final void workOn(double orderLimit) {
        limit = orderLimit;
        active = true;
    }

    final void rest() {
        active = false;
    }

    /** The price it would shout for an order with this limit price; the caller keeps it within the limit. */
    abstract double price(double orderLimit, Board board);

    /** Sees an event about its good. */
    abstract void see(PublicEvent event);
}
