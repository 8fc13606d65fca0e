package dev.walras.models;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.auction.CallAuction;
import dev.walras.mechanisms.auction.CompetitiveEquilibrium;
import dev.walras.mechanisms.auction.KDoubleAuction;
import dev.walras.mechanisms.auction.McAfeeDoubleAuction;
import dev.walras.mechanisms.auction.ProcurementSets;
import dev.walras.mechanisms.auction.Rationing;
import dev.walras.mechanisms.auction.SbbaDoubleAuction;
import dev.walras.mechanisms.auction.VickreyDoubleAuction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Double auctions of one good. */
final class DoubleAuctionModels {
    private static final RunContext RUN = RunContext.seeded(1);
    private static final String TRADERS = "buyers [values], sellers [costs]";

    static final List<Model> LIST = List.of(
            new Model(
                    "k_double_auction",
                    "all trade at one price of the clearing interval, (1 - k) low + k high",
                    TRADERS + ", k_values -> trades, price_interval, price_k* (k without its point), gains_from_trade,"
                            + " budget",
                    List.of("auction.k-double"),
                    DoubleAuctionModels::kDouble),
            new Model(
                    "vickrey_double_auction",
                    "buyers pay the low end, sellers get the high end of the clearing interval",
                    TRADERS + " -> trades, buyer_pays, seller_gets, deficit, gft",
                    List.of("auction.vickrey-double"),
                    DoubleAuctionModels::vickrey),
            new Model(
                    "mcafee_trade_reduction",
                    "McAfee's double auction",
                    TRADERS + " -> trades, buyer_pays, seller_gets, surplus, reduced, efficient_trades, gft, max_gft",
                    List.of("auction.mcafee"),
                    DoubleAuctionModels::mcAfee),
            new Model(
                    "sbba",
                    "the strongly budget-balanced double auction",
                    TRADERS + " -> trades, price, lottery, sellers_in_lottery, expected_gft, max_gft",
                    List.of("auction.sbba"),
                    DoubleAuctionModels::sbba),
            new Model(
                    "multi_category_ascending_sbb",
                    "ascending prices of sets of traders, one of each category, that add up to nothing",
                    "cases [{categories [[values]], recipe []}], recipe -> results [{deals, prices, remaining,"
                            + " max_gft}]",
                    List.of("auction.procurement-ascending"),
                    DoubleAuctionModels::procurement),
            new Model(
                    "call_market_max_volume",
                    "call auction: most volume, then least surplus, then pressure, then the reference price",
                    "buys, sells [{price, qty}], tick, reference_price, candidates, rationing -> price, volume, surplus,"
                            + " buy_fills, sell_fills",
                    List.of("auction.call-market"),
                    DoubleAuctionModels::call),
            new Model(
                    "competitive_equilibrium_reference",
                    "trades, clearing prices and gains of markets with unit traders",
                    "{market: {buyers, sellers}} -> {market: {weak_trades, price_interval, max_surplus}}",
                    List.of(),
                    DoubleAuctionModels::equilibrium));

    private DoubleAuctionModels() {}

    /** Buyers and sellers of a unit each. */
    private record Traders(List<BigFraction> buyers, List<BigFraction> sellers, MoneyScale scale, Market market) {
        /**
         * Reads them.
         *
         * @param parts into how many equal parts an amount must divide without rest
         */
        static Traders of(Input in, long parts) {
            List<BigFraction> buyers = in.at("buyers").exacts();
            List<BigFraction> sellers = in.at("sellers").exacts();
            List<BigFraction> all = new ArrayList<>(buyers);
            all.addAll(sellers);
            MoneyScale scale = MoneyScale.of(all, parts);
            MarketBuilder builder = Market.builder("traders");
            int good = builder.good("unit", "unit", 0);
            buyers.forEach(value ->
                    builder.buy(builder.participant("b" + builder.participants()), good, 1, scale.whole(value)));
            sellers.forEach(cost ->
                    builder.sell(builder.participant("s" + builder.participants()), good, 1, scale.whole(cost)));
            return new Traders(buyers, sellers, scale, builder.build());
        }

        boolean trades(Outcome outcome, int order) {
            return outcome.fills().lots().get(order) > 0;
        }

        long trades(Outcome outcome) {
            long trades = 0;
            for (int i = 0; i < buyers.size(); i++) {
                trades += outcome.fills().lots().get(i);
            }
            return trades;
        }

        BigFraction gains(Outcome outcome) {
            BigFraction gains = BigFraction.ZERO;
            for (int i = 0; i < buyers.size(); i++) {
                gains = trades(outcome, i) ? gains.add(buyers.get(i)) : gains;
            }
            for (int j = 0; j < sellers.size(); j++) {
                gains = trades(outcome, buyers.size() + j) ? gains.subtract(sellers.get(j)) : gains;
            }
            return gains;
        }

        /** What all pay together, in money; negative when the operator pays. */
        BigFraction budget(Outcome outcome) {
            long sum = 0;
            for (int p = 0; p < market.participants(); p++) {
                sum += outcome.payments().micros().get(p);
            }
            return scale.amount(sum);
        }

        @Nullable
        BigFraction amount(@Nullable Long micros) {
            return micros == null ? null : scale.amount(micros);
        }

        List<@Nullable BigFraction> interval(CompetitiveEquilibrium equilibrium) {
            List<@Nullable BigFraction> interval = new ArrayList<>();
            interval.add(amount(equilibrium.lowMicros()));
            interval.add(amount(equilibrium.highMicros()));
            return interval;
        }
    }

    private static Answer kDouble(Input in) {
        Input given = in.find("k_values");
        List<BigFraction> ks = given == null ? List.of(BigFraction.ONE_HALF) : given.exacts();
        long parts = 1;
        for (BigFraction k : ks) {
            parts = Math.multiplyExact(parts, k.getDenominator().longValueExact());
        }
        Traders traders = Traders.of(in, parts);
        CompetitiveEquilibrium equilibrium = CompetitiveEquilibrium.of(traders.market);
        Answer answer =
                new Answer().put("trades", equilibrium.trades()).put("price_interval", traders.interval(equilibrium));
        for (BigFraction k : ks) {
            Outcome outcome = new KDoubleAuction(k).clear(traders.market, RUN);
            boolean trade = equilibrium.trades() > 0;
            answer.put("price_k" + name(k), trade ? traders.scale.amount(AuctionModels.price(outcome)) : null)
                    .put("gains_from_trade", traders.gains(outcome))
                    .put("budget", traders.budget(outcome));
        }
        return answer;
    }

    /** {@code 1/2} as 05, {@code 1} as 1, {@code 1/3} as 1_3. */
    private static String name(BigFraction k) {
        BigInteger rest = k.getDenominator();
        for (int factor : new int[] {2, 5}) {
            while (rest.mod(BigInteger.valueOf(factor)).signum() == 0) {
                rest = rest.divide(BigInteger.valueOf(factor));
            }
        }
        if (!rest.equals(BigInteger.ONE)) {
            return k.getNumerator() + "_" + k.getDenominator();
        }
        String decimal = k.getDenominator().equals(BigInteger.ONE)
                ? k.getNumerator().toString()
                : Double.toString(k.doubleValue());
        return decimal.replace(".", "");
    }

    private static Answer vickrey(Input in) {
        Traders traders = Traders.of(in, 1);
        Outcome outcome = new VickreyDoubleAuction().clear(traders.market, RUN);
        CompetitiveEquilibrium equilibrium = CompetitiveEquilibrium.of(traders.market);
        boolean trade = equilibrium.trades() > 0;
        return new Answer()
                .put("trades", equilibrium.trades())
                .put("buyer_pays", trade ? traders.amount(equilibrium.lowMicros()) : null)
                .put("seller_gets", trade ? traders.amount(equilibrium.highMicros()) : null)
                .put("deficit", traders.budget(outcome).negate())
                .put("gft", traders.gains(outcome))
                .put("payments", paid(traders, outcome));
    }

    private static List<BigFraction> paid(Traders traders, Outcome outcome) {
        List<BigFraction> paid = new ArrayList<>();
        for (int p = 0; p < traders.market.participants(); p++) {
            paid.add(traders.scale.amount(outcome.payments().micros().get(p)));
        }
        return paid;
    }

    private static Answer mcAfee(Input in) {
        Traders traders = Traders.of(in, 2);
        McAfeeDoubleAuction.Terms terms = McAfeeDoubleAuction.terms(traders.market);
        Outcome outcome = new McAfeeDoubleAuction().clear(traders.market, RUN);
        boolean crossed = terms.efficientTrades() > 0;
        return new Answer()
                .put("trades", traders.trades(outcome))
                .put("buyer_pays", crossed ? traders.scale.amount(terms.buyersPay()) : null)
                .put("seller_gets", crossed ? traders.scale.amount(terms.sellersGet()) : null)
                .put("surplus", traders.budget(outcome))
                .put("reduced", terms.reduced())
                .put("efficient_trades", terms.efficientTrades())
                .put("gft", traders.gains(outcome))
                .put("max_gft", maxGains(traders));
    }

    private static BigFraction maxGains(Traders traders) {
        return traders.scale.amount(CompetitiveEquilibrium.of(traders.market).surplusMicros());
    }

    private static Answer sbba(Input in) {
        Traders traders = Traders.of(in, 1);
        SbbaDoubleAuction.Draw draw = SbbaDoubleAuction.draw(traders.market);
        Answer answer = new Answer()
                .put("trades", draw.trades())
                .put("price", draw.sellers().isEmpty() ? null : traders.scale.amount(draw.priceMicros()))
                .put("lottery", draw.lottery())
                .put("expected_gft", draw.expectedGains(traders.market).multiply(traders.scale.amount(1)))
                .put("max_gft", maxGains(traders))
                .put("budget", traders.budget(new SbbaDoubleAuction().clear(traders.market, RUN)));
        if (draw.lottery()) {
            answer.put("sellers_in_lottery", draw.sellers().size());
        }
        return answer;
    }

    private static Answer procurement(Input in) {
        if (!in.has("cases")) {
            return procured(in, null);
        }
        List<Answer> results = new ArrayList<>();
        in.at("cases").items().forEach(item -> results.add(procured(item, in.find("recipe"))));
        return new Answer().put("results", results);
    }

    private static Answer procured(Input in, @Nullable Input common) {
        List<List<BigFraction>> categories =
                in.at("categories").items().stream().map(Input::exacts).toList();
        Input given = in.has("recipe") ? in.at("recipe") : common;
        List<Integer> recipe = given == null || !given.isList()
                ? Collections.nCopies(categories.size(), 1)
                : Arrays.stream(given.wholes()).mapToObj(Math::toIntExact).toList();
        ProcurementSets sets = new ProcurementSets(categories, recipe);
        ProcurementSets.Result result = sets.ascending();
        return new Answer()
                .put("deals", result.deals())
                .put("prices", result.prices())
                .put("remaining", result.remaining().stream().map(List::size).toList())
                .put("max_gft", sets.mostGains());
    }

    private static Answer call(Input in) {
        List<Input> buys = in.at("buys").items();
        List<Input> sells = in.at("sells").items();
        BigFraction tick = AuctionModels.optional(in.find("tick"), BigFraction.ONE);
        List<BigFraction> amounts = new ArrayList<>(List.of(tick));
        Input reference = in.find("reference_price");
        if (reference != null) {
            amounts.add(reference.exact());
        }
        buys.forEach(order -> amounts.add(order.at("price").exact()));
        sells.forEach(order -> amounts.add(order.at("price").exact()));
        MoneyScale scale = MoneyScale.of(amounts, 2);
        List<CallAuction.LimitOrder> orders = new ArrayList<>();
        buys.forEach(order -> orders.add(order(order, true, scale)));
        sells.forEach(order -> orders.add(order(order, false, scale)));
        CallAuction.Result result = CallAuction.clear(
                orders,
                new CallAuction.Rules(
                        scale.whole(tick),
                        says(in, "candidates", "limit") ? CallAuction.Candidates.LIMITS : CallAuction.Candidates.TICKS,
                        reference == null ? null : Long.valueOf(scale.whole(reference.exact())),
                        says(in, "rationing", "pro") ? Rationing.PRO_RATA : Rationing.FIRST));
        return new Answer()
                .put("price", result.volume() == 0 ? null : scale.amount(result.price()))
                .put("volume", result.volume())
                .put("surplus", result.surplus())
                .put("buy_fills", result.fills().subList(0, buys.size()))
                .put("sell_fills", result.fills().subList(buys.size(), orders.size()));
    }

    private static boolean says(Input in, String key, String word) {
        Input given = in.find(key);
        return given != null && given.text().contains(word);
    }

    private static CallAuction.LimitOrder order(Input order, boolean buys, MoneyScale scale) {
        return new CallAuction.LimitOrder(
                buys, scale.whole(order.at("price").exact()), order.at("qty").whole(1, Integer.MAX_VALUE));
    }

    private static Answer equilibrium(Input in) {
        if (in.has("buyers")) {
            return equilibriumOf(in);
        }
        Answer answer = new Answer();
        for (Map.Entry<String, Input> market : in.fields().entrySet()) {
            if (market.getValue().isObject()) {
                answer.put(market.getKey(), equilibriumOf(market.getValue()));
            }
        }
        return answer;
    }

    private static Answer equilibriumOf(Input in) {
        Traders traders = Traders.of(in, 1);
        CompetitiveEquilibrium equilibrium = CompetitiveEquilibrium.of(traders.market);
        return new Answer()
                .put("weak_trades", equilibrium.trades())
                .put("price_interval", traders.interval(equilibrium))
                .put("max_surplus", traders.scale.amount(equilibrium.surplusMicros()));
    }
}
