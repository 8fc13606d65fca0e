package dev.walras.mechanisms.cloud;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The greedy rule that the cloud auctions share: requests by density, served whole while they fit, paying critical
 * values.
 *
 * <p>The problem: each participant wants one bundle of the operator's goods or nothing, worth {@code v_j} to it, of a
 * size {@code s_j} that says how much of the machine it takes. Requests with {@code v_j < reserve x s_j} or no positive
 * value are dropped; the others come in order of {@code v_j / s_j^power}, ties to the lower index, and are served when
 * they fit what is left. A winner pays the larger of {@code reserve x s_j} and its critical value: the least whole
 * micro with which it would still have been served. That is found by serving the others without it: the first of them
 * after whom it no longer fits is whom it must precede.
 *
 * <p>O(n log n) comparisons, and one pass over the requests for each winner. Truthful for participants whose bundles
 * are known, as a higher value never loses and the payment does not depend on it; individually rational; no deficit. No
 * bound on welfare in general: with power 1 a small dense request can shut out a large one.
 *
 * <p>Reference: S. Zaman, D. Grosu, Combinatorial auction-based allocation of virtual machine instances in clouds,
 * Journal of Parallel and Distributed Computing 73(4), 2013, 495-508, doi:10.1016/j.jpdc.2012.12.006; payments after R.
 * B. Myerson, Optimal auction design, Mathematics of Operations Research 6(1), 1981, 58-73, doi:10.1287/moor.6.1.58.
 */
public final class GreedyAuction {
    /** What happens to the requests after one that does not fit. */
    public enum Misfit {
        /** It is passed over, later ones may fit. */
        SKIP,
        /** Nobody after it is served. */
        STOP
    }

    /**
     * How requests are ranked and what they pay at least.
     *
     * @param power the power of the size by which values are divided
     * @param reserve micros a unit of size, 0 or more
     * @param misfit what happens after a request that does not fit
     */
    public record Rule(Density.Power power, BigFraction reserve, Misfit misfit) {
        /** Without reserve, passing over what does not fit. */
        public static Rule of(Density.Power power) {
            return new Rule(power, BigFraction.ZERO, Misfit.SKIP);
        }

        /**
         * As the settings {@code reserve}, {@code exponent} and {@code misfit} say; reserve 0 and passing over are what
         * holds without them.
         *
         * @param exponent the power of the size where the settings name none, a fraction
         */
        static Rule of(Settings settings, String exponent) {
            BigFraction reserve = Weights.number("reserve", settings.text("reserve", "0"));
            Density.Power power = Density.Power.parse(settings.text("exponent", exponent));
            return new Rule(power, reserve, settings.choice("misfit", Misfit.SKIP, Misfit.class));
        }
    }

    private final Market market;
    private final Rule rule;
    private final Density density;
    private final long[] floors;
    private final int[] ranked;

    /**
     * The auction of {@code market}.
     *
     * @param market one order of one lot a participant, for goods of the operator
     * @param sizes of the orders, in their order, 0 or more
     */
    public GreedyAuction(Market market, List<BigFraction> sizes, Rule rule) {
        this.market = market;
        this.rule = rule;
        this.density = new Density(sizes, rule.power);
        this.floors = new long[market.orders()];
        for (int k = 0; k < floors.length; k++) {
            floors[k] = least(sizes.get(k).multiply(rule.reserve));
        }
        this.ranked = IntStream.range(0, market.orders())
                .filter(k -> value(k) > 0 && value(k) >= floors[k])
                .boxed()
                .sorted(rank())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The least whole number that is {@code bound} or more; the largest long when that is less. */
    private static long least(BigFraction bound) {
        BigInteger[] parts = bound.getNumerator().divideAndRemainder(bound.getDenominator());
        BigInteger up = parts[0].add(BigInteger.valueOf(parts[1].signum()));
        return up.bitLength() > 62 ? Long.MAX_VALUE : up.longValue();
    }

    private Comparator<Integer> rank() {
        return (a, b) -> density.compare(a, value(a), b, value(b));
    }

    private long value(int k) {
        return market.valueMicrosPerLot(k);
    }

    /** The orders that are not dropped, the densest first. */
    public int[] ranked() {
        return ranked.clone();
    }

    /** The density of an order at its value, in micros over the power of the size; for people. */
    public double density(int order) {
        return density.of(order, value(order));
    }

    /** Who is served, the densest first. */
    public int[] winners() {
        long[] left = endowments();
        int[] served = new int[ranked.length];
        int n = 0;
        for (int k : ranked) {
            if (fits(k, left)) {
                take(k, left);
                served[n++] = k;
            } else if (rule.misfit == Misfit.STOP) {
                break;
            }
        }
        return Arrays.copyOf(served, n);
    }

    /** The outcome: winners and payments. */
    public Outcome outcome() {
        long[] lots = new long[market.orders()];
        long[] payments = new long[market.participants()];
        for (int k : winners()) {
            lots[k] = 1;
            payments[market.owner(k)] = payment(k);
        }
        return new Outcome(Fills.of(lots), Payments.of(payments), null, Termination.COMPLETED, 1);
    }

    /** What winner {@code k} pays: the larger of its reserve and its critical value, in micros. */
    private long payment(int k) {
        long[] left = endowments();
        for (int rival : ranked) {
            if (rival == k) {
                continue;
            }
            boolean fits = fits(rival, left);
            if (fits) {
                take(rival, left);
            }
            if ((fits && !fits(k, left)) || (!fits && rule.misfit == Misfit.STOP)) {
                return Math.max(floors[k], density.leastBefore(k, rival, value(rival), value(k)));
            }
        }
        return floors[k];
    }

    private long[] endowments() {
        long[] left = new long[market.goods()];
        for (int g = 0; g < left.length; g++) {
            left[g] = market.endowment(g);
        }
        return left;
    }

    private boolean fits(int k, long[] left) {
        for (int i = 0; i < market.bundleSize(k); i++) {
            if (market.bundleUnits(k, i) > left[market.bundleGood(k, i)]) {
                return false;
            }
        }
        return true;
    }

    private void take(int k, long[] left) {
        for (int i = 0; i < market.bundleSize(k); i++) {
            left[market.bundleGood(k, i)] -= market.bundleUnits(k, i);
        }
    }
}
