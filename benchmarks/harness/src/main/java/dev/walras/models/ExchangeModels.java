package dev.walras.models;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.auction.LosGreedy;
import dev.walras.mechanisms.combinatorial.DiscountRule;
import dev.walras.mechanisms.combinatorial.KPricingExchange;
import dev.walras.mechanisms.combinatorial.PackageExchange;
import dev.walras.mechanisms.combinatorial.WinnerDetermination;
import dev.walras.mechanisms.combinatorial.WinnerDetermination.TieBreak;
import dev.walras.problem.Instance;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Exchanges of packages, and the greedy auction. */
final class ExchangeModels {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final FirstOptimum PLANNER = new FirstOptimum(TieBreak.LEXICOGRAPHIC);

    static final List<Model> LIST = List.of(
            new Model(
                    "exchange_budget_balanced_vickrey_rules",
                    "the surplus of an exchange shared by rules near to Vickrey discounts",
                    "buyers {bundle, value}, sellers {good, cost} or {supplies, cost}; surplus, winners, discounts by"
                            + " rule, threshold_C",
                    List.of("auction.exchange"),
                    ExchangeModels::discounts),
            new Model(
                    "k_pricing_exchange",
                    "the surplus of one buyer's trade shared by k-pricing",
                    "buyer {bundle, value}, sellers {supplies, cost}, k; surplus, buyer_pays, seller_gets, budget",
                    List.of("auction.k-pricing-exchange"),
                    ExchangeModels::kPricing),
            new Model(
                    "los_greedy",
                    "the greedy auction for single-minded bidders with critical payments",
                    "bids {bundle, value}, norm value/|s| or value/sqrt(|s|); winners in order of rank, payments",
                    List.of("auction.greedy-los"),
                    ExchangeModels::greedy),
            new Model(
                    "los_greedy_worst_case",
                    "the greedy auction where one bid for everything shuts out many",
                    "m goods, big_bid_all_items, single_item_bids; greedy_value, optimal_value, ratio",
                    List.of("auction.greedy-los"),
                    ExchangeModels::worstCase));

    private ExchangeModels() {}

    private static Answer discounts(Input instance) {
        PackageMarket packages = PackageMarket.exchange(instance);
        Market market = packages.market();
        PackageExchange.Trades trades = new PackageExchange(PLANNER, DiscountRule.THRESHOLD).trades(market, CONTEXT);
        BigFraction surplus = new BigFraction(BigInteger.valueOf(trades.surplus()));
        Map<String, Input> buyers = instance.at("buyers").fields();
        List<String> names = trades.winners().stream()
                .map(p -> market.participantIds().get(p))
                .toList();
        Map<String, Object> byRule = new LinkedHashMap<>();
        for (DiscountRule rule : DiscountRule.values()) {
            byRule.put(spelled(rule), named(packages, names, rule.discounts(trades.vickrey(), surplus)));
        }
        return new Answer()
                .put("surplus", packages.money(surplus))
                .put(
                        "winning_buyers",
                        names.stream().filter(buyers::containsKey).toList())
                .put(
                        "winning_sellers",
                        names.stream().filter(name -> !buyers.containsKey(name)).toList())
                .put("vickrey_discounts", named(packages, names, trades.vickrey()))
                .put("sum_of_vickrey_discounts", packages.money(PackageModels.sum(trades.vickrey())))
                .put("discounts", byRule)
                .put("threshold_C", packages.money(DiscountRule.threshold(trades.vickrey(), surplus)))
                .put(
                        "optimal_allocations",
                        WinnerDetermination.of(market, FirstOptimum.MOST, CONTEXT.cancelled())
                                .optima()
                                .size());
    }

    private static String spelled(DiscountRule rule) {
        return rule == DiscountRule.NONE
                ? "NoDiscount"
                : rule.name().charAt(0) + rule.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> named(PackageMarket packages, List<String> names, List<BigFraction> amounts) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), packages.money(amounts.get(i)));
        }
        return named;
    }

    private static Answer kPricing(Input instance) {
        PackageMarket packages = PackageMarket.oneBuyer(instance).finer(1_000_000_000L);
        Input share = instance.find("k");
        BigFraction k = share == null ? new BigFraction(1, 2) : share.exact();
        Market market = packages.market();
        Outcome outcome = new KPricingExchange(PLANNER, k).clear(market, CONTEXT);
        List<BigFraction> payments = PackageModels.payments(outcome);
        long surplus = 0;
        for (int order = 0; order < market.orders(); order++) {
            surplus += outcome.fills().lots().get(order) * market.valueMicrosPerLot(order);
        }
        Map<String, Object> sellers = new LinkedHashMap<>();
        for (int p = 1; p < market.participants(); p++) {
            sellers.put(
                    market.participantIds().get(p),
                    packages.money(payments.get(p).negate()));
        }
        return new Answer()
                .put("surplus", packages.money(surplus))
                .put("buyer_pays", packages.money(payments.get(0)))
                .put("seller_gets", sellers)
                .put("budget", packages.money(PackageModels.sum(payments)));
    }

    private static Answer greedy(Input instance) {
        Map<String, Input> bids = instance.at("bids").fields();
        Map<String, Integer> goods = new LinkedHashMap<>();
        Input supply = instance.find("supply");
        BigInteger scale = BigInteger.ONE;
        BigFraction total = BigFraction.ONE;
        for (Input bid : bids.values()) {
            PackageMarket.units(bid.at("bundle")).keySet().forEach(good -> goods.putIfAbsent(good, goods.size()));
            BigFraction value = bid.at("value").exact();
            scale = scale.multiply(value.getDenominator().divide(scale.gcd(value.getDenominator())));
            total = total.add(value.abs());
        }
        // As fine as fits: a payment is the least whole number that still wins.
        BigInteger room = BigInteger.ONE.shiftLeft(60);
        while (total.multiply(scale).getNumerator().multiply(BigInteger.TEN).compareTo(room) < 0) {
            scale = scale.multiply(BigInteger.TEN);
        }
        MarketBuilder builder = Market.builder("greedy");
        Map<String, Input> units = supply == null ? Map.of() : supply.fields();
        goods.keySet()
                .forEach(good -> builder.good(
                        good, "unit", units.containsKey(good) ? units.get(good).whole() : 1));
        for (Map.Entry<String, Input> bid : bids.entrySet()) {
            Map<Integer, Long> bundle = new TreeMap<>();
            PackageMarket.units(bid.getValue().at("bundle"))
                    .forEach((good, amount) -> bundle.put(goods.getOrDefault(good, -1), amount));
            long value = bid.getValue().at("value").exact().multiply(scale).longValue();
            builder.order(bid.getKey(), builder.participant(bid.getKey()), packed(bundle), 1, value);
        }
        Market market = builder.build();
        Outcome outcome = auction(instance.find("norm")).clear(market, CONTEXT);
        return greedyAnswer(market, outcome, scale, exponent(instance.find("norm")));
    }

    private static Answer greedyAnswer(Market market, Outcome outcome, BigInteger scale, String exponent) {
        double power = exponent.equals("1/2") ? 0.5 : exponent.equals("1") ? 1 : 0;
        List<Integer> winners = new ArrayList<>();
        Map<String, Object> payments = new LinkedHashMap<>();
        BigFraction welfare = BigFraction.ZERO;
        for (int k = 0; k < market.orders(); k++) {
            BigFraction paid = new BigFraction(
                    BigInteger.valueOf(outcome.payments().micros().get(k)), scale);
            payments.put(market.participantIds().get(k), paid.doubleValue());
            if (outcome.fills().lots().get(k) > 0) {
                winners.add(k);
                welfare = welfare.add(new BigFraction(BigInteger.valueOf(market.valueMicrosPerLot(k)), scale));
            }
        }
        winners.sort((a, b) -> Double.compare(rank(market, b, power), rank(market, a, power)));
        return new Answer()
                .put(
                        "winners",
                        winners.stream()
                                .map(k -> market.participantIds().get(k))
                                .toList())
                .put("payments", payments)
                .put("welfare", welfare);
    }

    private static double rank(Market market, int order, double power) {
        double size = 0;
        for (int i = 0; i < market.bundleSize(order); i++) {
            size += market.bundleUnits(order, i);
        }
        return market.valueMicrosPerLot(order) / Math.pow(size, power);
    }

    private static Bundle packed(Map<Integer, Long> units) {
        return Bundle.of(
                units.keySet().stream().mapToInt(Integer::intValue).toArray(),
                units.values().stream().mapToLong(Long::longValue).toArray());
    }

    private static SealedBid auction(@Nullable Input norm) {
        return LosGreedy.of(new Settings("auction.greedy-los", Map.of("exponent", exponent(norm))));
    }

    /** The exponent that {@code value/|s|}, {@code value/sqrt(|s|)} or {@code value/|s|^l} means. */
    private static String exponent(@Nullable Input norm) {
        if (norm == null) {
            return "1/2";
        }
        String text = norm.text().replace(" ", "");
        if (text.contains("sqrt")) {
            return "1/2";
        }
        int power = text.indexOf("|^");
        if (power >= 0) {
            String given = text.substring(power + 2).replaceAll("[()]", "");
            return given.equals("0.5") ? "1/2" : given;
        }
        if (text.startsWith("value/|s|")) {
            return "1";
        }
        throw norm.error("is \"" + norm.text() + "\"; it must be value/|s|, value/sqrt(|s|) or value/|s|^l");
    }

    private static Answer worstCase(Input instance) {
        int m = (int) instance.at("m").whole(1, 10_000);
        BigInteger scale = BigInteger.TEN.pow(9);
        MarketBuilder builder = Market.builder("worst case");
        Map<Integer, Long> all = new TreeMap<>();
        for (int g = 0; g < m; g++) {
            all.put(builder.good("g" + g, "unit", 1), 1L);
        }
        BigFraction big = instance.at("big_bid_all_items").exact();
        builder.order(
                "",
                builder.participant("big"),
                packed(all),
                1,
                big.multiply(scale).longValue());
        List<BigFraction> singles = instance.at("single_item_bids").exacts();
        if (singles.size() > m) {
            throw instance.error("has " + singles.size() + " single bids for " + m + " goods");
        }
        for (int g = 0; g < singles.size(); g++) {
            long value = singles.get(g).multiply(scale).longValue();
            builder.order("", builder.participant("single " + g), Bundle.of(g, 1), 1, value);
        }
        Market market = builder.build();
        Outcome outcome = auction(instance.find("norm")).clear(market, CONTEXT);
        Outcome optimum = PLANNER.solve(Instance.of(market), CONTEXT);
        BigFraction greedy = welfare(market, outcome, scale);
        BigFraction best = welfare(market, optimum, scale);
        return new Answer()
                .put("greedy_value", greedy)
                .put("optimal_value", best)
                .put("ratio", greedy.getNumerator().signum() == 0 ? null : best.divide(greedy))
                .put("bound_sqrt_m", Math.sqrt(m));
    }

    private static BigFraction welfare(Market market, Outcome outcome, BigInteger scale) {
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; k < market.orders(); k++) {
            sum = sum.add(BigInteger.valueOf(outcome.fills().lots().get(k))
                    .multiply(BigInteger.valueOf(market.valueMicrosPerLot(k))));
        }
        return new BigFraction(sum, scale);
    }
}
