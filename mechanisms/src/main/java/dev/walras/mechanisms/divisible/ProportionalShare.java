package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Kelly's proportional share of one divisible good: everybody bids an amount of money and gets the good in proportion
 * to it; the price is all money divided by the capacity.
 *
 * <p><b>Price takers</b> choose the share whose marginal worth is the price: the outcome is the welfare optimum, and
 * proportionally fair for bids as weights of logarithms. <b>Price anticipators</b> know that their bid moves the price:
 * the only Nash equilibrium solves <i>U<sub>i</sub>'(d<sub>i</sub>)(1 - d<sub>i</sub>/C) = p</i> (at most <i>p</i> at a
 * share of 0), found by bisection on <i>p</i>, or exactly for linear utilities. Its welfare is at least 3/4 of the
 * optimum for concave utilities that are 0 at 0; one user of slope 1 among <i>N</i>-1 of slope 1/2 has efficiency
 * (3N-1)/(2(2N-1)), which falls to 3/4. A single bidder gets everything at price 0.
 *
 * <p>References: F. P. Kelly, Charging and rate control for elastic traffic, European Transactions on
 * Telecommunications 8(1), 1997, 33-37, doi:10.1002/ett.4460080106; R. Johari, J. N. Tsitsiklis, Efficiency loss in a
 * network resource allocation game, Mathematics of Operations Research 29(3), 2004, 407-435,
 * doi:10.1287/moor.1040.0091.
 */
public final class ProportionalShare {
    private static final int HALVINGS = 200;

    private ProportionalShare() {}

    /**
     * Shares at one price, exactly.
     *
     * @param price money a unit
     * @param units of each bidder
     * @param bids money of each bidder
     */
    public record ExactShares(BigFraction price, List<BigFraction> units, List<BigFraction> bids) {
        /** Copies. */
        public ExactShares {
            units = List.copyOf(units);
            bids = List.copyOf(bids);
        }
    }

    /**
     * Shares at one price.
     *
     * @param price money a unit
     * @param units of each bidder
     */
    public record Shares(double price, List<Double> units) {
        /** Copies. */
        public Shares {
            units = List.copyOf(units);
        }

        /** What the shares are worth together. */
        public double welfare(List<ShareUtility> utilities) {
            double sum = 0;
            for (int i = 0; i < units.size(); i++) {
                sum += utilities.get(i).worth().applyAsDouble(units.get(i));
            }
            return sum;
        }

        /** What each bidder pays. */
        public List<Double> bids() {
            return units.stream().map(share -> price * share).toList();
        }
    }

    /** The shares of given bids; everybody gets nothing when all bids are 0. */
    public static ExactShares split(List<BigFraction> bids, BigFraction capacity) {
        FisherMarket.requireNotNegative("bid", bids);
        BigFraction total = Fractions.sum(bids);
        requirePositive(capacity);
        List<BigFraction> units = bids.stream()
                .map(bid -> Fractions.sign(total) == 0
                        ? BigFraction.ZERO
                        : capacity.multiply(bid).divide(total))
                .toList();
        return new ExactShares(total.divide(capacity), units, bids);
    }

    private static void requirePositive(BigFraction capacity) {
        if (Fractions.sign(capacity) <= 0) {
            throw new IllegalArgumentException("capacity is " + capacity + "; it must be positive");
        }
    }

    /** The Nash equilibrium of price anticipators who value units at {@code slopes}, 0 or more; exact, O(n log n). */
    public static ExactShares nash(List<BigFraction> slopes, BigFraction capacity) {
        FisherMarket.requireNotNegative("slope", slopes);
        requirePositive(capacity);
        List<BigFraction> sorted = new ArrayList<>(slopes);
        sorted.sort(Comparator.reverseOrder());
        BigFraction price = BigFraction.ZERO;
        BigFraction inverse = BigFraction.ZERO;
        for (int k = 0; k < sorted.size() && Fractions.sign(sorted.get(k)) > 0; k++) {
            if (sorted.get(k).compareTo(price) <= 0) {
                break;
            }
            inverse = inverse.add(sorted.get(k).reciprocal());
            price = new BigFraction(k).divide(inverse);
        }
        List<BigFraction> units = new ArrayList<>();
        List<BigFraction> bids = new ArrayList<>();
        for (BigFraction slope : slopes) {
            boolean active = slope.compareTo(price) > 0;
            BigFraction share = active ? BigFraction.ONE.subtract(price.divide(slope)) : BigFraction.ZERO;
            units.add(capacity.multiply(share));
            bids.add(price.multiply(capacity).multiply(share));
        }
        return new ExactShares(price, units, bids);
    }

    /**
     * The welfare of the equilibrium relative to the optimum, for linear utilities; 1 when nothing is worth anything.
     */
    public static BigFraction efficiency(List<BigFraction> slopes, ExactShares shares, BigFraction capacity) {
        BigFraction best = BigFraction.ZERO;
        for (BigFraction slope : slopes) {
            best = Fractions.max(best, slope);
        }
        return Fractions.sign(best) == 0
                ? BigFraction.ONE
                : Fractions.dot(slopes, shares.units()).divide(best.multiply(capacity));
    }

    /**
     * The limit of the efficiency when one bidder of slope 1 meets ever more bidders of slope {@code other}: 1 - a +
     * a^2, which is least, 3/4, for a = 1/2.
     */
    public static BigFraction limitEfficiency(BigFraction other) {
        return BigFraction.ONE.subtract(other).add(other.multiply(other));
    }

    /** The Nash equilibrium of price anticipators with concave utilities. */
    public static Shares nash(List<ShareUtility> utilities, double capacity) {
        if (utilities.size() == 1) {
            return new Shares(0, List.of(capacity));
        }
        return balance(
                utilities,
                capacity,
                (utility, price) ->
                        root(units -> utility.slope().applyAsDouble(units) * (1 - units / capacity), price, capacity));
    }

    /** The equilibrium of price takers with concave utilities, which is the optimum. */
    public static Shares priceTaking(List<ShareUtility> utilities, double capacity) {
        return balance(utilities, capacity, (utility, price) -> root(utility.slope(), price, capacity));
    }

    @FunctionalInterface
    private interface Demand {
        double at(ShareUtility utility, double price);
    }

    /** The price at which demand is the capacity; where demand jumps, everybody gets the same part of its jump. */
    private static Shares balance(List<ShareUtility> utilities, double capacity, Demand demand) {
        DoubleFunction<double[]> all = price -> utilities.stream()
                .mapToDouble(utility -> demand.at(utility, price))
                .toArray();
        double high = 1;
        while (sum(all.apply(high)) > capacity && high < 1e300) {
            high *= 2;
        }
        double low = 0;
        for (int k = 0; k < HALVINGS; k++) {
            double middle = (low + high) / 2;
            if (sum(all.apply(middle)) > capacity) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double[] least = all.apply(high);
        double[] most = all.apply(low);
        double jump = sum(most) - sum(least);
        double part = jump > 0 ? Math.min(1, (capacity - sum(least)) / jump) : 0;
        List<Double> units = new ArrayList<>();
        for (int i = 0; i < least.length; i++) {
            units.add(least[i] + part * (most[i] - least[i]));
        }
        return new Shares(high, units);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Where the falling {@code slope} meets {@code price}, from 0 to {@code capacity}. */
    private static double root(java.util.function.DoubleUnaryOperator slope, double price, double capacity) {
        if (!(slope.applyAsDouble(0) > price)) {
            return 0;
        }
        if (slope.applyAsDouble(capacity) > price) {
            return capacity;
        }
        double low = 0;
        double high = capacity;
        for (int k = 0; k < HALVINGS && high - low > 1e-16 * capacity; k++) {
            double middle = (low + high) / 2;
            if (slope.applyAsDouble(middle) > price) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
