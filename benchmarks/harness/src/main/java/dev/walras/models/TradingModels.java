package dev.walras.models;

import dev.walras.market.Market;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.PriceBounds;
import dev.walras.mechanisms.behaviour.ZeroIntelligence;
import dev.walras.mechanisms.trading.ArrivalVenue;
import dev.walras.mechanisms.trading.ContinuousDoubleAuction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Trading, traders and decisions as participants arrive. */
final class TradingModels {
    private static final List<String> AUCTION = List.of("trade.continuous-double-auction");
    static final ContinuousDoubleAuction SINGLE_QUOTE = new ContinuousDoubleAuction(
            new Settings("trade.continuous-double-auction", Map.of("microstructure", "gode-sunder")));

    static final List<Model> LIST = Stream.concat(
                    Stream.of(
                            new Model(
                                    "cda_limit_order_book",
                                    "a limit order book with price-time priority",
                                    "orders (id, side, price, qty; type: limit, market, cancel, replace) -> trades,"
                                            + " resting_bids, resting_asks",
                                    AUCTION,
                                    OrderStream::run),
                            new Model(
                                    "cda_zi_u",
                                    "efficiency of unconstrained zero-intelligence traders once all units are traded",
                                    "markets (each_of_N_buyers, each_of_N_sellers), price_range"
                                            + " -> efficiency_percent, exact",
                                    AUCTION,
                                    TradingModels::unconstrained),
                            new Model(
                                    "cda_zi_c",
                                    "mean efficiency of constrained zero-intelligence traders",
                                    "markets, price_range, shouts_per_period, periods -> mean_efficiency_percent",
                                    AUCTION,
                                    TradingModels::constrained)),
                    TraderModels.LIST.stream())
            .toList();

    private TradingModels() {}

    private static PriceBounds bounds(Input instance) {
        long[] range = instance.at("price_range").wholes();
        if (range.length != 2) {
            throw instance.at("price_range").error("has " + range.length + " numbers; it must be [lowest, highest]");
        }
        return new PriceBounds(range[0], range[1], 1);
    }

    private static Answer unconstrained(Input instance) {
        Input shouts = instance.find("shouts_per_period");
        Input seed = instance.find("seed");
        Behaviour behaviour = ZeroIntelligence.unconstrained(
                bounds(instance), shouts == null ? 1_000_000 : shouts.whole(1, 1L << 40));
        Map<String, BigFraction> percent = new LinkedHashMap<>();
        Map<String, BigFraction> exact = new LinkedHashMap<>();
        instance.at("markets").fields().forEach((name, market) -> {
            BigFraction share = efficiency(schedule(market).market(), behaviour, seed == null ? 1 : seed.whole());
            exact.put(name, share);
            percent.put(name, share.multiply(100));
        });
        return new Answer().put("efficiency_percent", percent).put("exact", exact);
    }

    private static Answer constrained(Input instance) {
        long shouts = instance.at("shouts_per_period").whole(1, 1L << 40);
        long periods = instance.at("periods").whole(1, 1_000_000);
        Input seed = instance.find("seed");
        Behaviour behaviour = ZeroIntelligence.constrained(bounds(instance), shouts);
        Map<String, Double> percent = new LinkedHashMap<>();
        instance.at("markets")
                .fields()
                .forEach((name, market) -> percent.put(
                        name,
                        meanEfficiency(
                                schedule(market).market(), behaviour, seed == null ? 1 : seed.whole(), periods)));
        return new Answer().put("mean_efficiency_percent", percent);
    }

    /** The share of the largest surplus that a period of trading with single quotes reaches. */
    private static BigFraction efficiency(Market market, Behaviour behaviour, long seed) {
        ArrivalVenue venue = new ArrivalVenue(market, behaviour, seed);
        long reached = Schedule.welfare(market, SINGLE_QUOTE.trade(venue, RunContext.seeded(seed)));
        return new BigFraction(reached, Schedule.best(market));
    }

    /** The mean over {@code periods} periods, with seeds in a row, of efficiency in percent. */
    static double meanEfficiency(Market market, Behaviour behaviour, long seed, long periods) {
        long best = Schedule.best(market);
        double sum = 0;
        for (long period = 0; period < periods; period++) {
            ArrivalVenue venue = new ArrivalVenue(market, behaviour, seed + period);
            sum += Schedule.welfare(market, SINGLE_QUOTE.trade(venue, RunContext.seeded(seed + period)));
        }
        return 100 * sum / periods / best;
    }

    private static Schedule schedule(Input market) {
        List<List<Long>> buyers = new ArrayList<>();
        List<List<Long>> sellers = new ArrayList<>();
        market.fields().forEach((key, units) -> {
            @Nullable
            List<List<Long>> side = key.endsWith("buyers") ? buyers : key.endsWith("sellers") ? sellers : null;
            if (side == null) {
                throw units.error(
                        "is no side; it must be called each_of_N_buyers, each_of_N_sellers, buyers or sellers");
            }
            if (key.startsWith("each_of_")) {
                String count = key.substring("each_of_".length(), key.lastIndexOf('_'));
                side.addAll(Collections.nCopies(Integer.parseInt(count), list(units)));
            } else {
                units.items().forEach(one -> side.add(one.isList() ? list(one) : List.of(one.whole())));
            }
        });
        return new Schedule(buyers, sellers);
    }

    private static List<Long> list(Input units) {
        return units.items().stream().map(Input::whole).toList();
    }
}
