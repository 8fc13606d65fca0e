package dev.walras.problem;

import dev.walras.market.Market;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Goods and orders given directly: combinatorial auctions, double auctions, and problems of other libraries converted
 * into a market.
 *
 * @param market the market itself
 * @param objective the objective of the source it was converted from, null when welfare is the objective
 */
public record RawMarket(Market market, @Nullable Objective objective) implements Problem {
    /** A market whose objective is its welfare. */
    public RawMarket(Market market) {
        this(market, null);
    }

    /** What an order of a raw market means: itself. */
    public sealed interface Move extends Act permits Trade {}

    /** Trading one lot of the order at index {@code order}. */
    public record Trade(int order) implements Move {}

    @Override
    public String id() {
        return market.id();
    }

    @Override
    public Instance instance() {
        return new Instance(this, market, new Trades(market.orders()));
    }

    /** The acts {@code Trade(0) .. Trade(size - 1)}, made when asked for. */
    private static final class Trades extends AbstractList<Act> implements RandomAccess {
        private final int size;

        Trades(int size) {
            this.size = size;
        }

        @Override
        public Act get(int index) {
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException("order " + index + " of " + size);
            }
            return new Trade(index);
        }

        @Override
        public int size() {
            return size;
        }

        /** As cheap as the size: the acts are equal exactly when the lists are as long. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Trades that ? that.size == size : other instanceof List<?> && super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }
}
