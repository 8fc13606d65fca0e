package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Proportional response: every day buyers split their budgets over the goods in proportion to the utility that each
 * good brought the day before.
 *
 * <p>From bids <i>b</i> follow prices <i>p<sub>j</sub> = sum<sub>i</sub> b<sub>ij</sub> / s<sub>j</sub></i> and shares
 * <i>x<sub>ij</sub> = b<sub>ij</sub> / p<sub>j</sub></i>; the next bids are <i>B<sub>i</sub>
 * u<sub>ij</sub>(x<sub>ij</sub>) / sum<sub>k</sub> u<sub>ik</sub>(x<sub>ik</sub>)</i>, with <i>u</i> the part of a good
 * in the utility (value x units; for CES weight x units^rho). Under quasi-linear utilities money kept is one more good,
 * of price 1. Cobb-Douglas buyers bid their shares at once. A buyer needs to know nothing but its own values and what
 * it got.
 *
 * <p>Linear utilities: the dynamics is mirror descent on the convex programme of Shmyrev, whose objective
 * {@link State#potential} never falls; its distance to the optimum falls as 1/T. Substitutes (0 &lt; rho &lt; 1)
 * converge at a linear rate. Complements (rho below 0, Leontief) need a damped rule and are refused. O(n m) a day, 2
 * messages for each pair of buyer and good.
 *
 * <p>References: F. Wu, L. Zhang, Proportional response dynamics leads to market equilibrium, STOC 2007,
 * doi:10.1145/1250790.1250844; L. Zhang, Proportional response dynamics in the Fisher market, Theoretical Computer
 * Science 412(24), 2011, 2691-2698, doi:10.1016/j.tcs.2010.06.021; B. Birnbaum, N. R. Devanur, L. Xiao, Distributed
 * algorithms via gradient descent for Fisher markets, EC 2011, doi:10.1145/1993574.1993594; Y. Gao, C. Kroer,
 * First-order methods for large-scale market equilibrium computation, NeurIPS 2020 (quasi-linear). Use
 * {@link EisenbergGale} for the exact equilibrium at once.
 */
public final class ProportionalResponse {
    private final FisherMarket market;
    private final double[][] values;
    private final double[] budgets;
    private final double[] supplies;
    private final double[][] bids;
    private final double[] kept;

    /** From bids that spread every budget evenly over all goods, and money kept where utilities are quasi-linear. */
    public ProportionalResponse(FisherMarket market) {
        this(market, uniform(market));
    }

    /**
     * From given bids.
     *
     * @param bids money by buyer and good, at most the budget; the rest is kept under quasi-linear utilities
     */
    public ProportionalResponse(FisherMarket market, List<List<BigFraction>> bids) {
        requireSupplies(market);
        this.market = market;
        this.values = Fractions.matrix(market.values());
        this.budgets = Fractions.doubles(market.budgets());
        this.supplies = Fractions.doubles(market.supplies());
        this.bids = Fractions.matrix(bids);
        this.kept = new double[budgets.length];
        for (int i = 0; i < budgets.length; i++) {
            requireSubstitutes(market, i);
            kept[i] = keeps(market, i)
                    ? market.budgets()
                            .get(i)
                            .subtract(Fractions.sum(bids.get(i)))
                            .doubleValue()
                    : 0;
        }
    }

    private static void requireSupplies(FisherMarket market) {
        for (int j = 0; j < market.goods(); j++) {
            if (Fractions.sign(market.supplies().get(j)) == 0) {
                throw new IllegalArgumentException("the supply of good " + j + " is 0; leave the good out");
            }
        }
    }

    private static void requireSubstitutes(FisherMarket market, int buyer) {
        FisherMarket.Utility utility = market.utilities().get(buyer);
        boolean complements = utility instanceof FisherMarket.Utility.Leontief
                || (utility instanceof FisherMarket.Utility.Ces ces && ces.rho() < 0);
        if (complements) {
            throw new IllegalArgumentException("buyer " + buyer + " has " + utility
                    + ": proportional response does not handle complements"
                    + "\nMaybe the equilibrium itself (Eisenberg-Gale) will do.");
        }
    }

    private static boolean keeps(FisherMarket market, int buyer) {
        return market.utilities().get(buyer) instanceof FisherMarket.Utility.QuasiLinear;
    }

    /** Bids that spread every budget evenly over all goods, and money kept where utilities are quasi-linear. */
    public static List<List<BigFraction>> uniform(FisherMarket market) {
        List<List<BigFraction>> bids = Fractions.zeros(market.buyers(), market.goods());
        for (int i = 0; i < market.buyers(); i++) {
            int parts = market.goods() + (keeps(market, i) ? 1 : 0);
            for (int j = 0; j < market.goods(); j++) {
                bids.get(i).set(j, market.budgets().get(i).divide(parts));
            }
        }
        return bids;
    }

    /**
     * One day.
     *
     * @param bids money by buyer and good
     * @param prices money a unit
     * @param allocation units by buyer and good
     * @param utilities of each buyer
     */
    public record Day(
            List<List<BigFraction>> bids,
            List<BigFraction> prices,
            List<List<BigFraction>> allocation,
            List<BigFraction> utilities) {
        /** Copies. */
        public Day {
            bids = Fractions.copy(bids);
            prices = List.copyOf(prices);
            allocation = Fractions.copy(allocation);
            utilities = List.copyOf(utilities);
        }
    }

    /**
     * The first {@code days} days exactly, for linear and quasi-linear utilities. Fractions double in length every day:
     * for some ten days.
     */
    public static List<Day> exactDays(FisherMarket market, List<List<BigFraction>> start, int days) {
        requireSupplies(market);
        if (!market.piecewise()) {
            throw new IllegalArgumentException("only linear and quasi-linear utilities can be followed exactly");
        }
        List<Day> trace = new ArrayList<>();
        List<List<BigFraction>> bids = start;
        for (int day = 0; day < days; day++) {
            Day today = day(market, bids);
            trace.add(today);
            List<List<BigFraction>> next = new ArrayList<>();
            for (int i = 0; i < market.buyers(); i++) {
                List<BigFraction> row = new ArrayList<>();
                BigFraction utility = today.utilities().get(i);
                for (int j = 0; j < market.goods(); j++) {
                    BigFraction part = market.values()
                            .get(i)
                            .get(j)
                            .multiply(today.allocation().get(i).get(j));
                    row.add(
                            Fractions.sign(utility) == 0
                                    ? BigFraction.ZERO
                                    : market.budgets().get(i).multiply(part).divide(utility));
                }
                next.add(row);
            }
            bids = next;
        }
        return trace;
    }

    private static Day day(FisherMarket market, List<List<BigFraction>> bids) {
        List<BigFraction> prices = new ArrayList<>();
        for (int j = 0; j < market.goods(); j++) {
            BigFraction spent = BigFraction.ZERO;
            for (List<BigFraction> row : bids) {
                spent = spent.add(row.get(j));
            }
            prices.add(spent.divide(market.supplies().get(j)));
        }
        List<List<BigFraction>> allocation = Fractions.zeros(market.buyers(), market.goods());
        List<BigFraction> utilities = new ArrayList<>();
        for (int i = 0; i < market.buyers(); i++) {
            for (int j = 0; j < market.goods(); j++) {
                if (Fractions.sign(bids.get(i).get(j)) > 0) {
                    allocation.get(i).set(j, bids.get(i).get(j).divide(prices.get(j)));
                }
            }
            BigFraction utility = Fractions.dot(market.values().get(i), allocation.get(i));
            utilities.add(
                    keeps(market, i)
                            ? utility.add(market.budgets().get(i)).subtract(Fractions.sum(bids.get(i)))
                            : utility);
        }
        return new Day(bids, prices, allocation, utilities);
    }

    /**
     * Where the dynamics stands.
     *
     * @param day counted from 1
     * @param prices money a unit of each good
     * @param allocation units by buyer and good
     * @param change the largest change of a bid on this day, relative to all money
     * @param potential the objective of Shmyrev's programme, which never falls under linear utilities
     */
    public record State(int day, List<Double> prices, List<List<Double>> allocation, double change, double potential) {
        /** Copies. */
        public State {
            prices = List.copyOf(prices);
            allocation = allocation.stream().map(List::copyOf).toList();
        }
    }

    /** When to stop: the largest change of a bid stays below {@code tolerance} of all money for {@code quiet} days. */
    public record Stop(double tolerance, int quiet, int days) {}

    /** One day in floating point; the last state is {@link #state}. Returns the largest change of a bid. */
    public double advance() {
        double[] prices = prices();
        double change = 0;
        for (int i = 0; i < budgets.length; i++) {
            double[] part = parts(i, prices);
            double sum = kept[i];
            for (double worth : part) {
                sum += worth;
            }
            for (int j = 0; j < part.length && sum > 0; j++) {
                double next = budgets[i] * part[j] / sum;
                change = Math.max(change, Math.abs(next - bids[i][j]));
                bids[i][j] = next;
            }
            kept[i] = sum > 0 ? budgets[i] * kept[i] / sum : kept[i];
        }
        return change;
    }

    /** What each good brings buyer {@code i} on this day. */
    private double[] parts(int i, double[] prices) {
        double[] part = new double[prices.length];
        for (int j = 0; j < part.length; j++) {
            double units = bids[i][j] > 0 ? bids[i][j] / prices[j] : 0;
            part[j] = switch (market.utilities().get(i)) {
                case FisherMarket.Utility.Ces ces ->
                    values[i][j] == 0 || units == 0 ? 0 : values[i][j] * Math.pow(units, ces.rho());
                case FisherMarket.Utility.CobbDouglas douglas -> values[i][j];
                case FisherMarket.Utility.Linear linear -> values[i][j] * units;
                case FisherMarket.Utility.QuasiLinear quasi -> values[i][j] * units;
                case FisherMarket.Utility.Leontief leontief -> throw new IllegalStateException("refused before");
            };
        }
        return part;
    }

    private double[] prices() {
        double[] prices = new double[supplies.length];
        for (int j = 0; j < prices.length; j++) {
            for (double[] row : bids) {
                prices[j] += row[j];
            }
            prices[j] = supplies[j] > 0 ? prices[j] / supplies[j] : 0;
        }
        return prices;
    }

    /** Where the dynamics stands after {@code day} days, the last of which changed bids by {@code change} at most. */
    public State state(int day, double change) {
        double[] prices = prices();
        List<List<Double>> allocation = new ArrayList<>();
        double potential = 0;
        double money = 0;
        for (int i = 0; i < budgets.length; i++) {
            double[] units = new double[prices.length];
            money += budgets[i];
            for (int j = 0; j < prices.length; j++) {
                units[j] = bids[i][j] > 0 ? bids[i][j] / prices[j] : 0;
                potential += bids[i][j] > 0 ? bids[i][j] * Math.log(values[i][j] / prices[j]) : 0;
            }
            allocation.add(Fractions.list(units));
        }
        return new State(day, Fractions.list(prices), allocation, money > 0 ? change / money : 0, potential);
    }

    /** Runs until {@code stop} says so; one state a day, the first after the first day's prices. */
    public State run(Stop stop) {
        double money = 0;
        for (double budget : budgets) {
            money += budget;
        }
        int quiet = 0;
        int day = 0;
        double change = 0;
        while (day < stop.days() && quiet < stop.quiet()) {
            change = advance();
            quiet = change < stop.tolerance() * money ? quiet + 1 : 0;
            day++;
        }
        return state(day, change);
    }
}
