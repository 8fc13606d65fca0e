package dev.walras.harness;

import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeDemand;
import dev.walras.columns.EdgeFills;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeRecovery;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Traffic;
import dev.walras.mechanisms.price.ascent.Ascent;
import dev.walras.mechanisms.price.ascent.AscentRule;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Clears a market of choice by prices, and certifies what was reached.
 *
 * <p>Two certificates, against one bound that is audited in whole numbers. <b>In parts</b>: an allocation in which
 * buyers may hold fractions, by pro rata rationing; the ascent stops by it. <b>Whole</b>: each buyer one edge or none,
 * made of the prices by {@link EdgeRecovery}, one more pass or some, and audited in whole numbers too.
 *
 * @param termination why the ascent stopped
 * @param rounds price rounds
 * @param traffic what the rounds sent, as {@link EdgeDemand} counts it
 * @param prices of the bound, micros a unit
 * @param boundMicros no allocation is worth more
 * @param partsMicros what an allocation in parts is worth
 */
public record EdgeClearing(
        Termination termination,
        int rounds,
        Traffic traffic,
        java.util.List<Long> prices,
        BigInteger boundMicros,
        double partsMicros) {
    public EdgeClearing {
        prices = java.util.List.copyOf(prices);
    }

    /** Runs until the audited gap in parts is {@code gap} or less, or for so many rounds; prices move by a rule. */
    public static EdgeClearing run(EdgeDemand demand, AscentRule rule, double gap, int rounds) {
        return resume(demand, new Ascent(demand, rule.of(demand)), gap, rounds);
    }

    /** Goes on with an ascent until the audited gap in parts is {@code gap} or less, or to so many rounds in all. */
    public static EdgeClearing resume(EdgeDemand demand, Ascent ascent, double gap, int rounds) {
        double asked = gap;
        while (true) {
            Termination ended = ascent.run(new Ascent.Stop(asked, rounds));
            long[] prices = Arrays.stream(ascent.certificate().prices())
                    .mapToLong(Math::round)
                    .toArray();
            EdgeClearing clearing = new EdgeClearing(
                    ended,
                    ascent.rounds(),
                    demand.traffic(),
                    Arrays.stream(prices).boxed().toList(),
                    EdgeAudit.bound(demand.market(), prices),
                    ascent.certificate().below());
            if (ended != Termination.TOLERANCE || clearing.gap() <= gap) {
                return clearing;
            }
            // Rounding prices to micros, and sums to floating point, has cost a little: ask for a little more.
            asked = Math.max(0, Math.min(asked * 0.99, asked - 1.1 * (clearing.gap() - gap)));
        }
    }

    /** {@code (bound - parts) / bound}, 0 where the bound is 0. */
    public double gap() {
        return gapOf(partsMicros);
    }

    /** {@code (bound - welfare) / bound} of a whole allocation. */
    public double gap(EdgeAudit.Judgement whole) {
        return gapOf(whole.welfareMicros().doubleValue());
    }

    private double gapOf(double welfare) {
        double bound = boundMicros.doubleValue();
        return bound <= 0 ? 0 : Math.max(0, 1 - welfare / bound);
    }

    /** A whole allocation by these prices. */
    public EdgeFills whole(EdgeMarket market) {
        return EdgeRecovery.fills(market, prices.stream().mapToLong(p -> p).toArray());
    }

    /** The bound as decimal text in micros, short. */
    public String bound() {
        return new java.math.BigDecimal(boundMicros).round(new MathContext(8)).toString();
    }
}
