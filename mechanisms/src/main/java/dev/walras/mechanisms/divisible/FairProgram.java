package dev.walras.mechanisms.divisible;

import java.util.Arrays;

/**
 * The concave programme behind fair shares and first-price pacing, for activities that use several goods:
 *
 * <pre>
 * maximise sum_i B_i log(sum_{k of i} v_k y_k + d_i) - sum_i c_i d_i   subject to  A y &lt;= s, 0 &lt;= y &lt;= cap
 * </pre>
 *
 * where <i>d<sub>i</sub></i> is money kept and exists for quasi-linear owners only. With one good an activity and no
 * caps it is the programme of Eisenberg and Gale; with one activity an owner and equal budgets, competitive equilibrium
 * from equal incomes for Leontief demands; with money kept, first-price pacing. The dual values of the goods are
 * prices: an owner values what it uses at <i>v<sub>k</sub>B<sub>i</sub>/u<sub>i</sub></i>, which is what its goods
 * cost, plus the rent of its cap.
 *
 * <p>A primal-dual interior-point method. Every step eliminates the owners one by one (diagonal plus rank one) and
 * solves a dense system of the goods: O(K + sum of squares of goods an owner touches + m^3). Some 30 steps; for up to a
 * thousand goods.
 */
final class FairProgram {
    private static final int MOST_STEPS = 200;
    private static final double GAP = 1e-13;
    private static final int PATIENCE = 12;

    private final Data data;
    private final int orders;
    private final double[] y;
    private final double[] rent;
    private final double[] room;
    private final double[] capRent;
    private final double[] left;
    private final double[] price;
    private final double[] utility;
    private final int[] activities;
    private final double[] bestLevels;
    private final double[] bestPrices;
    private double bestError = Double.POSITIVE_INFINITY;
    private int stale;
    private int steps;
    private double lastLength = 1;

    /** The data of a programme. Money kept is an activity of its own without goods, with value and cost 1. */
    static final class Data {
        private final int[] owner;
        private final double[] value;
        private final double[] cost;
        private final double[] cap;
        private final int[][] good;
        private final double[][] use;
        private final double[] budget;
        private final double[] supply;
        private int next;

        /**
         * Nothing yet.
         *
         * @param activities how many will be added
         * @param budget of each owner, positive
         * @param supply of each good, positive
         */
        Data(int activities, double[] budget, double[] supply) {
            this.owner = new int[activities];
            this.value = new double[activities];
            this.cost = new double[activities];
            this.cap = new double[activities];
            this.good = new int[activities][];
            this.use = new double[activities][];
            this.budget = budget.clone();
            this.supply = supply.clone();
        }

        /**
         * Adds an activity of {@code owner}.
         *
         * @param worth of a unit, positive
         * @param most units, positive; infinite when there is no cap
         * @param goods used
         * @param units of each used, positive
         */
        void add(int by, double worth, double most, int[] goods, double[] units) {
            owner[next] = by;
            value[next] = worth;
            cap[next] = most;
            good[next] = goods;
            use[next] = units;
            next++;
        }

        /** Adds the activity of {@code by} to keep its money. */
        void addMoney(int by) {
            cost[next] = 1;
            add(by, 1, Double.POSITIVE_INFINITY, new int[0], new double[0]);
        }
    }

    private FairProgram(Data data) {
        this.data = data;
        this.orders = data.owner.length;
        this.y = new double[orders];
        this.rent = new double[orders];
        this.room = new double[orders];
        this.capRent = new double[orders];
        this.left = data.supply.clone();
        this.price = new double[data.supply.length];
        this.utility = new double[data.budget.length];
        this.activities = new int[data.budget.length];
        this.bestLevels = new double[orders];
        this.bestPrices = new double[price.length];
        for (int owner : data.owner) {
            activities[owner]++;
        }
    }

    /** Activity levels, by activity. */
    double[] levels() {
        return bestLevels.clone();
    }

    /** Prices of the goods. */
    double[] prices() {
        return bestPrices.clone();
    }

    /** The number of steps taken. */
    int steps() {
        return steps;
    }

    /** Solves the programme; every owner must have an activity. */
    static FairProgram solve(Data data) {
        FairProgram program = new FairProgram(data);
        program.start();
        while (program.steps < MOST_STEPS && program.step()) {
            program.steps++;
        }
        return program;
    }

    /** The equilibrium of a linear or quasi-linear Fisher market. */
    static FisherEquilibrium of(FisherMarket market) {
        return new FisherProgram(market).equilibrium();
    }

    private void start() {
        int[] users = new int[data.supply.length];
        for (int[] goods : data.good) {
            for (int g : goods) {
                users[g]++;
            }
        }
        for (int k = 0; k < orders; k++) {
            y[k] = Double.isInfinite(data.cap[k]) ? data.budget[data.owner[k]] : data.cap[k] / 2;
            for (int e = 0; e < data.good[k].length; e++) {
                int g = data.good[k][e];
                y[k] = Math.min(y[k], data.supply[g] / (2.0 * users[g] * data.use[k][e]));
            }
        }
        refresh();
        double money = 0;
        for (double budget : data.budget) {
            money += budget;
        }
        double level = money / (2.0 * orders + data.supply.length);
        for (int k = 0; k < orders; k++) {
            rent[k] = level / y[k];
            capRent[k] = Double.isInfinite(room[k]) ? 0 : level / room[k];
        }
        for (int g = 0; g < price.length; g++) {
            price[g] = level / left[g];
        }
    }

    /** Recomputes what follows from the levels. */
    private void refresh() {
        System.arraycopy(data.supply, 0, left, 0, left.length);
        Arrays.fill(utility, 0);
        for (int k = 0; k < orders; k++) {
            room[k] = data.cap[k] - y[k];
            utility[data.owner[k]] += data.value[k] * y[k];
            for (int e = 0; e < data.good[k].length; e++) {
                left[data.good[k][e]] -= data.use[k][e] * y[k];
            }
        }
    }

    /** One step; false when the answer is as good as floating point allows. */
    private boolean step() {
        double gap = complementarity();
        // Prices must follow before the gap closes further, or they never meet the marginal values.
        double error = error();
        remember(Math.max(gap, error));
        double target = (lastLength > 0.5 && error < 10 * gap ? 0.1 : 0.7) * gap;
        double[] gradient = new double[orders];
        double[] weight = new double[orders];
        for (int k = 0; k < orders; k++) {
            double barrier = target / y[k] - (Double.isInfinite(room[k]) ? 0 : target / room[k]);
            gradient[k] = marginal(k) - data.cost[k] + barrier;
            weight[k] = rent[k] / y[k] + (Double.isInfinite(room[k]) ? 0 : capRent[k] / room[k]);
            for (int e = 0; e < data.good[k].length; e++) {
                gradient[k] -= data.use[k][e] * target / left[data.good[k][e]];
            }
        }
        double[] pressure = new double[price.length];
        double[] change = new Owners(weight).solve(gradient, pressure);
        lastLength = move(change, pressure, target);
        return lastLength > 1e-10 && stale < PATIENCE && bestError > GAP * money() / orders;
    }

    /** Keeps the best levels and prices, as rounding spoils those that come after. */
    private void remember(double error) {
        stale++;
        if (error < bestError) {
            bestError = error;
            stale = 0;
            System.arraycopy(y, 0, bestLevels, 0, orders);
            System.arraycopy(price, 0, bestPrices, 0, price.length);
        }
    }

    /** The largest difference between marginal value and price of an activity, in money. */
    private double error() {
        double worst = 0;
        for (int k = 0; k < orders; k++) {
            double rest = marginal(k) - data.cost[k] + rent[k] - capRent[k];
            for (int e = 0; e < data.good[k].length; e++) {
                rest -= data.use[k][e] * price[data.good[k][e]];
            }
            worst = Math.max(worst, Math.abs(rest) * y[k]);
        }
        return worst;
    }

    private double marginal(int k) {
        int i = data.owner[k];
        return data.budget[i] * data.value[k] / utility[i];
    }

    private double complementarity() {
        double sum = 0;
        int terms = price.length;
        for (int k = 0; k < orders; k++) {
            boolean capped = !Double.isInfinite(room[k]);
            sum += rent[k] * y[k] + (capped ? capRent[k] * room[k] : 0);
            terms += capped ? 2 : 1;
        }
        for (int g = 0; g < price.length; g++) {
            sum += price[g] * left[g];
        }
        return sum / terms;
    }

    /**
     * Moves along a direction as far as everything stays positive; returns the part of it that was made.
     *
     * @param change of the levels
     * @param pressure by how much the change in use moves each price; use itself would be lost in rounding
     */
    private double move(double[] change, double[] pressure, double target) {
        double[] used = new double[price.length];
        double[] rentChange = new double[orders];
        double[] capChange = new double[orders];
        double[] priceChange = new double[price.length];
        double reach = 1 / 0.995;
        for (int k = 0; k < orders; k++) {
            rentChange[k] = (target - rent[k] * (y[k] + change[k])) / y[k];
            reach = Math.min(reach, Math.min(reach(y[k], change[k]), reach(rent[k], rentChange[k])));
            if (!Double.isInfinite(room[k])) {
                capChange[k] = (target - capRent[k] * (room[k] - change[k])) / room[k];
                reach = Math.min(reach, Math.min(reach(room[k], -change[k]), reach(capRent[k], capChange[k])));
            }
        }
        for (int g = 0; g < price.length; g++) {
            used[g] = pressure[g] * left[g] / price[g];
            priceChange[g] = target / left[g] - price[g] + pressure[g];
            reach = Math.min(reach, Math.min(reach(left[g], -used[g]), reach(price[g], priceChange[g])));
        }
        double length = 0.995 * reach;
        for (int k = 0; k < orders; k++) {
            y[k] += length * change[k];
            rent[k] += length * rentChange[k];
            capRent[k] += length * capChange[k];
            room[k] -= Double.isInfinite(room[k]) ? 0 : length * change[k];
        }
        for (int g = 0; g < price.length; g++) {
            price[g] += length * priceChange[g];
            left[g] -= length * used[g];
        }
        Arrays.fill(utility, 0);
        for (int k = 0; k < orders; k++) {
            utility[data.owner[k]] += data.value[k] * y[k];
        }
        return length;
    }

    private double money() {
        double money = 0;
        for (double budget : data.budget) {
            money += budget;
        }
        return money;
    }

    /** How far {@code value} can go along {@code change} before it is 0. */
    private static double reach(double value, double change) {
        return change < 0 ? -value / change : Double.POSITIVE_INFINITY;
    }

    /** The system of a step, reduced to the goods: each owner is a diagonal plus its own rank-one matrix. */
    private final class Owners {
        private final double[] weight;
        private final double[] curvature = new double[data.budget.length];
        private final double[][] column = new double[data.budget.length][];
        private final int[][] touched = new int[data.budget.length][];
        private final double[][] system = new double[price.length][price.length];

        Owners(double[] weight) {
            this.weight = weight;
            double[] norm = new double[curvature.length];
            double[][] sums = new double[curvature.length][];
            for (int k = 0; k < orders; k++) {
                int i = data.owner[k];
                norm[i] += data.value[k] * data.value[k] / weight[k];
                curvature[i] = data.budget[i] / (utility[i] * utility[i]);
            }
            for (int k = 0; k < orders; k++) {
                int i = data.owner[k];
                if (activities[i] == 1) {
                    // A lone activity is a diagonal altogether, without anything to cancel.
                    weight[k] += curvature[i] * data.value[k] * data.value[k];
                    curvature[i] = 0;
                }
            }
            for (int i = 0; i < curvature.length; i++) {
                curvature[i] = curvature[i] / (1 + curvature[i] * norm[i]);
            }
            gather(sums);
            for (int g = 0; g < price.length; g++) {
                system[g][g] += left[g] / price[g];
            }
            for (int i = 0; i < curvature.length; i++) {
                for (int a = 0; a < touched[i].length; a++) {
                    for (int b = 0; b < touched[i].length; b++) {
                        system[touched[i][a]][touched[i][b]] -= curvature[i] * column[i][a] * column[i][b];
                    }
                }
            }
        }

        /** Adds the diagonal parts to the system, and collects what each owner's value direction uses of each good. */
        private void gather(double[][] sums) {
            int[] count = new int[curvature.length];
            for (int k = 0; k < orders; k++) {
                count[data.owner[k]] += data.good[k].length;
            }
            for (int i = 0; i < count.length; i++) {
                touched[i] = new int[count[i]];
                sums[i] = new double[count[i]];
            }
            Arrays.fill(count, 0);
            for (int k = 0; k < orders; k++) {
                int i = data.owner[k];
                for (int e = 0; e < data.good[k].length; e++) {
                    touched[i][count[i]] = data.good[k][e];
                    sums[i][count[i]++] = data.use[k][e] * data.value[k] / weight[k];
                    for (int f = 0; f < data.good[k].length; f++) {
                        system[data.good[k][e]][data.good[k][f]] += data.use[k][e] * data.use[k][f] / weight[k];
                    }
                }
            }
            for (int i = 0; i < count.length; i++) {
                column[i] = sums[i];
            }
        }

        /** The inverse of the owners' part, applied. */
        private double[] inverse(double[] right) {
            double[] along = new double[curvature.length];
            for (int k = 0; k < orders; k++) {
                along[data.owner[k]] += data.value[k] * right[k] / weight[k];
            }
            double[] solved = new double[orders];
            for (int k = 0; k < orders; k++) {
                int i = data.owner[k];
                solved[k] = (right[k] - curvature[i] * along[i] * data.value[k]) / weight[k];
            }
            return solved;
        }

        double[] solve(double[] gradient, double[] pressure) {
            double[] free = inverse(gradient);
            for (int k = 0; k < orders; k++) {
                for (int e = 0; e < data.good[k].length; e++) {
                    pressure[data.good[k][e]] += data.use[k][e] * free[k];
                }
            }
            LinearSystem.solve(system, pressure);
            double[] right = gradient.clone();
            for (int k = 0; k < orders; k++) {
                for (int e = 0; e < data.good[k].length; e++) {
                    right[k] -= data.use[k][e] * pressure[data.good[k][e]];
                }
            }
            return inverse(right);
        }
    }
}
