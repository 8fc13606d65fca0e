package dev.walras.mechanisms.online;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * One-way trading: a divisible stock is to be sold at prices between <i>m</i> and <i>M</i> that come one after the
 * other; what is left in the end goes at <i>m</i>.
 *
 * <p>The threat-based rule sells at every new highest price just enough to keep the promise should the price fall to
 * <i>m</i> for good. Up to a price <i>p</i> it has sold the share {@code ln((p / m - 1) / (c - 1)) / c}, nothing below
 * {@code c m}, all at <i>M</i>. The ratio {@code c = ln((phi - 1) / (c - 1))}, phi = M / m, is the least that any rule
 * can promise without knowing how many prices come.
 *
 * <p>Reference: R. El-Yaniv, A. Fiat, R. M. Karp, G. Turpin, Optimal search and one-way trading online algorithms,
 * Algorithmica 30(1), 2001, 101-139, doi:10.1007/s00453-001-0003-0. It is {@link KSearch} with ever more units.
 *
 * @param low the lowest price, <i>m</i>, above 0
 * @param high the highest price, <i>M</i>, {@code low} or more
 */
public record OneWayTrading(double low, double high) {
    private static final double ACCURACY = 1e-15;
    private static final int MOST_STEPS = 1000;

    public OneWayTrading {
        PriceRange.require(low, high);
    }

    /** The ratio <i>c</i>: the best in hindsight is at most so many times what the rule earns. */
    public double ratio() {
        double phi = high / low;
        if (phi == 1) {
            return 1;
        }
        // c = 1 + (phi - 1) x; the equation in x is well scaled for every phi.
        double from = 1e-300;
        double x = new BrentSolver(ACCURACY, ACCURACY, ACCURACY)
                .solve(MOST_STEPS, t -> 1 + (phi - 1) * t + Math.log(t), from, 1);
        return 1 + (phi - 1) * x;
    }

    /** The share sold once the highest price so far is {@code price}, from 0 to 1. */
    public double soldShare(double price) {
        double ratio = ratio();
        if (ratio == 1) {
            return 1;
        }
        return price <= ratio * low ? 0 : Math.max(0, Math.min(1, Math.log((price / low - 1) / (ratio - 1)) / ratio));
    }

    /** The price at which the share {@code sold}, from 0 to 1, is reached: {@code m (1 + (c - 1) e^(c sold))}. */
    public double price(double sold) {
        double ratio = ratio();
        return Math.min(high, low * (1 + (ratio - 1) * Math.exp(ratio * sold)));
    }

    /** The shares sold at each of {@code prices}, in order; what they leave is sold at the lowest price in the end. */
    public List<Double> sales(List<Double> prices) {
        List<Double> sales = new ArrayList<>();
        double sold = 0;
        for (double price : prices) {
            double target = Math.max(sold, soldShare(price));
            sales.add(target - sold);
            sold = target;
        }
        return sales;
    }

    /** What the rule earns at {@code prices} by a stock of 1. */
    public double earned(List<Double> prices) {
        List<Double> sales = sales(prices);
        double earned = 0;
        double left = 1;
        for (int i = 0; i < sales.size(); i++) {
            earned += sales.get(i) * prices.get(i);
            left -= sales.get(i);
        }
        return earned + left * low;
    }
}
