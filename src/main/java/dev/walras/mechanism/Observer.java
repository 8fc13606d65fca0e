package dev.walras.mechanism;

import dev.walras.market.Fills;
import dev.walras.market.Prices;
import org.jspecify.annotations.Nullable;

/** Watches a run without taking part in it. Calls may come from other threads; they must return quickly. */
public interface Observer {
    /** Watches nothing. */
    Observer NONE = new Observer() {};

    /**
     * A round of an iterative mechanism has ended.
     *
     * @param round 1, 2, ...
     * @param prices the prices announced in it
     * @param messages messages sent so far
     * @param provisional the provisional fills when the mechanism has them
     */
    default void round(int round, Prices prices, long messages, @Nullable Fills provisional) {}

    /**
     * A search has made progress.
     *
     * @param engine which engine
     * @param incumbentMicros the best welfare it has found, in micros; null when none yet
     * @param boundMicros its bound on welfare, in micros; null when none yet
     */
    default void progress(String engine, @Nullable Long incumbentMicros, @Nullable Long boundMicros) {}
}
