package dev.walras.mechanisms;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.testing.RandomMarkets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** Random markets of every structure, and those of them that a mechanism handles. */
public final class ContractMarkets {
    private static final List<LongFunction<Market>> SOURCES = List.of(
            RandomMarkets::small,
            RandomMarkets::unitDemand,
            RandomMarkets::doubleAuction,
            RandomMarkets::combinatorial,
            ContractMarkets::unitDoubleAuction,
            ContractMarkets::units,
            ContractMarkets::singleMinded,
            ContractMarkets::service);

    private ContractMarkets() {}

    /** The first {@code count} markets of every structure that are handled. */
    public static List<Market> handledBy(MechanismSpec spec, int count) {
        List<Market> handled = new ArrayList<>();
        for (LongFunction<Market> source : SOURCES) {
            int found = 0;
            for (long seed = 0; seed < 20L * count && found < count; seed++) {
                Market market = source.apply(seed);
                if (spec.unsupported(market).isEmpty()) {
                    handled.add(market);
                    found++;
                }
            }
        }
        return handled;
    }

    /** The first {@code count} markets that are not handled. */
    static List<Market> notHandledBy(MechanismSpec spec, int count) {
        List<Market> others = new ArrayList<>();
        for (long seed = 0; seed < 20L * count && others.size() < count; seed++) {
            Market market = RandomMarkets.small(seed);
            if (!spec.unsupported(market).isEmpty()) {
                others.add(market);
            }
        }
        return others;
    }

    /** Up to five buyers and five sellers of one unit, values and costs from -2 to 15, often tied. */
    static Market unitDoubleAuction(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("unit-double-auction-" + seed);
        int good = market.good("g", "unit", 0);
        int traders = 1 + random.nextInt(10);
        for (int p = 0; p < traders; p++) {
            market.participant("p" + p);
            if (random.nextBoolean()) {
                market.buy(p, good, 1, random.nextInt(18) - 2L);
            } else {
                market.sell(p, good, 1, random.nextInt(18) - 2L);
            }
        }
        return market.build();
    }

    /** One good of up to six units, up to four bidders with up to two orders of up to three lots. */
    static Market units(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("units-" + seed);
        int good = market.good("g", "unit", random.nextInt(7));
        int bidders = 1 + random.nextInt(4);
        for (int p = 0; p < bidders; p++) {
            market.participant("p" + p);
            int orders = random.nextInt(3);
            for (int i = 0; i < orders; i++) {
                market.buy(p, good, 1L + random.nextInt(3), random.nextInt(22) - 2L);
            }
        }
        return market.build();
    }

    /** Up to five bidders with one order each, over three endowed goods. */
    static Market singleMinded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("single-minded-" + seed);
        for (int g = 0; g < 3; g++) {
            market.good("g" + g, "unit", random.nextInt(5));
        }
        int bidders = 1 + random.nextInt(5);
        for (int p = 0; p < bidders; p++) {
            market.participant("p" + p);
            Bundle bundle = random.nextBoolean()
                    ? Goldens.set(1 + random.nextInt(7))
                    : Bundle.of(random.nextInt(3), 1 + random.nextInt(2));
            long max = 1L + random.nextInt(3);
            long min = 1L + random.nextInt((int) max);
            market.add(new Order("", p, bundle, min, max, random.nextInt(30), Order.NO_GROUP));
        }
        return market.build();
    }

    /** Up to three providers with seats, up to four requests of up to three seats at any of them. */
    static Market service(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("service-" + seed);
        int offers = 1 + random.nextInt(3);
        int requests = 1 + random.nextInt(4);
        for (int o = 0; o < offers; o++) {
            market.good("o" + o, "seat", 0);
            market.sell(market.participant("provider" + o), o, 1L + random.nextInt(4), random.nextInt(6));
        }
        for (int r = 0; r < requests; r++) {
            int client = market.participant("client" + r);
            int group = market.group();
            long seats = 1L + random.nextInt(3);
            for (int o = 0; o < offers && random.nextInt(6) > 0; o++) {
                market.add(new Order("", client, Bundle.of(o, seats), 1, 1, seats * random.nextInt(14), group));
            }
        }
        return market.build();
    }
}
