package dev.walras.models;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.walras.mechanisms.online.BaseFee;
import dev.walras.mechanisms.online.KSearch;
import dev.walras.mechanisms.online.OneWayTrading;
import dev.walras.mechanisms.online.OnlineKnapsack;
import dev.walras.mechanisms.online.Prior;
import dev.walras.mechanisms.online.Prophet;
import dev.walras.mechanisms.online.Secretary;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Decisions made one after the other. */
final class OnlineModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "eip1559_posted_price",
                    "the base fee that follows demand, in whole units",
                    "vectors [[fee, capacity, used]] or base_fee, gas_limit, gas_used []; elasticity,"
                            + " max_change_denominator -> next_base_fee, or base_fees",
                    List.of("trade.base-fee"),
                    OnlineModels::baseFee),
            new Model(
                    "secretary_threshold",
                    "how many candidates to let pass, and the chance to find the best",
                    "n -> optimal_skip, success_probability, exact {n: ...}",
                    List.of("online.secretary"),
                    OnlineModels::secretary),
            new Model(
                    "prophet_threshold",
                    "thresholds against a prophet who knows all values",
                    "one {value: probability} for each value in order, k -> E_max, best_online_value, ratio,"
                            + " half_Emax_threshold, value_with_threshold_half_Emax, median_threshold, ...",
                    List.of("online.prophet"),
                    OnlineModels::prophet),
            new Model(
                    "k_search_reservation_prices",
                    "when to sell, or buy, k units at prices within bounds",
                    "m, M, k, ratios_for {phi [], k []}, prices [] -> kmax_ratio, kmin_ratio {phi,k},"
                            + " kmax_prices_k_phi, kmin_prices_k_phi, sold, bought",
                    List.of("online.k-search"),
                    OnlineModels::kSearch),
            new Model(
                    "one_way_trading_threat_based",
                    "selling a stock at prices within bounds by the threat-based rule",
                    "phi [], or m, M, prices [] -> competitive_ratio {phi}, sales, earned",
                    List.of("online.one-way"),
                    OnlineModels::oneWay),
            new Model(
                    "online_knapsack_threshold",
                    "from which worth on an item is taken when a share of the knapsack is full",
                    "L, U, z [], items [{value, weight}] -> competitive_ratio, psi_values, flat_until_z, taken",
                    List.of("online.knapsack"),
                    OnlineModels::knapsack));

    private static final String[] START_FEES = {
        "base_fee", "initial_base_fee", "start_base_fee", "base_fee0", "initial_fee", "start_fee", "b0", "start"
    };
    private static final String[] USED = {"gas_used", "gas_used_per_block", "used", "usage", "demand", "blocks"};
    private static final String[] CAPACITIES = {"gas_limit", "block_limit", "capacity", "cap", "limit"};

    private OnlineModels() {}

    private static @Nullable Input first(Input in, String... keys) {
        return Arrays.stream(keys).filter(in::has).map(in::at).findFirst().orElse(null);
    }

    private static Answer baseFee(Input in) {
        Input elasticity = first(in, "elasticity");
        Input denominator = first(in, "max_change_denominator", "denominator");
        BaseFee rule = new BaseFee(
                elasticity == null ? BaseFee.ETHEREUM.elasticity() : elasticity.whole(),
                denominator == null ? BaseFee.ETHEREUM.denominator() : denominator.whole());
        Answer answer = new Answer();
        if (in.has("vectors")) {
            List<BigFraction> next = new ArrayList<>();
            for (Input vector : in.at("vectors").items()) {
                long[] of = vector.wholes();
                if (of.length != 3) {
                    throw vector.error("has " + of.length + " numbers; it must have fee, capacity and used");
                }
                next.add(new BigFraction(rule.next(BigInteger.valueOf(of[0]), of[1], of[2])));
            }
            answer.put("next_base_fee", next);
        }
        Input fee = first(in, START_FEES);
        if (fee != null) {
            Input used = first(in, USED);
            Input capacity = first(in, CAPACITIES);
            Input target = first(in, "target", "gas_target", "target_gas");
            Input bounds = capacity == null ? target : capacity;
            if (used == null || bounds == null) {
                throw in.error("lacks \"gas_limit\" (or \"target\") or \"gas_used\"");
            }
            List<BigFraction> trace = rule
                    .trace(
                            BigInteger.valueOf(fee.whole()),
                            capacity == null ? rule.elasticity() * bounds.whole() : bounds.whole(),
                            Arrays.stream(used.wholes()).boxed().toList())
                    .stream()
                    .map(BigFraction::new)
                    .toList();
            answer.put("base_fees", trace)
                    .put("trace", trace)
                    .put("base_fee_trace", trace)
                    .put("final_base_fee", trace.get(trace.size() - 1));
        }
        return answer;
    }

    private static Answer secretary(Input in) {
        Input sizes = in.at("n");
        List<Input> all = sizes.isList() ? sizes.items() : List.of(sizes);
        Map<String, Integer> skips = new LinkedHashMap<>();
        Map<String, Double> chances = new LinkedHashMap<>();
        Map<String, BigFraction> exact = new LinkedHashMap<>();
        for (Input size : all) {
            int n = (int) size.whole(1, 1_000_000);
            int skip = Secretary.optimalSkip(n);
            skips.put(size.text(), skip);
            chances.put(size.text(), Secretary.approximateProbability(n, skip));
            if (n <= 1000) {
                exact.put(size.text(), Secretary.successProbability(n, skip));
            }
        }
        return new Answer()
                .put("optimal_skip", skips)
                .put("success_probability", chances)
                .put("exact", exact);
    }

    private static Answer prophet(Input in) {
        List<Prior> priors = new ArrayList<>();
        Input listed = first(in, "distributions", "variables", "priors", "X");
        Input repeated = first(in, "distribution", "prior");
        List<Input> given = listed != null && listed.isList()
                ? listed.items()
                : (listed != null && listed.isObject() ? listed : in)
                        .fields().values().stream().filter(Input::isObject).toList();
        if (repeated != null && in.has("n")) {
            given = Collections.nCopies((int) in.at("n").whole(1, 1000), repeated);
        }
        for (Input each : given) {
            if (!each.isObject()) {
                throw each.error("is no prior; it must be {value: probability}");
            }
            Map<BigFraction, BigFraction> chances = new TreeMap<>();
            each.fields().forEach((value, chance) -> chances.put(exact(value), chance.exact()));
            priors.add(new Prior(chances));
        }
        Input units = first(in, "k", "units");
        int k = units == null ? 1 : (int) units.whole(1, 1000);
        Prophet prophet = new Prophet(priors);
        BigFraction best = prophet.expectedBest(k);
        BigFraction online = prophet.bestOnlineValue(k);
        BigFraction half = prophet.balancedThreshold(k);
        BigFraction median = prophet.medianOfMaximum();
        return new Answer()
                .put("E_max", prophet.expectedMaximum())
                .put("E_best_k", best)
                .put("best_online_value", online)
                .put("ratio", best.equals(BigFraction.ZERO) ? BigFraction.ONE : online.divide(best))
                .put("half_Emax_threshold", half)
                .put("value_with_threshold_half_Emax", prophet.valueWithThreshold(half, k))
                .put("median_threshold", median)
                .put("value_with_threshold_median", prophet.valueWithThreshold(median, k))
                .put("value_in_random_order_half_Emax", prophet.valueInRandomOrder(prophet.balancedThreshold(1)));
    }

    private static BigFraction exact(String key) {
        BigFraction value = Numbers.parse(TextNode.valueOf(key));
        if (value != null) {
            return value;
        }
        try {
            return Numbers.of(new BigDecimal(key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + key + "\" is no value of a prior; it must be a number", e);
        }
    }

    private static Answer kSearch(Input in) {
        Answer answer = new Answer();
        Input ratios = in.find("ratios_for");
        if (ratios != null) {
            Map<String, Double> selling = new LinkedHashMap<>();
            Map<String, Double> buying = new LinkedHashMap<>();
            for (Input phi : ratios.at("phi").items()) {
                for (Input k : ratios.at("k").items()) {
                    KSearch search = new KSearch(1, phi.real(1), (int) k.whole(1, 1 << 30));
                    selling.put(phi.text() + "," + k.text(), search.sellingRatio());
                    buying.put(phi.text() + "," + k.text(), search.buyingRatio());
                }
            }
            answer.put("kmax_ratio", selling).put("kmin_ratio", buying);
        }
        if (in.has("m")) {
            BigFraction low = in.at("m").exact();
            BigFraction high = in.at("M").exact();
            KSearch search = new KSearch(
                    low.doubleValue(), high.doubleValue(), (int) in.at("k").whole(1, 1_000_000));
            String suffix = "_k" + search.units() + "_phi" + Numbers.text(high.divide(low));
            answer.put("kmax_prices" + suffix, search.sellingPrices())
                    .put("kmin_prices" + suffix, search.buyingPrices())
                    .put("kmax_prices", search.sellingPrices())
                    .put("kmin_prices", search.buyingPrices())
                    .put("ratio_max", search.sellingRatio())
                    .put("ratio_min", search.buyingRatio());
            Input prices = in.find("prices");
            if (prices != null) {
                List<Double> seen = Arrays.stream(prices.reals()).boxed().toList();
                answer.put("sold", search.sold(seen)).put("bought", search.bought(seen));
            }
        }
        return answer;
    }

    private static Answer oneWay(Input in) {
        Answer answer = new Answer();
        Input phis = in.find("phi");
        if (phis != null) {
            Map<String, Double> ratios = new LinkedHashMap<>();
            for (Input phi : phis.isList() ? phis.items() : List.of(phis)) {
                ratios.put(phi.text(), new OneWayTrading(1, phi.real(1)).ratio());
            }
            answer.put("competitive_ratio", ratios);
        }
        if (in.has("m")) {
            OneWayTrading rule = new OneWayTrading(in.at("m").real(), in.at("M").real());
            answer.put("ratio", rule.ratio());
            Input prices = in.find("prices");
            if (prices != null) {
                List<Double> seen = Arrays.stream(prices.reals()).boxed().toList();
                answer.put("sales", rule.sales(seen)).put("earned", rule.earned(seen));
            }
        }
        return answer;
    }

    private static Answer knapsack(Input in) {
        OnlineKnapsack rule = new OnlineKnapsack(in.at("L").real(), in.at("U").real());
        Answer answer = new Answer().put("competitive_ratio", rule.ratio()).put("flat_until_z", rule.flatUntil());
        Input shares = in.find("z");
        if (shares != null) {
            answer.put(
                    "psi_values", Arrays.stream(shares.reals()).map(rule::psi).toArray());
        }
        Input items = in.find("items");
        if (items != null) {
            List<OnlineKnapsack.Item> given = new ArrayList<>();
            items.items()
                    .forEach(item -> given.add(new OnlineKnapsack.Item(
                            item.at("value").real(), item.at("weight").real())));
            List<Integer> taken = rule.taken(given);
            answer.put("taken", taken)
                    .put(
                            "value",
                            taken.stream()
                                    .mapToDouble(i -> given.get(i).value())
                                    .sum());
        }
        return answer;
    }
}
