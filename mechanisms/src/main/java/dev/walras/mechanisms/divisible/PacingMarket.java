package dev.walras.mechanisms.divisible;

import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Buyers with budgets who bid in many auctions at once, one for each good; a good may be divided (it stands for many
 * impressions of a kind).
 *
 * @param values by buyer and good, 0 or more, money for the whole good
 * @param budgets the most each buyer can spend, 0 or more
 */
public record PacingMarket(List<List<BigFraction>> values, List<BigFraction> budgets) {
    /** Checks shapes and signs. */
    public PacingMarket {
        values = Fractions.copy(values);
        budgets = List.copyOf(budgets);
        if (values.size() != budgets.size() || values.isEmpty()) {
            throw new IllegalArgumentException(values.size() + " rows of values for " + budgets.size() + " budgets");
        }
        for (List<BigFraction> row : values) {
            if (row.size() != values.get(0).size()) {
                throw new IllegalArgumentException("rows of values differ in length");
            }
            FisherMarket.requireNotNegative("value", row);
        }
        FisherMarket.requireNotNegative("budget", budgets);
    }

    /** The number of buyers. */
    public int buyers() {
        return budgets.size();
    }

    /** The number of goods. */
    public int goods() {
        return values.get(0).size();
    }

    /**
     * What pacing led to.
     *
     * @param multipliers by which each buyer scales its bids, from 0 to 1
     * @param prices of each good
     * @param allocation the part of each good by buyer
     * @param exact whether the conditions of equilibrium hold exactly
     */
    public record Pacing(
            List<BigFraction> multipliers,
            List<BigFraction> prices,
            List<List<BigFraction>> allocation,
            boolean exact) {
        /** Copies. */
        public Pacing {
            multipliers = List.copyOf(multipliers);
            prices = List.copyOf(prices);
            allocation = Fractions.copy(allocation);
        }

        /** What each buyer pays. */
        public List<BigFraction> spend() {
            return allocation.stream().map(row -> Fractions.dot(row, prices)).toList();
        }

        /** What all pay. */
        public BigFraction revenue() {
            return Fractions.sum(spend());
        }
    }

    /** The bid of {@code buyer} for {@code good} when scaled by its multiplier. */
    BigFraction bid(Pacing pacing, int buyer, int good) {
        return pacing.multipliers().get(buyer).multiply(values.get(buyer).get(good));
    }

    /**
     * Whether {@code pacing} is a first-price pacing equilibrium, exactly: prices are the highest paced bids, only
     * highest bidders get something, wanted goods are sold out, nobody overspends, and a multiplier is 1 unless the
     * budget is spent.
     */
    public boolean isFirstPrice(Pacing pacing) {
        for (int j = 0; j < goods(); j++) {
            BigFraction highest = BigFraction.ZERO;
            for (int i = 0; i < buyers(); i++) {
                highest = Fractions.max(highest, bid(pacing, i, j));
            }
            if (!pacing.prices().get(j).equals(highest) || !sold(pacing, j, highest)) {
                return false;
            }
        }
        return budgetsKept(pacing);
    }

    /**
     * Whether {@code pacing} is a second-price pacing equilibrium, exactly: only highest paced bidders get something,
     * at the highest bid of the others (the same bid where several tie), wanted goods are sold out, nobody overspends,
     * and a multiplier is 1 unless the budget is spent.
     */
    public boolean isSecondPrice(Pacing pacing) {
        for (int j = 0; j < goods(); j++) {
            BigFraction highest = BigFraction.ZERO;
            BigFraction second = BigFraction.ZERO;
            for (int i = 0; i < buyers(); i++) {
                BigFraction bid = bid(pacing, i, j);
                second = Fractions.max(second, Fractions.min(highest, bid));
                highest = Fractions.max(highest, bid);
            }
            if (!pacing.prices().get(j).equals(second) || !sold(pacing, j, highest)) {
                return false;
            }
        }
        return budgetsKept(pacing);
    }

    private boolean sold(Pacing pacing, int good, BigFraction highest) {
        BigFraction sold = BigFraction.ZERO;
        for (int i = 0; i < buyers(); i++) {
            BigFraction part = pacing.allocation().get(i).get(good);
            if (Fractions.sign(part) < 0
                    || (Fractions.sign(part) > 0 && !bid(pacing, i, good).equals(highest))) {
                return false;
            }
            sold = sold.add(part);
        }
        return sold.compareTo(BigFraction.ONE) <= 0 && (Fractions.sign(highest) == 0 || sold.equals(BigFraction.ONE));
    }

    private boolean budgetsKept(Pacing pacing) {
        List<BigFraction> spend = pacing.spend();
        for (int i = 0; i < buyers(); i++) {
            BigFraction multiplier = pacing.multipliers().get(i);
            boolean inRange = Fractions.sign(multiplier) >= 0 && multiplier.compareTo(BigFraction.ONE) <= 0;
            int order = spend.get(i).compareTo(budgets.get(i));
            if (!inRange || order > 0 || (order < 0 && !multiplier.equals(BigFraction.ONE))) {
                return false;
            }
        }
        return true;
    }
}
