package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Proportional response in an exchange economy of linear utilities: traders bid money for goods, earn what their own
 * goods bring, and split what they spend next day in proportion to the utility that each good brought.
 *
 * <p>Trader <i>i</i> with money <i>m<sub>i</sub></i> saves the share <i>a<sub>i</sub></i> and spends the rest; prices
 * are <i>p<sub>j</sub> = sum<sub>i</sub> b<sub>ij</sub> / s<sub>j</sub></i>, and its money next day is what it saved
 * plus <i>p e<sub>i</sub></i>. On the first day it spends evenly over the goods it wants, or as told. Allocations and
 * utilities converge to those of the equilibrium; without saving, bids and prices may go round in a cycle for ever,
 * while lazy traders, who all save something, converge. O(n m) a day.
 *
 * <p>Reference: S. Branzei, N. R. Devanur, Y. Rabani, Proportional dynamics in exchange economies, EC 2021,
 * doi:10.1145/3465456.3467644. Use {@link ExchangeEconomy#linear} for the equilibrium itself.
 */
public final class ProportionalDynamics {
    private final ExchangeEconomy economy;
    private final List<BigFraction> saving;

    /**
     * A dynamics.
     *
     * @param economy traders with linear utilities
     * @param saving the share of its money that each trader saves every day, from 0 to below 1
     */
    public ProportionalDynamics(ExchangeEconomy economy, List<BigFraction> saving) {
        this.economy = economy;
        this.saving = List.copyOf(saving);
        if (saving.size() != economy.traders()) {
            throw new IllegalArgumentException(saving.size() + " savings for " + economy.traders() + " traders");
        }
        for (BigFraction share : saving) {
            if (Fractions.sign(share) < 0 || share.compareTo(BigFraction.ONE) >= 0) {
                throw new IllegalArgumentException("saving " + share + " is not from 0 to below 1");
            }
        }
    }

    /**
     * One day.
     *
     * @param prices money a unit
     * @param allocation units by trader and good
     * @param utilities of each trader
     * @param bids money by trader and good
     * @param money of each trader in the evening
     */
    public record Day(
            List<BigFraction> prices,
            List<List<BigFraction>> allocation,
            List<BigFraction> utilities,
            List<List<BigFraction>> bids,
            List<BigFraction> money) {
        /** Copies. */
        public Day {
            prices = List.copyOf(prices);
            allocation = Fractions.copy(allocation);
            utilities = List.copyOf(utilities);
            bids = Fractions.copy(bids);
            money = List.copyOf(money);
        }
    }

    /** The first {@code days} days from {@code money}, with first bids spread evenly over the goods wanted. */
    public List<Day> run(List<BigFraction> money, int days) {
        List<List<BigFraction>> bids = new ArrayList<>();
        for (int i = 0; i < economy.traders(); i++) {
            List<BigFraction> wanted = economy.values().get(i).stream()
                    .map(value -> Fractions.sign(value) > 0 ? BigFraction.ONE : BigFraction.ZERO)
                    .toList();
            bids.add(split(spending(i, money.get(i)), wanted));
        }
        return run(money, bids, days);
    }

    /** The first {@code days} days from {@code money} and first {@code bids}, which must not exceed what is spent. */
    public List<Day> run(List<BigFraction> money, List<List<BigFraction>> bids, int days) {
        List<Day> trace = new ArrayList<>();
        List<BigFraction> purse = money;
        List<List<BigFraction>> offered = bids;
        for (int day = 0; day < days; day++) {
            Day today = day(purse, offered);
            trace.add(today);
            purse = today.money();
            List<List<BigFraction>> next = new ArrayList<>();
            for (int i = 0; i < economy.traders(); i++) {
                List<BigFraction> parts = new ArrayList<>();
                for (int j = 0; j < economy.goods(); j++) {
                    parts.add(economy.values()
                            .get(i)
                            .get(j)
                            .multiply(today.allocation().get(i).get(j)));
                }
                next.add(split(spending(i, purse.get(i)), parts));
            }
            offered = next;
        }
        return trace;
    }

    private BigFraction spending(int trader, BigFraction money) {
        return money.multiply(BigFraction.ONE.subtract(saving.get(trader)));
    }

    private static List<BigFraction> split(BigFraction money, List<BigFraction> parts) {
        BigFraction total = Fractions.sum(parts);
        return parts.stream()
                .map(part -> Fractions.sign(total) == 0
                        ? BigFraction.ZERO
                        : money.multiply(part).divide(total))
                .toList();
    }

    private Day day(List<BigFraction> money, List<List<BigFraction>> bids) {
        List<BigFraction> prices = new ArrayList<>();
        for (int j = 0; j < economy.goods(); j++) {
            BigFraction spent = BigFraction.ZERO;
            for (List<BigFraction> row : bids) {
                spent = spent.add(row.get(j));
            }
            BigFraction supply = economy.supply(j);
            prices.add(Fractions.sign(supply) == 0 ? BigFraction.ZERO : spent.divide(supply));
        }
        List<List<BigFraction>> allocation = Fractions.zeros(economy.traders(), economy.goods());
        List<BigFraction> utilities = new ArrayList<>();
        List<BigFraction> purse = new ArrayList<>();
        for (int i = 0; i < economy.traders(); i++) {
            for (int j = 0; j < economy.goods(); j++) {
                if (Fractions.sign(prices.get(j)) > 0) {
                    allocation.get(i).set(j, bids.get(i).get(j).divide(prices.get(j)));
                }
            }
            utilities.add(Fractions.dot(economy.values().get(i), allocation.get(i)));
            purse.add(money.get(i)
                    .subtract(Fractions.sum(bids.get(i)))
                    .add(Fractions.dot(prices, economy.endowments().get(i))));
        }
        return new Day(prices, allocation, utilities, bids, purse);
    }

    /** After how many days prices first repeat from some day on within {@code days}; 0 when they never do. */
    public static int cycle(List<Day> days) {
        Day last = days.get(days.size() - 1);
        for (int length = 1; length < days.size(); length++) {
            Day before = days.get(days.size() - 1 - length);
            boolean same =
                    before.prices().equals(last.prices()) && before.bids().equals(last.bids());
            if (same) {
                return length;
            }
        }
        return 0;
    }
}
