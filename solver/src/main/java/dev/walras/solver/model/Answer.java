package dev.walras.solver.model;

import dev.walras.mechanism.Termination;
import org.jspecify.annotations.Nullable;

/** What an engine answers about a program. Arrays are handed over, not copied: nobody changes them afterwards. */
public final class Answer {
    /** The bound of an engine that has none. */
    public static final long NO_BOUND = Long.MAX_VALUE;

    private final String engine;
    private final long[] lots;
    private final long @Nullable [] prices;
    private final long boundMicros;
    private final Termination termination;

    /**
     * An answer.
     *
     * @param engine what computed it, for people: {@code "cp-sat"}
     * @param lots feasible lots, one an order
     * @param prices micros a unit of every good, 0 or more; null when the engine has none
     * @param boundMicros its upper bound on welfare, in micros; {@link #NO_BOUND} when it has none
     * @param termination why it stopped
     */
    public Answer(String engine, long[] lots, long @Nullable [] prices, long boundMicros, Termination termination) {
        this.engine = engine;
        this.lots = lots;
        this.prices = prices;
        this.boundMicros = boundMicros;
        this.termination = termination;
    }

    /** What computed it. */
    public String engine() {
        return engine;
    }

    /** Lots of every order. */
    public long[] lots() {
        return lots;
    }

    /** Micros a unit of every good, 0 or more; null when the engine has none. */
    public long @Nullable [] prices() {
        return prices;
    }

    /** The engine's upper bound on welfare, in micros; {@link #NO_BOUND} when it has none. */
    public long boundMicros() {
        return boundMicros;
    }

    /** Why the engine stopped. */
    public Termination termination() {
        return termination;
    }

    /** This answer with other prices. */
    public Answer withPrices(long @Nullable [] other) {
        return new Answer(engine, lots, other, boundMicros, termination);
    }

    /** This answer with the lesser of its bound and {@code other}. */
    public Answer withBound(long other) {
        return new Answer(engine, lots, prices, Math.min(boundMicros, other), termination);
    }

    /** This answer with another reason for stopping. */
    public Answer ended(Termination reason) {
        return new Answer(engine, lots, prices, boundMicros, reason);
    }

    /** This answer under the name of another engine. */
    public Answer by(String name) {
        return new Answer(name, lots, prices, boundMicros, termination);
    }
}
