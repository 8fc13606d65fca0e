package dev.walras.datasets.generate;

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
 * {@code exchange.random}: a random combinatorial exchange with every structure the market form has.
 *
 * <p>Each good has a base price, uniform from 1 to 10. A participant is a seller, a converter or a buyer with the given
 * shares, the first three participants one of each (the converter only when there are two goods). A seller asks for one
 * good, at a cost of 0.4 to 1.2 base prices a unit. A converter takes a good and gives the next one, unit for unit, for
 * a fee of 2 to 10 percent of the dearer of the two. A buyer bids on a bundle of 1 to {@code bundle} distinct goods, 1
 * to {@code units} of each, worth 0.6 to 1.6 times their base prices. Orders have 1 to {@code lots} lots; with the
 * given probability an order is to be filled with all its lots or not at all, and a buyer's orders exclude each other.
 *
 * <p>Complexity: linear in the number of bundle entries.
 */
final class RandomExchange implements Generator {
    private static final Whole GOODS = new Whole("goods", "how many goods", 8, 1, 1_000_000);
    private static final Whole PARTICIPANTS = new Whole("participants", "how many participants", 30, 3, 10_000_000);
    private static final Whole ORDERS = new Whole("orders", "orders of each participant", 2, 1, 10_000);
    private static final Whole BUNDLE = new Whole("bundle", "the most goods in a buyer's bundle", 3, 1, 1_000);
    private static final Whole UNITS = new Whole("units", "the most units of a good in a buyer's lot", 2, 1, 10_000);
    private static final Whole LOTS = new Whole("lots", "the most lots of an order", 4, 1, 1_000_000);
    private static final Real SELLERS = new Real("sellers", "share of participants who sell", 0.4, 0, 1);
    private static final Real CONVERTERS = new Real("converters", "share of participants who convert", 0.1, 0, 1);
    private static final Real ALL_OR_NONE =
            new Real("all-or-none", "probability that an order is filled whole or not at all", 0.1, 0, 1);
    private static final Real EXCLUSIVE =
            new Real("exclusive", "probability that a buyer's orders exclude each other", 0.3, 0, 1);

    @Override
    public String id() {
        return "exchange.random";
    }

    @Override
    public String description() {
        return "sellers, converters and buyers of bundles in a random exchange of many goods";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(
                GOODS, PARTICIPANTS, ORDERS, BUNDLE, UNITS, LOTS, SELLERS, CONVERTERS, ALL_OR_NONE, EXCLUSIVE);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        return new RawMarket(new Run(id() + "-" + seed, settings, seed).market());
    }

    /** The drawing of one market. */
    private static final class Run {
        private final int goods;
        private final int participants;
        private final int orders;
        private final int largestBundle;
        private final long units;
        private final long lots;
        private final double sellers;
        private final double converters;
        private final double allOrNone;
        private final double exclusive;
        private final MarketBuilder market;
        private final double[] price;
        private final Draw draw;
        private final int[] arrivals;

        Run(String name, Settings settings, long seed) {
            goods = GOODS.count(settings);
            participants = PARTICIPANTS.count(settings);
            orders = ORDERS.count(settings);
            largestBundle = Math.min(BUNDLE.count(settings), goods);
            units = UNITS.in(settings);
            lots = LOTS.in(settings);
            sellers = SELLERS.in(settings);
            converters = CONVERTERS.in(settings);
            allOrNone = ALL_OR_NONE.in(settings);
            exclusive = EXCLUSIVE.in(settings);
            settings.requireAllRead();
            market = Market.builder(name);
            price = new double[goods];
            draw = Draw.of(seed, "orders");
            arrivals = Draw.of(seed, "arrivals").permutation(participants);
            Draw prices = Draw.of(seed, "prices");
            for (int g = 0; g < goods; g++) {
                price[g] = prices.uniform(1, 10);
                market.good("g" + g, "unit", 0);
            }
        }

        Market market() {
            for (int p = 0; p < participants; p++) {
                market.add(new Participant("p" + p, Participant.NO_BUDGET, arrivals[p]));
                double role = draw.unit();
                if (p == 0 || (p > 2 && role < sellers)) {
                    addSeller(p);
                } else if (goods > 1 && (p == 2 || (p > 2 && role < sellers + converters))) {
                    addConverter(p);
                } else {
                    addBuyer(p);
                }
            }
            return market.build();
        }

        private void addSeller(int p) {
            for (int k = 0; k < orders; k++) {
                int good = draw.index(goods);
                double cost = price[good] * draw.uniform(0.4, 1.2);
                add(p, Bundle.of(good, -1), -Draw.micros(cost), Order.NO_GROUP);
            }
        }

        private void addConverter(int p) {
            for (int k = 0; k < orders; k++) {
                int from = draw.index(goods);
                int to = (from + 1) % goods;
                double fee = Math.max(price[from], price[to]) * draw.uniform(0.02, 0.1);
                add(p, Bundle.convert(to, 1, from, 1), -Draw.micros(fee), Order.NO_GROUP);
            }
        }

        private void addBuyer(int p) {
            int group = draw.chance(exclusive) ? market.group() : Order.NO_GROUP;
            for (int k = 0; k < orders; k++) {
                int size = (int) draw.whole(1, largestBundle);
                int[] wanted = new int[size];
                long[] amounts = new long[size];
                double worth = 0;
                for (int i = 0; i < size; i++) {
                    wanted[i] = another(wanted, i);
                    amounts[i] = draw.whole(1, units);
                    worth += price[wanted[i]] * amounts[i];
                }
                add(p, Bundle.of(wanted, amounts), Draw.micros(worth * draw.uniform(0.6, 1.6)), group);
            }
        }

        /** A good that is not among the first {@code taken}; the bundle is small, so rejection ends soon. */
        private int another(int[] wanted, int taken) {
            while (true) {
                int good = draw.index(goods);
                boolean fresh = true;
                for (int i = 0; i < taken; i++) {
                    fresh &= wanted[i] != good;
                }
                if (fresh) {
                    return good;
                }
            }
        }

        private void add(int p, Bundle bundle, long value, int group) {
            long most = draw.whole(1, lots);
            long least = draw.chance(allOrNone) ? most : 1;
            market.add(new Order("", p, bundle, least, most, value, group));
        }
    }
}
