package dev.walras.mechanisms.divisible;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole lots of divisible shares of a market that the operator endows.
 *
 * <p>Every order gets the whole lots of its share; what then is left goes lot by lot to the orders with the largest
 * fractions of a lot to come, ties to the lower index, and at last, in the same order, to whoever still can use it.
 * Nothing exceeds endowments, most lots, or what a participant can pay.
 */
final class Lots {
    /** Shares this near below a whole lot count as that lot. */
    private static final double NEARLY = 1e-4;

    private final Market market;
    private final IntToLongFunction price;
    private final long[] left;
    private final long[] purse;
    private final long[] lots;

    /**
     * Nothing yet.
     *
     * @param price what a lot of an order costs, in micros, 0 or more; counts against its owner's budget
     */
    Lots(Market market, IntToLongFunction price) {
        this.market = market;
        this.price = price;
        this.left = new long[market.goods()];
        this.purse = new long[market.participants()];
        this.lots = new long[market.orders()];
        for (int g = 0; g < left.length; g++) {
            left[g] = market.endowment(g);
        }
        for (int p = 0; p < purse.length; p++) {
            purse[p] = market.budgetMicros(p);
        }
    }

    /** Gives {@code shares}, in lots, 0 for orders that want nothing. */
    Lots give(double[] shares) {
        double[] fraction = new double[shares.length];
        for (int k = 0; k < shares.length; k++) {
            long whole = (long) Math.floor(shares[k] + NEARLY);
            fraction[k] = shares[k] - take(k, whole);
        }
        int[] order = IntStream.range(0, shares.length)
                .filter(k -> wants(k))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(k -> -Math.rint(fraction[k] * 1e6))
                        .thenComparingInt(k -> k))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int k : order) {
            if (fraction[k] > NEARLY) {
                take(k, 1);
            }
        }
        for (int k : order) {
            take(k, Long.MAX_VALUE);
        }
        return this;
    }

    /** Whether the owner of {@code order} wants it at all. */
    boolean wants(int order) {
        return market.valueMicrosPerLot(order) > 0;
    }

    /** Gives up to {@code most} more lots of {@code order}, as far as possible; returns how many. */
    long take(int order, long most) {
        if (!wants(order) || most <= 0) {
            return 0;
        }
        long taken = Math.min(most, room(market, order, left));
        taken = Math.min(taken, market.maxLots(order) - lots[order]);
        int owner = market.owner(order);
        long cost = price.applyAsLong(order);
        if (cost > 0 && purse[owner] != Participant.NO_BUDGET) {
            taken = Math.min(taken, purse[owner] / cost);
            purse[owner] -= taken * cost;
        }
        lots[order] += taken;
        for (int i = 0; i < market.bundleSize(order); i++) {
            left[market.bundleGood(order, i)] -= taken * market.bundleUnits(order, i);
        }
        return taken;
    }

    /** How many lots of {@code order} fit into {@code left} units of each good. */
    static long room(Market market, int order, long[] left) {
        long room = Long.MAX_VALUE;
        for (int i = 0; i < market.bundleSize(order); i++) {
            room = Math.min(room, left[market.bundleGood(order, i)] / market.bundleUnits(order, i));
        }
        return room;
    }

    /** The lots given. */
    long[] lots() {
        return lots.clone();
    }

    /** The outcome in which every lot given is paid for. */
    Outcome outcome(@Nullable Prices prices, Termination termination, int rounds) {
        long[] payments = new long[market.participants()];
        for (int k = 0; k < lots.length; k++) {
            if (lots[k] > 0) {
                payments[market.owner(k)] += lots[k] * price.applyAsLong(k);
            }
        }
        return new Outcome(Fills.of(lots), Payments.of(payments), prices, termination, rounds);
    }

    /**
     * The goods in the order of their names, so that rounding does not depend on the order in which they are listed.
     */
    static int[] goodsByName(Market market) {
        int[] rank = new int[market.goods()];
        Integer[] goods = new Integer[rank.length];
        Arrays.setAll(goods, g -> g);
        Arrays.sort(goods, Comparator.comparing(g -> market.goodIds().get(g)));
        for (int r = 0; r < rank.length; r++) {
            rank[goods[r]] = r;
        }
        return rank;
    }
}
