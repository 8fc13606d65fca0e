package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Prices and allocation of a Fisher market, in floating point, and exactly where that is possible.
 *
 * @param prices money a unit of each good
 * @param allocation units by buyer and good
 * @param utilities of each buyer
 * @param residual the largest violation of the conditions of optimality, relative to supplies and budgets; 0 when exact
 * @param exact the same as fractions, verified exactly; null when only the floating-point answer is known
 */
public record FisherEquilibrium(
        List<Double> prices,
        List<List<Double>> allocation,
        List<Double> utilities,
        double residual,
        @Nullable Exact exact) {
    /** Copies. */
    public FisherEquilibrium {
        prices = List.copyOf(prices);
        allocation = allocation.stream().map(List::copyOf).toList();
        utilities = List.copyOf(utilities);
    }

    /**
     * An exact equilibrium.
     *
     * @param prices money a unit of each good
     * @param allocation units by buyer and good
     * @param kept money that each buyer keeps: 0 but for quasi-linear utilities, and buyers who want nothing
     */
    public record Exact(List<BigFraction> prices, List<List<BigFraction>> allocation, List<BigFraction> kept) {
        /** Copies. */
        public Exact {
            prices = List.copyOf(prices);
            allocation = Fractions.copy(allocation);
            kept = List.copyOf(kept);
        }

        /** The linear utility of {@code buyer}, without money kept. */
        public BigFraction worth(FisherMarket market, int buyer) {
            return Fractions.dot(market.values().get(buyer), allocation.get(buyer));
        }

        /** What {@code buyer} pays. */
        public BigFraction spent(int buyer) {
            return Fractions.dot(prices, allocation.get(buyer));
        }
    }

    /** The sum of budgets times logarithms of utilities, which the Eisenberg-Gale programme maximises. */
    public double logNashWelfare(FisherMarket market) {
        double sum = 0;
        for (int i = 0; i < market.buyers(); i++) {
            double budget = market.budgets().get(i).doubleValue();
            sum += budget == 0 ? 0 : budget * Math.log(utilities.get(i));
        }
        return sum;
    }

    /** A floating-point equilibrium of {@code market}. */
    static FisherEquilibrium of(FisherMarket market, double[] prices, double[][] units, double residual) {
        List<List<Double>> allocation = new ArrayList<>();
        List<Double> utilities = new ArrayList<>();
        for (int i = 0; i < market.buyers(); i++) {
            double kept = market.budgets().get(i).doubleValue();
            for (int j = 0; j < prices.length; j++) {
                kept -= prices[j] * units[i][j];
            }
            allocation.add(Fractions.list(units[i]));
            utilities.add(market.utility(i, units[i], Math.max(0, kept)));
        }
        return new FisherEquilibrium(Fractions.list(prices), allocation, utilities, residual, null);
    }

    /** An exact equilibrium of {@code market}. */
    static FisherEquilibrium of(FisherMarket market, Exact exact) {
        FisherEquilibrium real = of(market, Fractions.doubles(exact.prices()), Fractions.matrix(exact.allocation()), 0);
        return new FisherEquilibrium(real.prices(), real.allocation(), real.utilities(), 0, exact);
    }
}
