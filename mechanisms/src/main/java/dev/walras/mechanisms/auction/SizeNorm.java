package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Ranks orders by {@code value / size^(over / under)}, exactly: scores to the power {@code under} are compared as
 * fractions of whole numbers, unless floating point already tells them apart.
 *
 * @param over numerator of the exponent, 0 or more
 * @param under denominator of the exponent, 1 or more
 */
record SizeNorm(int over, int under) {
    private static final int MOST = 8;
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4})|/(\\d{1,4}))?");
    // Doubles of scores are off by a few parts in 10^16; what differs by more than this is told apart by them.
    private static final double CERTAIN = 1e-12;

    SizeNorm {
        if (over < 0 || over > MOST || under < 1 || under > MOST) {
            throw new IllegalArgumentException(
                    "exponent " + over + "/" + under + " must be a fraction with terms up to " + MOST);
        }
    }

    /** Reads {@code "1/2"}, {@code "0.5"} or {@code "1"}. */
    static SizeNorm parse(String text) {
        Matcher digits = FRACTION.matcher(text);
        if (!digits.matches()) {
            throw new IllegalArgumentException("exponent is \"" + text + "\"; it must be a fraction with terms up to "
                    + MOST + "\nMaybe \"1/2\" was meant.");
        }
        String decimals = digits.group(2) == null ? "" : digits.group(2);
        long over = Long.parseLong(digits.group(1) + decimals);
        long under = digits.group(3) == null ? 1 : Long.parseLong(digits.group(3));
        for (int i = 0; i < decimals.length(); i++) {
            under *= 10;
        }
        long common = Math.max(
                1, BigInteger.valueOf(over).gcd(BigInteger.valueOf(under)).longValue());
        return new SizeNorm(Math.toIntExact(over / common), Math.toIntExact(under / common));
    }

    /** The ranking of the orders of {@code market}. */
    Ranking rank(Market market) {
        return new Ranking(market);
    }

    /** Scores of the orders of one market. */
    final class Ranking {
        private final Market market;
        private final double[] score;

        private Ranking(Market market) {
            this.market = market;
            this.score = new double[market.orders()];
            for (int k = 0; k < score.length; k++) {
                double value = (double) market.valueMicrosPerLot(k) * market.minLots(k);
                score[k] = value / Math.pow(size(k).doubleValue(), (double) over / under);
            }
        }

        /** The orders of positive value, best first, ties to the lower index. */
        int[] best() {
            return IntStream.range(0, score.length)
                    .filter(k -> market.valueMicrosPerLot(k) > 0)
                    .boxed()
                    .sorted(this::compare)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private int compare(int a, int b) {
            double gap = score[a] - score[b];
            if (Math.abs(gap) > CERTAIN * Math.max(score[a], score[b])) {
                return gap > 0 ? -1 : 1;
            }
            int exact = cross(b, a, market.valueMicrosPerLot(b)).compareTo(cross(a, b, market.valueMicrosPerLot(a)));
            return exact != 0 ? exact : Integer.compare(a, b);
        }

        /**
         * The least value a lot, in whole micros, with which {@code order} comes before {@code rival}; its own value,
         * which must suffice, at most.
         */
        long leastValueBefore(int order, int rival) {
            BigInteger theirs = cross(rival, order, market.valueMicrosPerLot(rival));
            // A tie is enough for the lower index.
            int needed = order < rival ? 0 : 1;
            long fails = 0;
            long suffices = market.valueMicrosPerLot(order);
            while (suffices - fails > 1) {
                long middle = fails + (suffices - fails) / 2;
                if (cross(order, rival, middle).compareTo(theirs) >= needed) {
                    suffices = middle;
                } else {
                    fails = middle;
                }
            }
            return suffices;
        }

        /** The score of {@code a} at {@code value} a lot to the power {@code under}, times the sizes of both. */
        private BigInteger cross(int a, int b, long value) {
            BigInteger worth = BigInteger.valueOf(value).multiply(BigInteger.valueOf(market.minLots(a)));
            return worth.pow(under).multiply(size(b).pow(over));
        }

        /** Units in the least that {@code order} accepts. */
        private BigInteger size(int order) {
            BigInteger units = BigInteger.ZERO;
            for (int i = 0; i < market.bundleSize(order); i++) {
                units = units.add(BigInteger.valueOf(market.bundleUnits(order, i)));
            }
            return units.multiply(BigInteger.valueOf(market.minLots(order)));
        }
    }
}
