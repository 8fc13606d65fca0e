package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The equilibrium of a Fisher market as a central planner computes it: the allocation that maximises the sum of budgets
 * times logarithms of utilities, and the prices that support it.
 *
 * <p>Linear and quasi-linear markets of some hundred pairs of buyer and good are solved exactly by complementary pivots
 * ({@link ExchangeEconomy}): buyers who own money beside a seller who owns the goods and wants nothing but money. The
 * answer is verified exactly before it is returned. Larger ones go through {@link FairProgram}, an interior-point
 * method. Cobb-Douglas markets have a closed form, exact too. CES and Leontief markets, mixed with Cobb-Douglas if need
 * be, are solved by Newton's method on the dual: minimise <i>p s - sum B<sub>i</sub> log e<sub>i</sub>(p)</i>, with
 * <i>e<sub>i</sub></i> the least cost of a unit of utility; a buyer with a vanishing budget who wants some of
 * everything keeps prices positive on the way. O(n m^2 + m^3) a step.
 *
 * <p>Prices are unique for linear utilities, the allocation need not be. The outcome is efficient, free of envy between
 * equal budgets, and gives everybody at least what its share of all goods by budget is worth to it.
 *
 * <p>A mixture of linear with smooth utilities is not handled. Reference: E. Eisenberg, D. Gale, Consensus of
 * subjective probabilities: the pari-mutuel method, Annals of Mathematical Statistics 30(1), 1959, 165-168,
 * doi:10.1214/aoms/1177706369. Use {@link ProportionalResponse} for a process without a planner.
 */
public final class EisenbergGale {
    private static final int MOST_EXACT_PAIRS = 80;
    private static final double LAST_BARRIER = 1e-15;

    private EisenbergGale() {}

    /**
     * The equilibrium.
     *
     * @throws IllegalArgumentException when linear and smooth utilities are mixed
     */
    public static FisherEquilibrium solve(FisherMarket market) {
        FisherEquilibrium.Exact exact = exact(market);
        if (exact != null) {
            return FisherEquilibrium.of(market, exact);
        }
        return market.piecewise() ? FairProgram.of(market) : newton(market);
    }

    /** The equilibrium as fractions, verified; null when it is not rational, too large, or was not found. */
    public static FisherEquilibrium.@Nullable Exact exact(FisherMarket market) {
        if (market.utilities().stream().allMatch(u -> u instanceof FisherMarket.Utility.CobbDouglas)) {
            return cobbDouglas(market);
        }
        return market.piecewise() ? new Pivots(market).solve() : null;
    }

    private static FisherEquilibrium.Exact cobbDouglas(FisherMarket market) {
        List<List<BigFraction>> spent = Fractions.zeros(market.buyers(), market.goods());
        List<BigFraction> kept = new ArrayList<>();
        List<BigFraction> revenue = Fractions.zeros(1, market.goods()).get(0);
        for (int i = 0; i < market.buyers(); i++) {
            BigFraction total = Fractions.sum(market.values().get(i));
            boolean wants = Fractions.sign(total) > 0;
            kept.add(wants ? BigFraction.ZERO : market.budgets().get(i));
            for (int j = 0; j < market.goods() && wants; j++) {
                BigFraction share = market.values().get(i).get(j).divide(total);
                spent.get(i).set(j, share.multiply(market.budgets().get(i)));
                revenue.set(j, revenue.get(j).add(spent.get(i).get(j)));
            }
        }
        List<BigFraction> prices = new ArrayList<>();
        for (int j = 0; j < market.goods(); j++) {
            BigFraction supply = market.supplies().get(j);
            if (Fractions.sign(supply) == 0 && Fractions.sign(revenue.get(j)) > 0) {
                throw new IllegalArgumentException("good " + j + " is wanted but its supply is 0; it has no price");
            }
            prices.add(
                    Fractions.sign(supply) == 0
                            ? BigFraction.ZERO
                            : revenue.get(j).divide(supply));
        }
        for (List<BigFraction> row : spent) {
            for (int j = 0; j < row.size(); j++) {
                row.set(
                        j,
                        Fractions.sign(row.get(j)) == 0
                                ? BigFraction.ZERO
                                : row.get(j).divide(prices.get(j)));
            }
        }
        return new FisherEquilibrium.Exact(prices, spent, kept);
    }

    /** A linear or quasi-linear market as an exchange economy: its buyers with money, and a seller of all goods. */
    private static final class Pivots {
        private final FisherMarket market;
        private final List<Integer> buyers = new ArrayList<>();
        private final List<Integer> goods = new ArrayList<>();

        Pivots(FisherMarket market) {
            this.market = market;
            for (int j = 0; j < market.goods(); j++) {
                int good = j;
                boolean wanted = market.values().stream().anyMatch(row -> Fractions.sign(row.get(good)) > 0);
                if (wanted && Fractions.sign(market.supplies().get(j)) > 0) {
                    goods.add(j);
                }
            }
            for (int i = 0; i < market.buyers(); i++) {
                List<BigFraction> row = market.values().get(i);
                boolean wants = goods.stream().anyMatch(j -> Fractions.sign(row.get(j)) > 0);
                if (wants && Fractions.sign(market.budgets().get(i)) > 0) {
                    buyers.add(i);
                }
            }
            // Goods that only buyers without money want stay unsold.
            goods.removeIf(j -> buyers.stream()
                    .noneMatch(i -> Fractions.sign(market.values().get(i).get(j)) > 0));
        }

        FisherEquilibrium.@Nullable Exact solve() {
            List<BigFraction> kept = new ArrayList<>(market.budgets());
            List<BigFraction> prices = Fractions.zeros(1, market.goods()).get(0);
            List<List<BigFraction>> allocation = Fractions.zeros(market.buyers(), market.goods());
            if (buyers.isEmpty()) {
                return new FisherEquilibrium.Exact(prices, allocation, kept);
            }
            if ((long) buyers.size() * goods.size() > MOST_EXACT_PAIRS) {
                return null;
            }
            ExchangeEconomy.Equilibrium found = economy().linear();
            if (found == null || Fractions.sign(found.prices().get(goods.size())) == 0) {
                return null;
            }
            ExchangeEconomy.Equilibrium priced = found.withNumeraire(goods.size());
            for (int j = 0; j < goods.size(); j++) {
                prices.set(goods.get(j), priced.prices().get(j));
            }
            for (int i = 0; i < buyers.size(); i++) {
                for (int j = 0; j < goods.size(); j++) {
                    allocation
                            .get(buyers.get(i))
                            .set(goods.get(j), priced.allocation().get(i).get(j));
                }
                kept.set(buyers.get(i), priced.allocation().get(i).get(goods.size()));
            }
            return new FisherEquilibrium.Exact(prices, allocation, kept);
        }

        /** Goods first, money last; buyers first, the seller last. */
        private ExchangeEconomy economy() {
            List<List<BigFraction>> values = new ArrayList<>();
            List<List<BigFraction>> endowments = new ArrayList<>();
            for (int i : buyers) {
                boolean keeps = market.utilities().get(i) instanceof FisherMarket.Utility.QuasiLinear;
                List<BigFraction> value = new ArrayList<>();
                goods.forEach(j -> value.add(market.values().get(i).get(j)));
                value.add(keeps ? BigFraction.ONE : BigFraction.ZERO);
                values.add(value);
                endowments.add(row(j -> BigFraction.ZERO, market.budgets().get(i)));
            }
            values.add(row(j -> BigFraction.ZERO, BigFraction.ONE));
            endowments.add(row(j -> market.supplies().get(j), BigFraction.ZERO));
            return new ExchangeEconomy(values, endowments);
        }

        private List<BigFraction> row(java.util.function.IntFunction<BigFraction> units, BigFraction money) {
            List<BigFraction> row = new ArrayList<>();
            goods.forEach(j -> row.add(units.apply(j)));
            row.add(money);
            return row;
        }
    }

    /** Newton's method on the dual, for smooth utilities. */
    private static FisherEquilibrium newton(FisherMarket market) {
        double[] supplies = Fractions.doubles(market.supplies());
        double[] budgets = Fractions.doubles(market.budgets());
        double money = 0;
        for (double budget : budgets) {
            money += budget;
        }
        double[] prices = new double[supplies.length];
        for (int j = 0; j < prices.length; j++) {
            if (supplies[j] <= 0) {
                throw new IllegalArgumentException("the supply of good " + j + " is 0; leave the good out");
            }
            prices[j] = money / (supplies.length * supplies[j]);
        }
        for (double barrier = money; money > 0 && barrier > LAST_BARRIER * money; barrier *= 0.1) {
            for (int step = 0; step < 60; step++) {
                if (!newtonStep(market, prices, barrier)) {
                    break;
                }
            }
        }
        double[][] units = new double[budgets.length][];
        double residual = 0;
        double[] used = new double[prices.length];
        for (int i = 0; i < units.length; i++) {
            units[i] = market.demand(i, prices);
            for (int j = 0; j < used.length; j++) {
                used[j] += units[i][j];
            }
        }
        for (int j = 0; j < used.length; j++) {
            double unsold = prices[j] * (supplies[j] - used[j]) / Math.max(money, Double.MIN_NORMAL);
            residual = Math.max(residual, Math.max((used[j] - supplies[j]) / supplies[j], unsold));
        }
        return FisherEquilibrium.of(market, prices, units, residual);
    }

    /** One damped step; false when it moved nothing any more. */
    private static boolean newtonStep(FisherMarket market, double[] prices, double barrier) {
        int m = prices.length;
        double[] step = new double[m];
        double[][] hessian = new double[m][m];
        for (int j = 0; j < m; j++) {
            // In units of p dx/x: the variables are the relative changes of prices.
            step[j] = barrier - market.supplies().get(j).doubleValue() * prices[j];
            hessian[j][j] = barrier;
        }
        for (int i = 0; i < market.buyers(); i++) {
            double budget = market.budgets().get(i).doubleValue();
            double sigma = market.elasticity(i);
            double[] share = market.shares(i, prices);
            for (int j = 0; j < m; j++) {
                step[j] += budget * share[j];
                hessian[j][j] += budget * sigma * share[j];
                for (int k = 0; k < m; k++) {
                    hessian[j][k] += budget * (1 - sigma) * share[j] * share[k];
                }
            }
        }
        LinearSystem.solve(hessian, step);
        double largest = 0;
        for (double change : step) {
            largest = Math.max(largest, Math.abs(change));
        }
        double damp = largest > 0.5 ? 0.5 / largest : 1;
        for (int j = 0; j < m; j++) {
            prices[j] *= 1 + damp * step[j];
        }
        return largest > 1e-14;
    }
}
