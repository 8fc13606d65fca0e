package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Two other ways to share several resources among users with fixed demands, beside {@link DominantResourceFairness}.
 *
 * <p><b>Asset fairness</b> equalises the sum of everybody's shares of all resources, by weight; filling goes on for
 * those who can still use something. It can give a user less than its part of every resource.
 *
 * <p><b>Competitive equilibrium from equal incomes</b> gives everybody the same money (by weight) and finds prices of
 * resources at which all of them spend it and every priced resource is used up: the point of the feasible set with the
 * largest product of tasks (Nash). Efficient, free of envy and with sharing incentive, but a user can gain by
 * misreports of its demands. Computed by {@link FairProgram} in floating point; where the prices turn out to be simple
 * fractions, the exact answer is verified and given too.
 *
 * <p>Reference: H. R. Varian, Equity, envy, and efficiency, Journal of Economic Theory 9(1), 1974, 63-91,
 * doi:10.1016/0022-0531(74)90075-1; the comparison is that of A. Ghodsi et al., Dominant resource fairness, NSDI 2011.
 */
public final class FairShares {
    private static final double SIMPLE = 1e-7;

    private FairShares() {}

    /** Tasks of each user under asset fairness, divisible and exact. */
    public static List<BigFraction> assetFairness(ResourceDemands demands) {
        List<BigFraction> tasks = Fractions.zeros(1, demands.users()).get(0);
        List<BigFraction> left = new ArrayList<>(demands.capacities());
        List<Integer> active = new ArrayList<>();
        for (int i = 0; i < demands.users(); i++) {
            if (demands.canRun(i)) {
                active.add(i);
            }
        }
        while (!active.isEmpty()) {
            BigFraction least = null;
            for (int r = 0; r < left.size(); r++) {
                BigFraction use = BigFraction.ZERO;
                for (int i : active) {
                    use = use.add(
                            rate(demands, i).multiply(demands.demands().get(i).get(r)));
                }
                if (Fractions.sign(use) > 0) {
                    BigFraction rise = left.get(r).divide(use);
                    least = least == null ? rise : Fractions.min(least, rise);
                }
            }
            BigFraction rise = least == null ? BigFraction.ZERO : least;
            for (int i : active) {
                BigFraction more = rate(demands, i).multiply(rise);
                tasks.set(i, tasks.get(i).add(more));
                for (int r = 0; r < left.size(); r++) {
                    left.set(
                            r,
                            left.get(r)
                                    .subtract(more.multiply(
                                            demands.demands().get(i).get(r))));
                }
            }
            active.removeIf(i -> starved(demands, i, left));
        }
        return tasks;
    }

    /** Tasks per unit of the weighted sum of shares. */
    private static BigFraction rate(ResourceDemands demands, int user) {
        BigFraction sum = BigFraction.ZERO;
        for (int r = 0; r < demands.resources(); r++) {
            sum = sum.add(demands.share(user, r));
        }
        return demands.weights().get(user).divide(sum);
    }

    private static boolean starved(ResourceDemands demands, int user, List<BigFraction> left) {
        for (int r = 0; r < left.size(); r++) {
            if (Fractions.sign(left.get(r)) == 0
                    && Fractions.sign(demands.demands().get(user).get(r)) > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * A competitive equilibrium from equal incomes.
     *
     * @param tasks of each user
     * @param prices of resources, such that each user's weight is its money
     * @param exact the tasks as fractions, verified exactly; null when prices are not simple fractions
     */
    public record EqualIncomes(
            List<Double> tasks,
            List<Double> prices,
            @Nullable List<BigFraction> exact) {
        /** Copies. */
        public EqualIncomes {
            tasks = List.copyOf(tasks);
            prices = List.copyOf(prices);
        }
    }

    /** The competitive equilibrium from equal incomes. */
    public static EqualIncomes equalIncomes(ResourceDemands demands) {
        List<Integer> users = new ArrayList<>();
        for (int i = 0; i < demands.users(); i++) {
            if (demands.canRun(i)) {
                users.add(i);
            }
        }
        int[] index = new int[demands.resources()];
        int resources = 0;
        for (int r = 0; r < index.length; r++) {
            index[r] = Fractions.sign(demands.capacities().get(r)) > 0 ? resources++ : -1;
        }
        double[] ones = new double[resources];
        java.util.Arrays.fill(ones, 1);
        double[] money = new double[users.size()];
        for (int i = 0; i < money.length; i++) {
            money[i] = demands.weights().get(users.get(i)).doubleValue();
        }
        FairProgram.Data data = new FairProgram.Data(money.length, money, ones);
        for (int i = 0; i < money.length; i++) {
            addTasks(demands, users.get(i), i, index, data);
        }
        double[] tasks = new double[demands.users()];
        double[] prices = new double[demands.resources()];
        if (!users.isEmpty()) {
            FairProgram program = FairProgram.solve(data);
            for (int i = 0; i < money.length; i++) {
                tasks[users.get(i)] = program.levels()[i];
            }
            for (int r = 0; r < index.length; r++) {
                prices[r] = index[r] < 0
                        ? 0
                        : program.prices()[index[r]]
                                / demands.capacities().get(r).doubleValue();
            }
        }
        return new EqualIncomes(Fractions.list(tasks), Fractions.list(prices), simple(demands, prices));
    }

    private static void addTasks(ResourceDemands demands, int user, int owner, int[] index, FairProgram.Data data) {
        List<Integer> goods = new ArrayList<>();
        List<Double> use = new ArrayList<>();
        for (int r = 0; r < index.length; r++) {
            if (index[r] >= 0 && Fractions.sign(demands.demands().get(user).get(r)) > 0) {
                goods.add(index[r]);
                use.add(demands.share(user, r).doubleValue());
            }
        }
        data.add(
                owner,
                1,
                Double.POSITIVE_INFINITY,
                goods.stream().mapToInt(Integer::intValue).toArray(),
                use.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Tasks at the simplest fractions near {@code prices}, if they are an equilibrium exactly. */
    private static @Nullable List<BigFraction> simple(ResourceDemands demands, double[] prices) {
        double largest = 0;
        for (double price : prices) {
            largest = Math.max(largest, price);
        }
        List<BigFraction> exact = new ArrayList<>();
        for (double price : prices) {
            exact.add(price < SIMPLE * largest ? BigFraction.ZERO : Fractions.near(price, SIMPLE * largest));
        }
        List<BigFraction> tasks = new ArrayList<>();
        for (int i = 0; i < demands.users(); i++) {
            BigFraction cost = Fractions.dot(exact, demands.demands().get(i));
            if (demands.canRun(i) && Fractions.sign(cost) == 0) {
                return null;
            }
            tasks.add(demands.canRun(i) ? demands.weights().get(i).divide(cost) : BigFraction.ZERO);
        }
        for (int r = 0; r < prices.length; r++) {
            BigFraction used = BigFraction.ZERO;
            for (int i = 0; i < tasks.size(); i++) {
                used = used.add(tasks.get(i).multiply(demands.demands().get(i).get(r)));
            }
            int order = used.compareTo(demands.capacities().get(r));
            if (order > 0 || (order < 0 && Fractions.sign(exact.get(r)) > 0)) {
                return null;
            }
        }
        return tasks;
    }
}
