package dev.walras.testing;

import dev.walras.market.Bundle;
import dev.walras.market.Good;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tiny random markets for contract tests: small enough for enumeration, mixed enough that every trait and every mixture
 * of traits occurs. The same seed gives the same market on every platform.
 */
public final class RandomMarkets {
    private RandomMarkets() {}

    /**
     * Any structure: at most 4 goods, 4 participants, 8 orders and 3 lots an order. Which traits may occur is drawn
     * first, so that simple and mixed markets are both frequent; values from -60 to 60 micros a lot, often tied.
     */
    public static Market small(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Shape shape = Shape.draw(random);
        MarketBuilder market = Market.builder("small-" + seed);
        for (int g = 0; g < shape.goods; g++) {
            market.add(new Good("g" + g, "unit", shape.endowment ? random.nextInt(5) : 0));
        }
        for (int p = 0; p < shape.participants; p++) {
            long budget = shape.budgets && random.nextBoolean() ? random.nextInt(60) : Participant.NO_BUDGET;
            market.add(new Participant("p" + p, budget, random.nextInt(3)));
        }
        List<int[]> groups = new ArrayList<>();
        for (int p = 0; shape.exclusive && p < shape.participants; p++) {
            groups.add(new int[] {p, market.group()});
        }
        for (int k = 0; k < shape.orders; k++) {
            market.add(order(random, shape, groups));
        }
        return market.build();
    }

    /** Which structure may occur in a small market. */
    private record Shape(
            int goods,
            int participants,
            int orders,
            boolean endowment,
            boolean budgets,
            boolean exclusive,
            boolean multiLot,
            boolean minimumFill,
            boolean bundles,
            boolean sellers,
            boolean coarse) {
        static Shape draw(SplittableRandom random) {
            return new Shape(
                    1 + random.nextInt(4),
                    1 + random.nextInt(4),
                    random.nextInt(9),
                    random.nextInt(3) > 0,
                    random.nextInt(4) == 0,
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextInt(3) > 0,
                    random.nextInt(3) > 0,
                    random.nextBoolean());
        }
    }

    private static Order order(SplittableRandom random, Shape shape, List<int[]> groups) {
        int participant = random.nextInt(shape.participants);
        int group = Order.NO_GROUP;
        if (!groups.isEmpty() && random.nextBoolean()) {
            int[] drawn = groups.get(random.nextInt(groups.size()));
            participant = drawn[0];
            group = drawn[1];
        }
        Bundle bundle = bundle(random, shape);
        long max = shape.multiLot ? 1 + random.nextInt(3) : 1;
        long min = shape.minimumFill ? 1 + random.nextInt((int) max) : 1;
        long value = random.nextInt(20) * 3L;
        boolean gives = true;
        for (int i = 0; i < bundle.size(); i++) {
            gives &= bundle.units(i) < 0;
        }
        // Sellers mostly have costs; now and then the sign is the unusual one.
        if (gives != (random.nextInt(8) == 0)) {
            value = -value / 2;
        }
        return new Order("", participant, bundle, min, max, value, group);
    }

    private static Bundle bundle(SplittableRandom random, Shape shape) {
        int size = shape.bundles ? 1 + random.nextInt(Math.min(3, shape.goods)) : 1;
        boolean seller = shape.sellers && random.nextInt(5) < 2;
        boolean mixed = shape.sellers && random.nextInt(5) == 0;
        Bundle bundle;
        do {
            int[] goods = new int[size];
            long[] units = new long[size];
            for (int i = 0; i < size; i++) {
                goods[i] = random.nextInt(shape.goods);
                units[i] = shape.coarse ? 1 + random.nextInt(3) : 1;
                if (mixed ? random.nextBoolean() : seller) {
                    units[i] = -units[i];
                }
            }
            bundle = Bundle.of(goods, units);
        } while (bundle.size() == 0);
        return bundle;
    }

    /**
     * Unit demand over endowed goods: 1 to 5 goods of which 0 to 2 units exist, 1 to 5 buyers who each want at most one
     * unit of one of them; values from -3 to 20 micros.
     */
    public static Market unitDemand(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("unit-demand-" + seed);
        int goods = 1 + random.nextInt(5);
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "unit", random.nextInt(3));
        }
        int buyers = 1 + random.nextInt(5);
        for (int p = 0; p < buyers; p++) {
            market.participant("p" + p);
            int group = market.group();
            for (int g = 0; g < goods; g++) {
                if (random.nextInt(4) > 0) {
                    market.add(new Order("", p, Bundle.of(g, 1), 1, 1, random.nextInt(24) - 3L, group));
                }
            }
        }
        return market.build();
    }

    /** One good without endowment, 1 to 8 buyers and sellers of 1 to 3 units each, values from 0 to 30 micros. */
    public static Market doubleAuction(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("double-auction-" + seed);
        int good = market.good("g", "unit", 0);
        int traders = 1 + random.nextInt(8);
        for (int p = 0; p < traders; p++) {
            market.participant("p" + p);
            long units = 1L + random.nextInt(3);
            if (random.nextBoolean()) {
                market.buy(p, good, units, random.nextInt(31));
            } else {
                market.sell(p, good, units, random.nextInt(31));
            }
        }
        return market.build();
    }

    /** Four goods, one unit of each; 1 to 4 bidders with one or two exclusive bids for bundles, values up to 60. */
    public static Market combinatorial(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("combinatorial-" + seed);
        for (int g = 0; g < 4; g++) {
            market.good("g" + g, "unit", 1);
        }
        int bidders = 1 + random.nextInt(4);
        for (int p = 0; p < bidders; p++) {
            market.participant("p" + p);
            int group = market.group();
            int bids = 1 + random.nextInt(2);
            for (int b = 0; b < bids; b++) {
                int mask = 1 + random.nextInt(15);
                int[] goods = new int[Integer.bitCount(mask)];
                long[] units = new long[goods.length];
                for (int g = 0, n = 0; g < 4; g++) {
                    if ((mask >> g & 1) == 1) {
                        goods[n] = g;
                        units[n++] = 1;
                    }
                }
                long value = (long) goods.length * (1 + random.nextInt(15));
                market.add(new Order("", p, Bundle.of(goods, units), 1, 1, value, group));
            }
        }
        return market.build();
    }
}
