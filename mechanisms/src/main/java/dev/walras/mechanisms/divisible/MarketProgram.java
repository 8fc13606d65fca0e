package dev.walras.mechanisms.divisible;

import dev.walras.market.Market;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The {@link FairProgram} of a market that the operator endows: every order is an activity, whose unit is all the lots
 * that could ever be filled, and every participant an owner with money.
 */
final class MarketProgram {
    private final Market market;
    private final int[] ownerIndex;
    private final List<Integer> owners = new ArrayList<>();
    private final List<Integer> orders = new ArrayList<>();
    private final long[] most;
    private final double[] money;
    private final double[] multipliers;
    private final double[] shares;
    private final double[] prices;
    private final double allMoney;

    /**
     * Solves the programme.
     *
     * @param budgets money of each participant; those with 0 or less take no part
     * @param keeps whether money not spent is worth as much as values (quasi-linear utilities), or nothing (linear)
     */
    MarketProgram(Market market, double[] budgets, Money keeps) {
        this.market = market;
        this.ownerIndex = new int[market.participants()];
        this.most = new long[market.orders()];
        this.shares = new double[market.orders()];
        this.prices = new double[market.goods()];
        this.multipliers = new double[market.participants()];
        java.util.Arrays.fill(multipliers, 1);
        long[] endowment = new long[market.goods()];
        for (int g = 0; g < endowment.length; g++) {
            endowment[g] = market.endowment(g);
        }
        boolean[] active = new boolean[market.participants()];
        for (int k = 0; k < market.orders(); k++) {
            most[k] = Math.min(market.maxLots(k), Lots.room(market, k, endowment));
            if (market.valueMicrosPerLot(k) > 0 && most[k] > 0 && budgets[market.owner(k)] > 0) {
                orders.add(k);
                active[market.owner(k)] = true;
            }
        }
        double sum = 0;
        for (int p = 0; p < active.length; p++) {
            if (active[p]) {
                ownerIndex[p] = owners.size();
                owners.add(p);
                sum += budgets[p];
            }
        }
        this.allMoney = sum;
        this.money = budgets.clone();
        if (!orders.isEmpty()) {
            solve(keeps);
        }
    }

    /** What money is worth beside goods. */
    enum Money {
        /** As much as values. */
        KEPT,
        /** Nothing. */
        SPENT
    }

    private void solve(Money keeps) {
        int[] rank = Lots.goodsByName(market);
        int[] goods = IntStream.range(0, rank.length)
                .filter(g -> market.endowment(g) > 0)
                .boxed()
                .sorted(Comparator.comparingInt(g -> rank[g]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] index = new int[rank.length];
        for (int j = 0; j < goods.length; j++) {
            index[goods[j]] = j;
        }
        double[] supply = new double[goods.length];
        java.util.Arrays.fill(supply, 1);
        double[] budget = owners.stream().mapToDouble(p -> money[p] / allMoney).toArray();
        boolean kept = keeps == Money.KEPT;
        FairProgram.Data data = new FairProgram.Data(orders.size() + (kept ? owners.size() : 0), budget, supply);
        double[] unit = units(kept);
        for (int k : orders) {
            add(data, k, worth(k) / unit[market.owner(k)], rank, index);
        }
        for (int i = 0; kept && i < owners.size(); i++) {
            data.addMoney(i);
        }
        FairProgram program = FairProgram.solve(data);
        read(program, goods, unit, kept);
    }

    /** What a utility of 1 is in micros: all money where money is kept, else the owner's best order. */
    private double[] units(boolean kept) {
        double[] unit = new double[market.participants()];
        for (int k : orders) {
            unit[market.owner(k)] = kept ? allMoney : Math.max(unit[market.owner(k)], worth(k));
        }
        return unit;
    }

    private long room(int order) {
        long room = Long.MAX_VALUE;
        for (int i = 0; i < market.bundleSize(order); i++) {
            room = Math.min(room, market.endowment(market.bundleGood(order, i)) / market.bundleUnits(order, i));
        }
        return room;
    }

    private double worth(int order) {
        return (double) market.valueMicrosPerLot(order) * most[order];
    }

    private void add(FairProgram.Data data, int order, double worth, int[] rank, int[] index) {
        int[] entries = IntStream.range(0, market.bundleSize(order))
                .boxed()
                .sorted(Comparator.comparingInt(i -> rank[market.bundleGood(order, i)]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] goods = new int[entries.length];
        double[] use = new double[entries.length];
        for (int e = 0; e < entries.length; e++) {
            int good = market.bundleGood(order, entries[e]);
            goods[e] = index[good];
            use[e] = (double) market.bundleUnits(order, entries[e]) * most[order] / market.endowment(good);
        }
        // Where endowments are the only limit, a cap would only take a part of their price.
        double cap = most[order] == room(order) ? Double.POSITIVE_INFINITY : 1;
        data.add(ownerIndex[market.owner(order)], worth, cap, goods, use);
    }

    private void read(FairProgram program, int[] goods, double[] unit, boolean kept) {
        double[] levels = program.levels();
        double[] utility = new double[owners.size()];
        for (int n = 0; n < orders.size(); n++) {
            int k = orders.get(n);
            shares[k] = levels[n] * most[k];
            utility[ownerIndex[market.owner(k)]] += levels[n] * worth(k) / unit[market.owner(k)];
        }
        for (int j = 0; j < goods.length; j++) {
            prices[goods[j]] = program.prices()[j] * allMoney / market.endowment(goods[j]);
        }
        for (int i = 0; kept && i < owners.size(); i++) {
            double budget = money[owners.get(i)] / allMoney;
            double held = levels[orders.size() + i];
            boolean spent = held < 1e-6 * budget;
            multipliers[owners.get(i)] = spent ? Math.min(1, budget / utility[i]) : 1;
        }
    }

    /** The share of each order, in lots. */
    double[] shares() {
        return shares.clone();
    }

    /** What a unit of each good costs, in the money of the budgets. */
    double[] prices() {
        return prices.clone();
    }

    /** By how much each participant's values are scaled down to keep its budget; 1 where money is spent anyway. */
    double[] multipliers() {
        return multipliers.clone();
    }
}
