package dev.walras.datasets.generate;

import dev.walras.datasets.generate.Keys.Choice;
import dev.walras.datasets.generate.Keys.Real;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import dev.walras.problem.RawMarket;
import java.util.List;

/**
 * {@code exchange.unit-demand}: each buyer wants one of many single items (the assignment market).
 *
 * <p>A buyer values each item it knows independently and receives at most one: its orders are one exclusive group. With
 * {@code supply=endowment} the operator owns the items; with {@code supply=sellers} each item has an owner with a cost,
 * which is the assignment game. Every buyer knows at least one item.
 *
 * <p>Reference: L. S. Shapley and M. Shubik, The assignment game I: the core, International Journal of Game Theory 1,
 * 1971, doi:10.1007/BF01753437.
 *
 * <p>Complexity: buyers x items.
 */
final class UnitDemand implements Generator {
    private static final Whole BUYERS = new Whole("buyers", "how many buyers", 20, 1, 1_000_000);
    private static final Whole ITEMS = new Whole("items", "how many items, one unit each", 20, 1, 1_000_000);
    private static final Real DENSITY = new Real("density", "probability that a buyer knows an item", 1, 0, 1);
    private static final Choice<Spread> VALUES =
            new Choice<>("values", "distribution of the value of an item to a buyer", Spread.UNIFORM);
    private static final Real VALUE_MEAN = new Real("value-mean", "mean value, money", 50, 0, 1e6);
    private static final Choice<Supply> SUPPLY =
            new Choice<>("supply", "who owns the items: endowment or sellers", Supply.ENDOWMENT);
    private static final Real COST_MEAN =
            new Real("cost-mean", "mean cost of a seller, uniform from 0 to twice that, money", 20, 0, 1e6);

    /** Who owns the items. */
    private enum Supply {
        ENDOWMENT,
        SELLERS
    }

    @Override
    public String id() {
        return "exchange.unit-demand";
    }

    @Override
    public String description() {
        return "buyers who want one item each, of many different ones (assignment market, assignment game)";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(BUYERS, ITEMS, DENSITY, VALUES, VALUE_MEAN, SUPPLY, COST_MEAN);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        int buyers = BUYERS.count(settings);
        int items = ITEMS.count(settings);
        double density = DENSITY.in(settings);
        Spread spread = VALUES.in(settings);
        double mean = VALUE_MEAN.in(settings);
        boolean owned = SUPPLY.in(settings) == Supply.SELLERS;
        double costMean = COST_MEAN.in(settings);
        settings.requireAllRead();
        MarketBuilder market = Market.builder(id() + "-" + seed);
        int[] arrivals = Draw.of(seed, "arrivals").permutation(Math.addExact(buyers, owned ? items : 0));
        for (int i = 0; i < items; i++) {
            market.good("item" + i, "item", owned ? 0 : 1);
        }
        for (int b = 0; b < buyers; b++) {
            market.add(new Participant("b" + b, Participant.NO_BUDGET, arrivals[b]));
        }
        Draw costs = Draw.of(seed, "costs");
        for (int i = 0; owned && i < items; i++) {
            int seller = market.add(new Participant("s" + i, Participant.NO_BUDGET, arrivals[buyers + i]));
            market.sell(seller, i, 1, Draw.micros(Spread.UNIFORM.draw(costs, costMean)));
        }
        Draw known = Draw.of(seed, "known");
        Draw values = Draw.of(seed, "values");
        for (int b = 0; b < buyers; b++) {
            int group = market.group();
            int sure = known.index(items);
            for (int i = 0; i < items; i++) {
                boolean knows = known.chance(density) || i == sure;
                long value = Draw.micros(spread.draw(values, mean));
                if (knows) {
                    market.add(new Order("", b, Bundle.of(i, 1), 1, 1, value, group));
                }
            }
        }
        return new RawMarket(market.build());
    }
}
