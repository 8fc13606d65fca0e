package dev.walras.mechanisms.online;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * The <i>k</i>-search problem: prices between <i>m</i> and <i>M</i> come one after the other, and <i>k</i> units are to
 * be sold at the highest (max-search), or bought at the lowest (min-search), one at each price at most; units left in
 * the end trade at the worst price.
 *
 * <p>The <i>i</i>-th unit is traded at the first price that reaches the <i>i</i>-th reservation price. With phi = M /
 * m, these are for selling {@code m (1 + (r - 1)(1 + r / k)^(i - 1))}, where {@code (phi - 1) / (r - 1) = (1 + r /
 * k)^k}, and for buying {@code M (1 - (1 - 1 / s)(1 + 1 / (k s))^(i - 1))}, where {@code (1 - 1 / phi) / (1 - 1 / s) =
 * (1 + 1 / (k s))^k}. What is best in hindsight is at most <i>r</i> times what selling earns, whatever the prices, and
 * no rule can promise less. Buying pays <i>s</i> times the least in hindsight against the adversary of the paper, who
 * shows prices at the reservations; differs from the paper in not claiming more: a first unit far below its reservation
 * leaves both sides with the dear rest, and the ratio is then larger (2.94 instead of 2.70 for k = 5, phi = 10, prices
 * 1, four times 3.24, four times 10).
 *
 * <p>Reference: J. Lorenz, K. Panagiotou, A. Steger, Optimal algorithms for k-search with application in option
 * pricing, Algorithmica 55(2), 2009, 311-328, doi:10.1007/s00453-008-9217-8.
 *
 * @param low the lowest price, <i>m</i>, above 0
 * @param high the highest price, <i>M</i>, {@code low} or more
 * @param units how many units, <i>k</i>, 1 or more
 */
public record KSearch(double low, double high, int units) {
    private static final double ACCURACY = 1e-15;
    private static final int MOST_STEPS = 1000;

    public KSearch {
        PriceRange.require(low, high);
        if (units < 1) {
            throw new IllegalArgumentException("k is " + units + "; it must be 1 or more");
        }
    }

    private double phi() {
        return high / low;
    }

    /** The ratio of selling, <i>r</i>: the best in hindsight is at most so many times what the rule earns. */
    public double sellingRatio() {
        double phi = phi();
        return phi == 1
                ? 1
                : root(r -> Math.log(phi - 1) - Math.log(r - 1) - units * Math.log1p(r / units), 1, Math.sqrt(phi));
    }

    /** The ratio of buying, <i>s</i>: how many times the least in hindsight the adversary of the paper makes it pay. */
    public double buyingRatio() {
        double phi = phi();
        return phi == 1
                ? 1
                : root(
                        s -> Math.log1p(-1 / phi) - Math.log1p(-1 / s) - units * Math.log1p(1 / (units * s)),
                        1,
                        Math.sqrt(phi));
    }

    /** The root of a falling function that is positive just above {@code low} and not positive at {@code high}. */
    private static double root(UnivariateFunction f, double low, double high) {
        double from = low + (high - low) * 1e-12;
        double to = high * (1 + 1e-12);
        return f.value(from) <= 0 ? from : new BrentSolver(ACCURACY, ACCURACY).solve(MOST_STEPS, f, from, to);
    }

    /** The price from which on unit {@code i}, from 1, is sold. */
    public double sellingPrice(int i) {
        requireUnit(i);
        double ratio = sellingRatio();
        return low * (1 + (ratio - 1) * Math.pow(1 + ratio / units, i - 1.0));
    }

    /** The price down from which unit {@code i}, from 1, is bought. */
    public double buyingPrice(int i) {
        requireUnit(i);
        double ratio = buyingRatio();
        return high * (1 - (1 - 1 / ratio) * Math.pow(1 + 1 / (units * ratio), i - 1.0));
    }

    /** The prices from which on each unit is sold, rising. */
    public List<Double> sellingPrices() {
        double ratio = sellingRatio();
        return IntStream.range(0, units)
                .mapToObj(i -> low * (1 + (ratio - 1) * Math.pow(1 + ratio / units, i)))
                .toList();
    }

    /** The prices down from which each unit is bought, falling. */
    public List<Double> buyingPrices() {
        double ratio = buyingRatio();
        return IntStream.range(0, units)
                .mapToObj(i -> high * (1 - (1 - 1 / ratio) * Math.pow(1 + 1 / (units * ratio), i)))
                .toList();
    }

    /**
     * What the rule earns by selling at {@code prices}, one unit at each at most; the rest goes at the lowest price.
     */
    public double sold(List<Double> prices) {
        List<Double> reservations = sellingPrices();
        double earned = 0;
        int traded = 0;
        for (double price : prices) {
            if (traded < units && price >= reservations.get(traded) * (1 - ACCURACY)) {
                earned += price;
                traded++;
            }
        }
        return earned + (units - traded) * low;
    }

    /**
     * What the rule pays by buying at {@code prices}, one unit at each at most; the rest comes at the highest price.
     */
    public double bought(List<Double> prices) {
        List<Double> reservations = buyingPrices();
        double paid = 0;
        int traded = 0;
        for (double price : prices) {
            if (traded < units && price <= reservations.get(traded) * (1 + ACCURACY)) {
                paid += price;
                traded++;
            }
        }
        return paid + (units - traded) * high;
    }

    private void requireUnit(int i) {
        if (i < 1 || i > units) {
            throw new IllegalArgumentException("unit " + i + " is not one of 1 to " + units);
        }
    }
}
