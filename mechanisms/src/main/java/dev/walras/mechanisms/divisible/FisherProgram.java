package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;

/** A linear or quasi-linear Fisher market as a {@link FairProgram}, with supplies and money scaled to 1. */
final class FisherProgram {
    private final FisherMarket market;
    private final double[] budgets;
    private final double[] supplies;
    private final double[][] values;
    private final List<Integer> buyers = new ArrayList<>();
    private final int[] goodIndex;
    private final List<Integer> goods = new ArrayList<>();
    private double money;

    FisherProgram(FisherMarket market) {
        this.market = market;
        this.budgets = Fractions.doubles(market.budgets());
        this.supplies = Fractions.doubles(market.supplies());
        this.values = Fractions.matrix(market.values());
        this.goodIndex = new int[supplies.length];
        for (int i = 0; i < budgets.length; i++) {
            boolean wants = false;
            for (int j = 0; j < supplies.length; j++) {
                wants |= values[i][j] > 0 && supplies[j] > 0;
            }
            if (budgets[i] > 0 && wants) {
                buyers.add(i);
                money += budgets[i];
            }
        }
        for (int j = 0; j < supplies.length; j++) {
            int good = j;
            if (supplies[j] > 0 && buyers.stream().anyMatch(i -> values[i][good] > 0)) {
                goodIndex[j] = goods.size();
                goods.add(j);
            }
        }
    }

    FisherEquilibrium equilibrium() {
        double[] prices = new double[supplies.length];
        double[][] units = new double[budgets.length][supplies.length];
        if (buyers.isEmpty()) {
            return FisherEquilibrium.of(market, prices, units, 0);
        }
        List<int[]> pairs = new ArrayList<>();
        FairProgram program = FairProgram.solve(data(pairs));
        double[] levels = program.levels();
        double[] scaled = program.prices();
        for (int j : goods) {
            prices[j] = scaled[goodIndex[j]] * money / supplies[j];
        }
        for (int k = 0; k < pairs.size(); k++) {
            int j = pairs.get(k)[1];
            units[pairs.get(k)[0]][j] = levels[k] * supplies[j];
        }
        return FisherEquilibrium.of(market, prices, units, residual(prices, units));
    }

    private FairProgram.Data data(List<int[]> pairs) {
        int keep = 0;
        double[] shares = new double[buyers.size()];
        double[] ones = new double[goods.size()];
        java.util.Arrays.fill(ones, 1);
        for (int i = 0; i < shares.length; i++) {
            shares[i] = budgets[buyers.get(i)] / money;
            keep += keeps(buyers.get(i)) ? 1 : 0;
            for (int j : goods) {
                if (values[buyers.get(i)][j] > 0) {
                    pairs.add(new int[] {buyers.get(i), j});
                }
            }
        }
        FairProgram.Data data = new FairProgram.Data(pairs.size() + keep, shares, ones);
        for (int[] pair : pairs) {
            int i = pair[0];
            double largest = 0;
            for (int j : goods) {
                largest = Math.max(largest, values[i][j] * supplies[j]);
            }
            double unit = keeps(i) ? money : largest;
            double worth = values[i][pair[1]] * supplies[pair[1]] / unit;
            int[] good = {goodIndex[pair[1]]};
            data.add(buyers.indexOf(i), worth, Double.POSITIVE_INFINITY, good, new double[] {1});
        }
        for (int i = 0; i < shares.length; i++) {
            if (keeps(buyers.get(i))) {
                data.addMoney(i);
            }
        }
        return data;
    }

    private boolean keeps(int buyer) {
        return market.utilities().get(buyer) instanceof FisherMarket.Utility.QuasiLinear;
    }

    /** The largest violation: goods not cleared, money not spent, money not on the best goods; all relative. */
    private double residual(double[] prices, double[][] units) {
        double worst = 0;
        double[] used = new double[supplies.length];
        for (int i : buyers) {
            double best = keeps(i) ? 1 : 0;
            double spent = 0;
            for (int j : goods) {
                best = Math.max(best, values[i][j] / prices[j]);
                spent += prices[j] * units[i][j];
                used[j] += units[i][j];
            }
            double lost = 0;
            for (int j : goods) {
                lost += prices[j] * units[i][j] * (1 - values[i][j] / (prices[j] * best));
            }
            boolean mayKeep = keeps(i) && best <= 1 + 1e-9;
            worst = Math.max(worst, Math.max(lost / budgets[i], mayKeep ? 0 : Math.abs(1 - spent / budgets[i])));
        }
        for (int j : goods) {
            worst = Math.max(worst, Math.abs(1 - used[j] / supplies[j]) * Math.min(1, prices[j] * supplies[j] / money));
        }
        return worst;
    }
}
