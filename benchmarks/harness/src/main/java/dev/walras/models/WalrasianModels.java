package dev.walras.models;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.combinatorial.WinnerDetermination;
import dev.walras.mechanisms.combinatorial.WinnerDetermination.TieBreak;
import dev.walras.mechanisms.walrasian.Certificate;
import dev.walras.mechanisms.walrasian.GrossSubstitutes;
import dev.walras.mechanisms.walrasian.WalrasianPrices;
import dev.walras.problem.Instance;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Whether prices support an optimum, which do, and how far others are from it. */
final class WalrasianModels {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final FirstOptimum PLANNER = new FirstOptimum(TieBreak.LEXICOGRAPHIC);

    static final List<Model> LIST = List.of(
            new Model(
                    "walrasian_existence_integrality",
                    "whether prices of goods support the optimum: whether the relaxation has an integer optimum",
                    "supply by good, bids by bidder {bundle, value}, language; integer_optimum, lp_optimum,"
                            + " walrasian_equilibrium_exists, dual_gap, dual_prices, intervals, prices by rule",
                    List.of(),
                    WalrasianModels::existence),
            new Model(
                    "walrasian_certificate",
                    "the bound that prices prove, split into regrets and unsold value",
                    "instance (or the id of a known case), prices by good, allocation by bidder; dual_value, primal,"
                            + " gap, bidder_regret",
                    List.of(),
                    WalrasianModels::certificate),
            new Model(
                    "unit_demand_walrasian_lattice",
                    "least and greatest Walrasian prices where everybody wants one good",
                    "values by bidder and good, goods; welfare, price vectors, assignment, VCG payments",
                    List.of("auction.vcg"),
                    WalrasianModels::lattice),
            new Model(
                    "gross_substitutes_check",
                    "which valuations have gross substitutes, by the exchange property and by local tests",
                    "goods, valuations {set: value}; true or false by valuation",
                    List.of(),
                    WalrasianModels::substitutes));

    private WalrasianModels() {}

    private static Answer existence(Input instance) {
        PackageMarket packages = PackageMarket.auction(instance);
        Market market = packages.market();
        Fills optimum = PLANNER.solve(Instance.of(market), CONTEXT).fills();
        WalrasianPrices prices = new WalrasianPrices(market, optimum, CONTEXT.cancelled());
        BigFraction relaxed = prices.relaxation().value();
        Answer answer = new Answer()
                .put("integer_optimum", packages.money(prices.welfare()))
                .put("lp_optimum", packages.money(relaxed))
                .put("walrasian_equilibrium_exists", prices.exist())
                .put("dual_gap", packages.money(relaxed.subtract(prices.welfare())))
                .put("dual_prices", byGood(packages, prices.relaxation().prices()));
        intervals(packages, prices.intervals(), answer);
        Answer rules = new Answer();
        for (WalrasianPrices.Rule rule : WalrasianPrices.Rule.values()) {
            WalrasianPrices.Priced priced = prices.priced(rule);
            rules.put(
                    rule.name().toLowerCase(Locale.ROOT),
                    new Answer()
                            .put("prices", byGood(packages, priced.prices()))
                            .put(
                                    "lost_opportunity",
                                    packages.money(priced.certificate().gap()))
                            .put(
                                    "make_whole",
                                    packages.money(priced.certificate().makeWhole())));
        }
        return answer.put("rules", rules);
    }

    private static void intervals(
            PackageMarket packages, @Nullable List<WalrasianPrices.Interval> intervals, Answer answer) {
        if (intervals == null) {
            return;
        }
        Market market = packages.market();
        Map<String, Object> least = new LinkedHashMap<>();
        Map<String, Object> most = new LinkedHashMap<>();
        boolean unique = true;
        for (int g = 0; g < market.goods(); g++) {
            WalrasianPrices.Interval interval = intervals.get(g);
            BigFraction high = interval.most();
            unique &= interval.least().equals(high);
            least.put(market.goodIds().get(g), packages.money(interval.least()));
            most.put(market.goodIds().get(g), high == null ? null : packages.money(high));
        }
        answer.put("min_prices", least).put("max_prices", most).put("supporting_prices_are_unique", unique);
        if (unique) {
            answer.put("supporting_prices_unique", least);
        }
    }

    private static Map<String, Object> byGood(PackageMarket packages, List<BigFraction> prices) {
        Map<String, Object> byGood = new LinkedHashMap<>();
        for (int g = 0; g < prices.size(); g++) {
            byGood.put(packages.market().goodIds().get(g), packages.money(prices.get(g)));
        }
        return byGood;
    }

    private static Answer certificate(Input input) {
        PackageMarket packages = PackageMarket.auction(auction(input.at("instance")));
        Market market = packages.market();
        List<BigFraction> prices = new ArrayList<>();
        Map<String, Input> given = input.at("prices").fields();
        for (int g = 0; g < market.goods(); g++) {
            Input price = given.get(market.goodIds().get(g));
            if (price == null) {
                throw input.at("prices")
                        .error("lacks good \"" + market.goodIds().get(g) + "\"");
            }
            prices.add(price.exact().divide(packages.money(1)));
        }
        Certificate certificate = Certificate.of(market, fills(market, input.at("allocation")), prices);
        Map<String, Object> terms = packages.byParticipant(certificate.bestReplies());
        terms.put("revenue", packages.money(certificate.revenue()));
        return new Answer()
                .put("dual_value", packages.money(certificate.bound()))
                .put("surplus_terms", terms)
                .put("dual_total", packages.money(certificate.bound()))
                .put("primal", packages.money(certificate.welfare()))
                .put("gap", packages.money(certificate.gap()))
                .put("bidder_regret", packages.byParticipant(certificate.regrets()))
                .put("unsold_value", packages.money(certificate.unsold()))
                .put("walrasian_equilibrium", certificate.supports());
    }

    /** An auction, or that of the known case which a text names. */
    private static Input auction(Input instance) {
        if (!instance.isText()) {
            return instance;
        }
        String id = instance.text();
        return GoldenFile.shipped().stream()
                .filter(golden -> golden.id().equals(id))
                .findFirst()
                .orElseThrow(() -> instance.error("names no known case: \"" + id + "\""))
                .instance();
    }

    private static boolean fits(Map<String, Long> bundle, Map<String, Long> given) {
        return bundle.entrySet().stream().allMatch(entry -> entry.getValue() <= given.getOrDefault(entry.getKey(), 0L));
    }

    private static boolean better(Market market, int one, int other) {
        return market.valueMicrosPerLot(one) > market.valueMicrosPerLot(other);
    }

    /** Every bidder's best bid for what it is given, or for part of it. */
    private static Fills fills(Market market, Input allocation) {
        long[] lots = new long[market.orders()];
        for (Map.Entry<String, Input> given : allocation.fields().entrySet()) {
            Map<String, Long> units = PackageMarket.units(given.getValue());
            units.values().removeIf(amount -> amount == 0);
            int found = -1;
            for (int k = 0; k < lots.length; k++) {
                boolean owns = market.participantIds().get(market.owner(k)).equals(given.getKey());
                if (owns && fits(bundle(market, k), units) && (found < 0 || better(market, k, found))) {
                    found = k;
                }
            }
            if (found >= 0) {
                lots[found] = 1;
            } else if (!units.isEmpty()) {
                throw given.getValue().error("holds no package that \"" + given.getKey() + "\" bids for");
            }
        }
        return Fills.of(lots);
    }

    private static Map<String, Long> bundle(Market market, int order) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (int i = 0; i < market.bundleSize(order); i++) {
            units.put(market.goodIds().get(market.bundleGood(order, i)), market.bundleUnits(order, i));
        }
        return units;
    }

    private static Answer lattice(Input instance) {
        List<List<BigFraction>> values =
                instance.at("values").items().stream().map(Input::exacts).toList();
        int goods = (int)
                (instance.has("goods")
                        ? instance.at("goods").whole(0, 1000)
                        : values.isEmpty() ? 0 : values.get(0).size());
        BigInteger scale = BigInteger.ONE;
        for (List<BigFraction> row : values) {
            if (row.size() != goods) {
                throw instance.at("values").error("has a row of " + row.size() + " values for " + goods + " goods");
            }
            for (BigFraction value : row) {
                scale = scale.multiply(value.getDenominator().divide(scale.gcd(value.getDenominator())));
            }
        }
        Market market = unitDemand(values, goods, scale);
        WinnerDetermination.Optima optima = WinnerDetermination.of(market, FirstOptimum.MOST, CONTEXT.cancelled());
        Outcome vcg = new Vcg(new FirstOptimum(TieBreak.MOST_WINNERS)).clear(market, CONTEXT);
        List<WalrasianPrices.Interval> intervals =
                new WalrasianPrices(market, vcg.fills(), CONTEXT.cancelled()).intervals();
        List<Object> least = new ArrayList<>();
        List<Object> most = new ArrayList<>();
        for (WalrasianPrices.Interval interval : intervals == null ? List.<WalrasianPrices.Interval>of() : intervals) {
            BigFraction high = interval.most();
            least.add(interval.least().divide(scale));
            most.add(high == null ? null : high.divide(scale));
        }
        BigInteger unit = scale;
        return new Answer()
                .put("welfare", new BigFraction(BigInteger.valueOf(optima.welfareMicros()), scale))
                .put("min_walrasian_prices", least)
                .put("max_walrasian_prices", most)
                .put("an_optimal_assignment", assignment(market, vcg.fills()))
                .put(
                        "vcg_payments",
                        PackageModels.payments(vcg).stream()
                                .map(paid -> paid.divide(unit))
                                .toList())
                .put("number_of_optimal_assignments", fullest(market, optima));
    }

    private static Market unitDemand(List<List<BigFraction>> values, int goods, BigInteger scale) {
        MarketBuilder builder = Market.builder("unit demand");
        for (int g = 0; g < goods; g++) {
            builder.good("g" + g, "unit", 1);
        }
        for (List<BigFraction> row : values) {
            int bidder = builder.participant("b" + builder.participants());
            int group = builder.group();
            for (int g = 0; g < goods; g++) {
                long value = row.get(g).multiply(scale).getNumerator().longValueExact();
                builder.add(new Order("", bidder, Bundle.of(g, 1), 1, 1, value, group));
            }
        }
        return builder.build();
    }

    /** The good of every bidder, null when it gets none. */
    private static List<@Nullable Integer> assignment(Market market, Fills fills) {
        List<@Nullable Integer> goods = new ArrayList<>();
        for (int p = 0; p < market.participants(); p++) {
            goods.add(null);
        }
        for (int k = 0; k < market.orders(); k++) {
            if (fills.lots().get(k) > 0) {
                goods.set(market.owner(k), market.bundleGood(k, 0));
            }
        }
        return goods;
    }

    /** How many optima serve as many bidders as an optimum can. */
    private static long fullest(Market market, WinnerDetermination.Optima optima) {
        List<Long> served = new ArrayList<>();
        for (Fills fills : optima.optima()) {
            served.add(assignment(market, fills).stream()
                    .filter(good -> good != null)
                    .count());
        }
        long most = served.stream().mapToLong(Long::longValue).max().orElse(0);
        return served.stream().filter(count -> count == most).count();
    }

    private static Answer substitutes(Input instance) {
        Input named = instance.at("goods");
        List<String> goods = named.isList()
                ? named.texts()
                : named.text().chars().mapToObj(Character::toString).toList();
        Answer answer = new Answer();
        for (Map.Entry<String, Input> entry : instance.at("valuations").fields().entrySet()) {
            GrossSubstitutes check = new GrossSubstitutes(table(goods, entry.getValue()));
            boolean exchange = check.exchangeWitness() == null;
            if (exchange != check.holds()) {
                throw new IllegalStateException("the two tests of " + entry.getKey() + " disagree");
            }
            answer.put(entry.getKey(), exchange);
            if (!exchange) {
                answer.put("witness_" + entry.getKey(), String.valueOf(check.localWitness()));
            }
        }
        return answer;
    }

    /** The value of every set; a set that is not named is worth as much as the best named part of it. */
    private static List<BigFraction> table(List<String> goods, Input values) {
        Map<Set<String>, BigFraction> named = new LinkedHashMap<>();
        values.fields().forEach((set, value) -> named.put(members(goods, set, value), value.exact()));
        List<BigFraction> table = new ArrayList<>();
        for (int bits = 0; bits < 1 << goods.size(); bits++) {
            Set<String> set = new TreeSet<>();
            for (int g = 0; g < goods.size(); g++) {
                if ((bits >> g & 1) == 1) {
                    set.add(goods.get(g));
                }
            }
            BigFraction value = named.get(set);
            if (value == null) {
                value = BigFraction.ZERO;
                for (int g = 0; g < goods.size(); g++) {
                    boolean inside = (bits >> g & 1) == 1;
                    value = inside && table.get(bits ^ 1 << g).compareTo(value) > 0 ? table.get(bits ^ 1 << g) : value;
                }
            }
            table.add(value);
        }
        return table;
    }

    private static Set<String> members(List<String> goods, String set, Input value) {
        Set<String> members = new TreeSet<>();
        String left = set.equals("empty") ? "" : set.replace(",", "").replace(" ", "");
        while (!left.isEmpty()) {
            String rest = left;
            String good = goods.stream()
                    .filter(rest::startsWith)
                    .findFirst()
                    .orElseThrow(() -> value.error("is the value of \"" + set + "\", which names no goods"));
            members.add(good);
            left = left.substring(good.length());
        }
        return members;
    }
}
