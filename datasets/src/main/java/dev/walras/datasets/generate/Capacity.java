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
 * {@code exchange.capacity}: buyers of an operator's capacity, such as CPUs, memory and GPUs of a cloud.
 *
 * <p>Every good has the same endowment. A buyer wants lots of 1 to {@code bundle} goods, 1 to {@code units} units of
 * each, up to {@code lots} lots; its value of a lot is drawn for every unit in it, and with {@code steps} above 1
 * further orders for the same lot are worth falling shares of it. A budget, where there are budgets, is a share drawn
 * between half and all of {@code budget} of what all its orders are worth. Participants arrive in random order.
 *
 * <p>Complexity: linear in the number of orders.
 */
final class Capacity implements Generator {
    private static final Whole GOODS = new Whole("goods", "how many goods", 3, 1, 10_000);
    private static final Whole BUYERS = new Whole("buyers", "how many buyers", 20, 1, 10_000_000);
    private static final Whole SUPPLY = new Whole("supply", "units of each good", 60, 0, 1_000_000_000_000L);
    private static final Whole BUNDLE = new Whole("bundle", "the most goods in a lot", 2, 1, 100);
    private static final Whole UNITS = new Whole("units", "the most units of a good in a lot", 2, 1, 1_000_000);
    private static final Whole LOTS = new Whole("lots", "the most lots of an order", 6, 1, 1_000_000);
    private static final Whole STEPS = new Whole("steps", "orders of each buyer", 1, 1, 1_000);
    private static final Choice<Spread> VALUES =
            new Choice<>("values", "distribution of the value of a unit", Spread.LOG_NORMAL);
    private static final Real VALUE_MEAN = new Real("value-mean", "mean value of a unit, money", 2.5, 0, 1e6);
    private static final Real BUDGET = new Real(
            "budget", "the most a buyer can pay, as a share of what its orders are worth; 0 for no budgets", 0, 0, 1);

    @Override
    public String id() {
        return "exchange.capacity";
    }

    @Override
    public String description() {
        return "buyers of bundles of an operator's capacity, with falling values and perhaps budgets";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(GOODS, BUYERS, SUPPLY, BUNDLE, UNITS, LOTS, STEPS, VALUES, VALUE_MEAN, BUDGET);
    }

    /** What orders are drawn from. */
    private record Wishes(int goods, int bundle, long units, long lots, int steps, Spread values, double mean) {}

    @Override
    public Problem generate(Settings settings, long seed) {
        int goods = GOODS.count(settings);
        int buyers = BUYERS.count(settings);
        long supply = SUPPLY.in(settings);
        Wishes wishes = new Wishes(
                goods,
                Math.min(goods, BUNDLE.count(settings)),
                UNITS.in(settings),
                LOTS.in(settings),
                STEPS.count(settings),
                VALUES.in(settings),
                VALUE_MEAN.in(settings));
        double budget = BUDGET.in(settings);
        settings.requireAllRead();
        MarketBuilder market = Market.builder(id() + "-" + seed);
        for (int g = 0; g < goods; g++) {
            market.good("resource-" + g, "unit", supply);
        }
        int[] arrivals = Draw.of(seed, "arrivals").permutation(buyers);
        Draw bundles = Draw.of(seed, "bundles");
        Draw values = Draw.of(seed, "values");
        Draw budgets = Draw.of(seed, "budgets");
        for (int b = 0; b < buyers; b++) {
            List<Order> orders = orders(b, wishes, bundles, values);
            double worth = orders.stream()
                    .mapToDouble(order -> (double) order.maxLots() * order.valueMicrosPerLot())
                    .sum();
            double share = budgets.uniform(0.5, 1) * budget;
            long most = budget == 0 ? Participant.NO_BUDGET : (long) Math.ceil(worth * share);
            market.add(new Participant("b" + b, most, arrivals[b]));
            orders.forEach(market::add);
        }
        return new RawMarket(market.build());
    }

    /** The orders of one buyer: the same lot at falling values. */
    private static List<Order> orders(int buyer, Wishes wishes, Draw bundles, Draw values) {
        int[] permutation = bundles.permutation(wishes.goods);
        int[] goods = new int[Math.toIntExact(bundles.whole(1, wishes.bundle))];
        System.arraycopy(permutation, 0, goods, 0, goods.length);
        java.util.Arrays.sort(goods);
        long[] units = new long[goods.length];
        double worth = 0;
        for (int i = 0; i < goods.length; i++) {
            units[i] = bundles.whole(1, wishes.units);
            worth += units[i] * wishes.values.draw(values, wishes.mean);
        }
        long lots = bundles.whole(1, wishes.lots);
        List<Order> orders = new java.util.ArrayList<>();
        for (int step = 0; step < wishes.steps; step++) {
            orders.add(new Order("", buyer, Bundle.of(goods, units), 1, lots, Draw.micros(worth), Order.NO_GROUP));
            worth *= values.uniform(0.5, 1);
        }
        return orders;
    }
}
