package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * A Fisher market: buyers with budgets of money, and divisible goods in fixed supply.
 *
 * <p>At prices <i>p</i> every buyer spends its budget on the bundle it likes best; prices are in equilibrium when
 * demand equals supply of every good with a positive price, and exceeds it nowhere. {@link EisenbergGale} computes the
 * equilibrium, {@link ProportionalResponse} and {@link PriceAdjustment} are dynamics that look for it.
 *
 * <p>Reference: W. C. Brainard, H. E. Scarf, How to compute equilibrium prices in 1891, American Journal of Economics
 * and Sociology 64(1), 2005, 57-83 (on I. Fisher's machine).
 *
 * @param values by buyer and good, 0 or more: what a unit is worth (linear, quasi-linear), the weight of a good
 *     (Cobb-Douglas, CES), or the units needed for one unit of utility (Leontief)
 * @param budgets money of each buyer, 0 or more
 * @param supplies units of each good, 0 or more
 * @param utilities the kind of utility of each buyer
 */
public record FisherMarket(
        List<List<BigFraction>> values,
        List<BigFraction> budgets,
        List<BigFraction> supplies,
        List<Utility> utilities) {
    /** Checks shapes and signs. */
    public FisherMarket {
        values = Fractions.copy(values);
        budgets = List.copyOf(budgets);
        supplies = List.copyOf(supplies);
        utilities = List.copyOf(utilities);
        if (values.size() != budgets.size() || utilities.size() != budgets.size()) {
            throw new IllegalArgumentException(values.size() + " rows of values and " + utilities.size()
                    + " utilities for " + budgets.size() + " budgets");
        }
        for (List<BigFraction> row : values) {
            if (row.size() != supplies.size()) {
                throw new IllegalArgumentException(row.size() + " values for " + supplies.size() + " supplies");
            }
            requireNotNegative("value", row);
        }
        requireNotNegative("budget", budgets);
        requireNotNegative("supply", supplies);
    }

    static void requireNotNegative(String what, List<BigFraction> numbers) {
        for (BigFraction number : numbers) {
            if (Fractions.sign(number) < 0) {
                throw new IllegalArgumentException(what + " " + number + " is negative");
            }
        }
    }

    /** How a buyer values bundles. */
    public sealed interface Utility {
        /** The sum of value times units. */
        record Linear() implements Utility {}

        /** The sum of value times units, and of money kept. */
        record QuasiLinear() implements Utility {}

        /** The product of units to the power of their weights; weights are scaled to sum to 1. */
        record CobbDouglas() implements Utility {}

        /** The fewest times that the units needed are there. */
        record Leontief() implements Utility {}

        /**
         * Constant elasticity of substitution: (sum of weight x units^rho)^(1/rho).
         *
         * @param rho below 1 and not 0; positive for substitutes, negative for complements
         */
        record Ces(double rho) implements Utility {
            /** Checks the range. */
            public Ces {
                if (!(rho < 1) || rho == 0 || Double.isInfinite(rho)) {
                    throw new IllegalArgumentException("rho is " + rho + "; it must be below 1 and not 0"
                            + "\nMaybe linear (rho 1) or Cobb-Douglas (rho 0) utilities are meant.");
                }
            }
        }
    }

    /** A market in which all buyers have the same kind of utility. */
    public static FisherMarket of(
            List<List<BigFraction>> values, List<BigFraction> budgets, List<BigFraction> supplies, Utility utility) {
        return new FisherMarket(
                values,
                budgets,
                supplies,
                budgets.stream().map(budget -> utility).toList());
    }

    /** The number of buyers. */
    public int buyers() {
        return budgets.size();
    }

    /** The number of goods. */
    public int goods() {
        return supplies.size();
    }

    /** Whether all buyers have linear utilities. */
    boolean linear() {
        return utilities.stream().allMatch(utility -> utility instanceof Utility.Linear);
    }

    /** Whether all buyers have linear or quasi-linear utilities. */
    boolean piecewise() {
        return utilities.stream()
                .allMatch(utility -> utility instanceof Utility.Linear || utility instanceof Utility.QuasiLinear);
    }

    /** The utility of {@code buyer} from {@code units} of each good and {@code moneyKept}. */
    public double utility(int buyer, double[] units, double moneyKept) {
        double[] value = Fractions.doubles(values.get(buyer));
        return switch (utilities.get(buyer)) {
            case Utility.Linear linear -> inner(value, units);
            case Utility.QuasiLinear quasi -> inner(value, units) + moneyKept;
            case Utility.CobbDouglas douglas -> {
                double total = 0;
                double log = 0;
                for (int j = 0; j < value.length; j++) {
                    total += value[j];
                    log += value[j] == 0 ? 0 : value[j] * Math.log(units[j]);
                }
                yield total == 0 ? 0 : Math.exp(log / total);
            }
            case Utility.Leontief leontief -> {
                double least = Double.POSITIVE_INFINITY;
                for (int j = 0; j < value.length; j++) {
                    least = value[j] == 0 ? least : Math.min(least, units[j] / value[j]);
                }
                yield Double.isInfinite(least) ? 0 : least;
            }
            case Utility.Ces ces -> {
                double sum = 0;
                for (int j = 0; j < value.length; j++) {
                    sum += value[j] == 0 ? 0 : value[j] * Math.pow(units[j], ces.rho());
                }
                yield Math.pow(sum, 1 / ces.rho());
            }
        };
    }

    private static double inner(double[] left, double[] right) {
        double sum = 0;
        for (int j = 0; j < left.length; j++) {
            sum += left[j] * right[j];
        }
        return sum;
    }

    /**
     * The units of each good that all buyers demand at positive prices. A buyer of linear utility spends everything on
     * the good with the most value per money, the lowest index on ties; one of quasi-linear utility only when that
     * value is at least the money.
     */
    public double[] demand(double[] prices) {
        double[] demand = new double[goods()];
        for (int i = 0; i < buyers(); i++) {
            double[] own = demand(i, prices);
            for (int j = 0; j < demand.length; j++) {
                demand[j] += own[j];
            }
        }
        return demand;
    }

    /** The units of each good that {@code buyer} demands at positive prices; see {@link #demand(double[])}. */
    public double[] demand(int buyer, double[] prices) {
        double budget = budgets.get(buyer).doubleValue();
        double[] units = new double[prices.length];
        if (utilities.get(buyer) instanceof Utility.Linear || utilities.get(buyer) instanceof Utility.QuasiLinear) {
            double[] value = Fractions.doubles(values.get(buyer));
            int best = -1;
            for (int j = 0; j < prices.length; j++) {
                best = value[j] > 0 && (best < 0 || value[j] * prices[best] > value[best] * prices[j]) ? j : best;
            }
            boolean buys = best >= 0 && (utilities.get(buyer) instanceof Utility.Linear || value[best] >= prices[best]);
            if (buys) {
                units[best] = budget / prices[best];
            }
            return units;
        }
        double[] shares = shares(buyer, prices);
        for (int j = 0; j < prices.length; j++) {
            units[j] = shares[j] == 0 ? 0 : budget * shares[j] / prices[j];
        }
        return units;
    }

    /** The exact demand of all buyers at positive prices, for linear, quasi-linear and Cobb-Douglas utilities. */
    public List<BigFraction> demand(List<BigFraction> prices) {
        for (int j = 0; j < prices.size(); j++) {
            if (Fractions.sign(prices.get(j)) <= 0) {
                throw new IllegalArgumentException("the price of good " + j + " is " + prices.get(j)
                        + ", at which demand is not bounded\nMaybe the step of an additive rule is too large.");
            }
        }
        List<BigFraction> demand = new ArrayList<>(Fractions.zeros(1, goods()).get(0));
        for (int i = 0; i < buyers(); i++) {
            BigFraction total = Fractions.sum(values.get(i));
            if (Fractions.sign(total) == 0) {
                continue;
            }
            if (utilities.get(i) instanceof Utility.CobbDouglas) {
                for (int j = 0; j < goods(); j++) {
                    BigFraction spent =
                            budgets.get(i).multiply(values.get(i).get(j)).divide(total);
                    demand.set(j, demand.get(j).add(spent.divide(prices.get(j))));
                }
                continue;
            }
            int best = best(i, prices);
            BigFraction worth = values.get(i).get(best);
            if (utilities.get(i) instanceof Utility.Linear || worth.compareTo(prices.get(best)) >= 0) {
                demand.set(best, demand.get(best).add(budgets.get(i).divide(prices.get(best))));
            }
        }
        return demand;
    }

    private int best(int buyer, List<BigFraction> prices) {
        if (utilities.get(buyer) instanceof Utility.Ces || utilities.get(buyer) instanceof Utility.Leontief) {
            throw new IllegalArgumentException("buyer " + buyer + " has " + utilities.get(buyer)
                    + " utility, whose demand is not computed exactly");
        }
        List<BigFraction> value = values.get(buyer);
        int best = 0;
        for (int j = 1; j < prices.size(); j++) {
            BigFraction here = value.get(j).multiply(prices.get(best));
            best = here.compareTo(value.get(best).multiply(prices.get(j))) > 0 ? j : best;
        }
        return best;
    }

    /** The share of its budget that a buyer with smooth utility spends on each good; zeros when it wants nothing. */
    double[] shares(int buyer, double[] prices) {
        double[] weight = Fractions.doubles(values.get(buyer));
        double sigma = elasticity(buyer);
        double sum = 0;
        for (int j = 0; j < weight.length; j++) {
            boolean leontief = utilities.get(buyer) instanceof Utility.Leontief;
            double base = leontief ? weight[j] : Math.pow(weight[j], sigma);
            weight[j] = weight[j] == 0 ? 0 : base * Math.pow(prices[j], 1 - sigma);
            sum += weight[j];
        }
        for (int j = 0; j < weight.length; j++) {
            weight[j] = sum == 0 ? 0 : weight[j] / sum;
        }
        return weight;
    }

    /** The elasticity of substitution of a smooth utility: 1/(1 - rho). */
    double elasticity(int buyer) {
        return switch (utilities.get(buyer)) {
            case Utility.CobbDouglas douglas -> 1;
            case Utility.Leontief leontief -> 0;
            case Utility.Ces ces -> 1 / (1 - ces.rho());
            case Utility.Linear linear -> throw new IllegalArgumentException("linear utilities have no elasticity");
            case Utility.QuasiLinear quasi ->
                throw new IllegalArgumentException("quasi-linear utilities have no elasticity");
        };
    }
}
