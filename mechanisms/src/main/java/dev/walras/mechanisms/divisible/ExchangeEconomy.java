package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * An exchange (Arrow-Debreu) economy of traders who own goods, sell them at the prices, and spend what they earn.
 *
 * <p>Cobb-Douglas economies: the value of a good is what is spent on it, a linear system <i>p<sub>j</sub>s<sub>j</sub>
 * = sum<sub>i</sub> a<sub>ij</sub> (p e<sub>i</sub>)</i>, solved exactly in O(n m^2 + m^3). Linear economies: the
 * complementarity problem of Eaves in the form of Garg, Mehta, Sohoni and Vazirani, solved exactly by Lemke's method;
 * practical up to some hundred pairs of trader and good. The equilibrium exists when every good is wanted and every set
 * of traders owns something that others want (irreducible); the answer is null when the path finds none.
 *
 * <p>References: B. C. Eaves, A finite algorithm for the linear exchange model, Journal of Mathematical Economics 3(2),
 * 1976, 197-203, doi:10.1016/0304-4068(76)90028-8; J. Garg, R. Mehta, M. Sohoni, V. V. Vazirani, A complementary pivot
 * algorithm for market equilibrium under separable, piecewise-linear concave utilities, SIAM Journal on Computing
 * 44(6), 2015, 1820-1847, doi:10.1137/140971002. Use {@link ProportionalDynamics} for a process that traders can run
 * themselves.
 *
 * @param values by trader and good, 0 or more: worth of a unit (linear) or share of spending (Cobb-Douglas)
 * @param endowments by trader and good, units owned, 0 or more
 */
public record ExchangeEconomy(List<List<BigFraction>> values, List<List<BigFraction>> endowments) {
    private static final int MOST_PIVOTS = 20_000;

    /** Checks shapes and signs. */
    public ExchangeEconomy {
        values = Fractions.copy(values);
        endowments = Fractions.copy(endowments);
        if (values.isEmpty() || values.size() != endowments.size()) {
            throw new IllegalArgumentException(
                    values.size() + " traders have values, " + endowments.size() + " have endowments");
        }
        int goods = values.get(0).size();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).size() != goods || endowments.get(i).size() != goods) {
                throw new IllegalArgumentException("trader " + i + " has "
                        + values.get(i).size() + " values and "
                        + endowments.get(i).size() + " endowments; trader 0 has "
                        + goods + " values");
            }
            FisherMarket.requireNotNegative("value", values.get(i));
            FisherMarket.requireNotNegative("endowment", endowments.get(i));
        }
    }

    /**
     * Prices and who gets what.
     *
     * @param prices money a unit, summing to 1
     * @param allocation units by trader and good
     */
    public record Equilibrium(List<BigFraction> prices, List<List<BigFraction>> allocation) {
        /** Copies. */
        public Equilibrium {
            prices = List.copyOf(prices);
            allocation = Fractions.copy(allocation);
        }

        /** These prices with the first good's price, or {@code good}'s, equal to 1. */
        public Equilibrium withNumeraire(int good) {
            BigFraction unit = prices.get(good);
            return new Equilibrium(
                    prices.stream().map(price -> price.divide(unit)).toList(), allocation);
        }
    }

    /** The number of traders. */
    public int traders() {
        return values.size();
    }

    /** The number of goods. */
    public int goods() {
        return values.get(0).size();
    }

    /** Units of {@code good} that all traders own together. */
    public BigFraction supply(int good) {
        BigFraction supply = BigFraction.ZERO;
        for (List<BigFraction> own : endowments) {
            supply = supply.add(own.get(good));
        }
        return supply;
    }

    /**
     * The equilibrium when values are Cobb-Douglas shares; each row is scaled to sum to 1.
     *
     * @throws IllegalArgumentException when a trader wants nothing, a good does not exist, or prices are not unique
     */
    public Equilibrium cobbDouglas() {
        int m = goods();
        BigFraction[][] system = new BigFraction[m][m + 1];
        for (int j = 0; j < m; j++) {
            for (int k = 0; k < m; k++) {
                BigFraction earned = j == k ? supply(j) : BigFraction.ZERO;
                for (int i = 0; i < traders(); i++) {
                    earned = earned.subtract(
                            share(i, j).multiply(endowments.get(i).get(k)));
                }
                system[j][k] = earned;
            }
            system[j][m] = BigFraction.ZERO;
        }
        Arrays.fill(system[m - 1], BigFraction.ONE);
        List<BigFraction> prices = LinearSystem.solve(system);
        if (prices == null || prices.stream().anyMatch(price -> Fractions.sign(price) <= 0)) {
            throw new IllegalArgumentException("prices are not unique and positive: " + prices
                    + "\nMaybe a group of traders owns nothing that the others want, or a good is not owned.");
        }
        List<List<BigFraction>> allocation = Fractions.zeros(traders(), m);
        for (int i = 0; i < traders(); i++) {
            BigFraction income = Fractions.dot(endowments.get(i), prices);
            for (int j = 0; j < m; j++) {
                allocation.get(i).set(j, share(i, j).multiply(income).divide(prices.get(j)));
            }
        }
        return new Equilibrium(prices, allocation);
    }

    private BigFraction share(int trader, int good) {
        BigFraction total = Fractions.sum(values.get(trader));
        if (Fractions.sign(total) == 0) {
            throw new IllegalArgumentException("trader " + trader + " wants nothing");
        }
        return values.get(trader).get(good).divide(total);
    }

    /** The equilibrium when values are linear utilities, exactly; null when none was found. */
    public @Nullable Equilibrium linear() {
        return new Complementarity().solve();
    }

    /**
     * Whether {@code found} is an equilibrium of linear utilities, checked exactly: incomes are spent, only on goods
     * with the most value per money, and goods clear.
     */
    public boolean isLinearEquilibrium(Equilibrium found) {
        for (int j = 0; j < goods(); j++) {
            BigFraction used = BigFraction.ZERO;
            for (int i = 0; i < traders(); i++) {
                used = used.add(found.allocation().get(i).get(j));
            }
            boolean priced = Fractions.sign(found.prices().get(j)) > 0;
            if (used.compareTo(supply(j)) > 0 || (priced && !used.equals(supply(j)))) {
                return false;
            }
        }
        for (int i = 0; i < traders(); i++) {
            List<BigFraction> own = found.allocation().get(i);
            BigFraction income = Fractions.dot(endowments.get(i), found.prices());
            if (!Fractions.dot(own, found.prices()).equals(income) || !best(i, own, found.prices())) {
                return false;
            }
        }
        return true;
    }

    private boolean best(int trader, List<BigFraction> units, List<BigFraction> prices) {
        for (int j = 0; j < goods(); j++) {
            for (int k = 0; k < goods() && Fractions.sign(units.get(j)) > 0; k++) {
                BigFraction here = values.get(trader).get(j).multiply(prices.get(k));
                BigFraction there = values.get(trader).get(k).multiply(prices.get(j));
                if (here.compareTo(there) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The complementarity problem. With supplies scaled to 1 and prices 1 + p: goods, spending <= 1 + p; traders,
     * spending >= income; pairs, value x (money per utility) <= 1 + p. Complements: p, money per utility, spending.
     */
    private final class Complementarity {
        private final int n = traders();
        private final int m = goods();
        private final List<int[]> pairs = new ArrayList<>();

        Complementarity() {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    if (Fractions.sign(values.get(i).get(j)) > 0) {
                        pairs.add(new int[] {i, j});
                    }
                }
            }
        }

        @Nullable
        Equilibrium solve() {
            int size = m + n + pairs.size();
            BigFraction[][] matrix = new BigFraction[size][size];
            BigFraction[] constant = new BigFraction[size];
            BigFraction[] cover = new BigFraction[size];
            for (int row = 0; row < size; row++) {
                Arrays.fill(matrix[row], BigFraction.ZERO);
                constant[row] = BigFraction.ONE;
                cover[row] = BigFraction.ZERO;
            }
            for (int j = 0; j < m; j++) {
                matrix[j][j] = BigFraction.ONE;
            }
            for (int i = 0; i < n; i++) {
                constant[m + i] = BigFraction.ZERO;
                cover[m + i] = BigFraction.ONE;
                for (int j = 0; j < m; j++) {
                    BigFraction owned = owned(i, j);
                    matrix[m + i][j] = owned.negate();
                    constant[m + i] = constant[m + i].subtract(owned);
                }
            }
            for (int k = 0; k < pairs.size(); k++) {
                int trader = pairs.get(k)[0];
                int good = pairs.get(k)[1];
                int row = m + n + k;
                matrix[good][row] = BigFraction.MINUS_ONE;
                matrix[m + trader][row] = BigFraction.ONE;
                matrix[row][good] = BigFraction.ONE;
                matrix[row][m + trader] =
                        values.get(trader).get(good).multiply(supply(good)).negate();
            }
            BigFraction[] found = LinearComplementarity.solve(matrix, constant, cover, MOST_PIVOTS);
            return found == null ? null : equilibrium(found);
        }

        private BigFraction owned(int trader, int good) {
            BigFraction supply = supply(good);
            return Fractions.sign(supply) == 0
                    ? BigFraction.ZERO
                    : endowments.get(trader).get(good).divide(supply);
        }

        private @Nullable Equilibrium equilibrium(BigFraction[] found) {
            List<BigFraction> prices = new ArrayList<>();
            for (int j = 0; j < m; j++) {
                if (Fractions.sign(supply(j)) == 0) {
                    return null;
                }
                prices.add(found[j].add(1).divide(supply(j)));
            }
            List<List<BigFraction>> allocation = Fractions.zeros(n, m);
            for (int k = 0; k < pairs.size(); k++) {
                int good = pairs.get(k)[1];
                allocation.get(pairs.get(k)[0]).set(good, found[m + n + k].divide(prices.get(good)));
            }
            BigFraction total = Fractions.sum(prices);
            Equilibrium scaled = new Equilibrium(
                    prices.stream().map(price -> price.divide(total)).toList(), allocation);
            return isLinearEquilibrium(scaled) ? scaled : null;
        }
    }
}
