package dev.walras.mechanisms.flow;

import static dev.walras.mechanisms.flow.Fractions.max;
import static dev.walras.mechanisms.flow.Fractions.min;
import static dev.walras.mechanisms.flow.Fractions.sign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Buying when it is cheap and selling when it is dear with a store, at known prices.
 *
 * <p>Maximizes {@code sum_t price_t (sold_t - bought_t)}; the level after period <i>t</i> is the one before plus
 * {@code chargeEfficiency x bought - sold / dischargeEfficiency}, from 0 to the capacity; {@code retention} of it is
 * left when the next period begins. Backwards over periods the value of a level is concave and piecewise linear; each
 * period joins it with the line segments of trade, by falling slope. Exact; O(T^2) for <i>T</i> periods. The slope of
 * the value is the <b>water value</b>, the dual price of what is stored. With retention 1 it stands still until the
 * store is full, when it may rise, or empty, when it may fall: a store buys below it and sells above it. At prices
 * below 0 a store with losses may buy and sell at once, to burn energy.
 *
 * <p>Reference: R. Bellman, On the theory of dynamic programming - a warehousing problem, Management Science 2(3),
 * 1956, 272-275, doi:10.1287/mnsc.2.3.272.
 *
 * @param capacity units held at most, 0 or more
 * @param mostBought units bought at most in a period, measured outside, 0 or more
 * @param mostSold units sold at most in a period, measured outside, 0 or more
 * @param chargeEfficiency units stored for each unit bought, above 0, at most 1
 * @param dischargeEfficiency units sold for each unit taken out, above 0, at most 1
 * @param retention share left from one period to the next, above 0, at most 1
 * @param initial units held at first, from 0 to the capacity
 * @param leastFinal units that must be held after the last period
 */
public record StorageArbitrage(
        BigFraction capacity,
        BigFraction mostBought,
        BigFraction mostSold,
        BigFraction chargeEfficiency,
        BigFraction dischargeEfficiency,
        BigFraction retention,
        BigFraction initial,
        BigFraction leastFinal) {
    public StorageArbitrage {
        for (BigFraction share : List.of(chargeEfficiency, dischargeEfficiency, retention)) {
            if (sign(share) <= 0 || share.compareTo(BigFraction.ONE) > 0) {
                throw new IllegalArgumentException(
                        "an efficiency is " + share + "; it must be above 0 and at most 1\nMaybe it is in percent.");
            }
        }
        if (sign(mostBought) < 0 || sign(mostSold) < 0) {
            throw new IllegalArgumentException(
                    "power limits are " + mostBought + " and " + mostSold + "; both must be 0 or more");
        }
        if (sign(initial) < 0 || initial.compareTo(capacity) > 0 || leastFinal.compareTo(capacity) > 0) {
            throw new IllegalArgumentException("the store begins with " + initial + " and ends with at least "
                    + leastFinal + "; its capacity is " + capacity);
        }
    }

    /** Without losses, with the same limit for buying and selling, empty at first and free at last. */
    public static StorageArbitrage lossless(BigFraction capacity, BigFraction power) {
        return new StorageArbitrage(
                capacity,
                power,
                power,
                BigFraction.ONE,
                BigFraction.ONE,
                BigFraction.ONE,
                BigFraction.ZERO,
                BigFraction.ZERO);
    }

    /**
     * A best schedule.
     *
     * @param profit money
     * @param bought by period, units outside
     * @param sold by period, units outside
     * @param level after each period, units
     * @param waterValues in each period: what a unit in the store is worth, money
     */
    public record Schedule(
            BigFraction profit,
            List<BigFraction> bought,
            List<BigFraction> sold,
            List<BigFraction> level,
            List<BigFraction> waterValues) {
        public Schedule {
            bought = List.copyOf(bought);
            sold = List.copyOf(sold);
            level = List.copyOf(level);
            waterValues = List.copyOf(waterValues);
        }
    }

    /** What a segment of a value stands for; of equal slopes the first kind comes first, which trades least. */
    private enum Kind {
        BUY_LESS,
        KEEP,
        SELL
    }

    /** A stretch of levels over which each unit is worth the same. */
    private record Segment(BigFraction length, BigFraction slope, Kind kind) {}

    /** A concave piecewise linear value of levels from {@code low} on, by falling slope. */
    private record Value(BigFraction low, BigFraction atLow, List<Segment> segments) {
        BigFraction high() {
            BigFraction high = low;
            for (Segment each : segments) {
                high = high.add(each.length);
            }
            return high;
        }

        /** This value between two levels only. */
        Value between(BigFraction from, BigFraction to) {
            BigFraction at = low;
            BigFraction worth = atLow;
            List<Segment> kept = new ArrayList<>();
            for (Segment each : segments) {
                BigFraction end = at.add(each.length);
                BigFraction skipped = max(BigFraction.ZERO, min(end, from).subtract(at));
                worth = worth.add(skipped.multiply(each.slope));
                BigFraction length = min(end, to).subtract(max(at, from));
                if (sign(length) > 0) {
                    kept.add(new Segment(length, each.slope, Kind.KEEP));
                }
                at = end;
            }
            return new Value(max(low, from), worth, kept);
        }

        /**
         * The worth of a unit at {@code level} that is nearest to {@code wanted}: from the next one's to the last
         * one's.
         */
        BigFraction slope(BigFraction level, @Nullable BigFraction wanted) {
            BigFraction at = low;
            BigFraction last = null;
            BigFraction next = null;
            for (Segment each : segments) {
                if (sign(each.length) > 0) {
                    BigFraction end = at.add(each.length);
                    last = at.compareTo(level) < 0 ? each.slope : last;
                    next = next == null && end.compareTo(level) > 0 ? each.slope : next;
                    at = end;
                }
            }
            BigFraction worth = wanted != null ? wanted : next != null ? next : last;
            if (next != null && worth != null) {
                worth = max(worth, next);
            }
            if (last != null && worth != null) {
                worth = min(worth, last);
            }
            return worth == null ? BigFraction.ZERO : worth;
        }
    }

    /**
     * A schedule of the highest profit; of several one that trades little.
     *
     * @param prices by period, money a unit
     * @throws IllegalArgumentException when the final level cannot be reached
     */
    public Schedule schedule(List<BigFraction> prices) {
        int periods = prices.size();
        List<Value> joined = new ArrayList<>();
        BigFraction least = max(BigFraction.ZERO, leastFinal);
        Value next = new Value(
                least, BigFraction.ZERO, List.of(new Segment(capacity.subtract(least), BigFraction.ZERO, Kind.KEEP)));
        for (int t = periods - 1; t >= 0; t--) {
            Value kept = t == periods - 1 ? next : decayed(next);
            Value traded = traded(kept, prices.get(t));
            joined.add(0, traded);
            next = traded.between(BigFraction.ZERO, capacity);
        }
        BigFraction reachable = next.high();
        if (next.low.compareTo(initial) > 0 || reachable.compareTo(initial) < 0) {
            throw new IllegalArgumentException("from level " + initial + " the final level " + leastFinal
                    + " cannot be reached in " + periods + " periods");
        }
        return forward(prices, joined);
    }

    /** The value of what is in the store before it decays. */
    private Value decayed(Value next) {
        List<Segment> segments = new ArrayList<>();
        for (Segment each : next.segments) {
            segments.add(new Segment(each.length.divide(retention), each.slope.multiply(retention), Kind.KEEP));
        }
        return new Value(next.low.divide(retention), next.atLow, segments).between(BigFraction.ZERO, capacity);
    }

    /** The value of levels before trade at {@code price}: from buying all one can, first buy less, then sell. */
    private Value traded(Value kept, BigFraction price) {
        List<Segment> segments = new ArrayList<>(kept.segments);
        segments.add(new Segment(mostBought.multiply(chargeEfficiency), price.divide(chargeEfficiency), Kind.BUY_LESS));
        segments.add(new Segment(mostSold.divide(dischargeEfficiency), price.multiply(dischargeEfficiency), Kind.SELL));
        segments.sort(Comparator.comparing(Segment::slope).reversed().thenComparing(Segment::kind));
        return new Value(
                kept.low.subtract(mostBought.multiply(chargeEfficiency)),
                kept.atLow.subtract(mostBought.multiply(price)),
                segments);
    }

    private Schedule forward(List<BigFraction> prices, List<Value> joined) {
        List<BigFraction> bought = new ArrayList<>();
        List<BigFraction> sold = new ArrayList<>();
        List<BigFraction> levels = new ArrayList<>();
        List<BigFraction> waterValues = new ArrayList<>();
        BigFraction profit = BigFraction.ZERO;
        BigFraction level = initial;
        BigFraction water = null;
        for (int t = 0; t < prices.size(); t++) {
            level = t == 0 ? level : level.multiply(retention);
            Value value = joined.get(t);
            water = value.slope(level, water == null ? null : water.divide(retention));
            waterValues.add(water);
            BigFraction way = level.subtract(value.low);
            BigFraction buy = mostBought;
            BigFraction sell = BigFraction.ZERO;
            for (Segment each : value.segments) {
                BigFraction covered = min(way, each.length);
                way = way.subtract(covered);
                if (each.kind == Kind.BUY_LESS) {
                    buy = buy.subtract(covered.divide(chargeEfficiency));
                } else if (each.kind == Kind.SELL) {
                    sell = sell.add(covered.multiply(dischargeEfficiency));
                }
            }
            level = level.add(buy.multiply(chargeEfficiency)).subtract(sell.divide(dischargeEfficiency));
            bought.add(buy);
            sold.add(sell);
            levels.add(level);
            profit = profit.add(prices.get(t).multiply(sell.subtract(buy)));
        }
        return new Schedule(profit, bought, sold, levels, waterValues);
    }
}
