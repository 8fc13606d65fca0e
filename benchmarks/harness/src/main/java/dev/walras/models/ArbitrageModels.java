package dev.walras.models;

import dev.walras.mechanisms.flow.ConstantProductPool;
import dev.walras.mechanisms.flow.PoolRouter;
import dev.walras.mechanisms.flow.RateGraph;
import dev.walras.mechanisms.flow.StorageArbitrage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Arbitrage: between currencies, between pools, between hours. */
final class ArbitrageModels {
    private static final BigInteger E18 = BigInteger.TEN.pow(18);

    static final List<Model> LIST = List.of(
            new Model(
                    "fx_negative_cycle",
                    "a cycle of conversions that ends with more than it began with",
                    "currencies, rates {from: [to ...]}, optional fee, capacity {from: [to ...]} -> arbitrage_exists,"
                            + " known_cycle, known_factor, best_simple_cycle, best_simple_factor, uses, profit",
                    List.of("arb.negative-cycle"),
                    ArbitrageModels::cycle),
            new Model(
                    "cfmm_constant_product_swap",
                    "swaps with a constant-product pool in whole units",
                    "vectors_in_x_y_1e18 or vectors_in_x_y, fee (text with p/q kept) or fee_numerator and"
                            + " fee_denominator -> amount_out_wei",
                    List.of(),
                    ArbitrageModels::swap),
            new Model(
                    "cfmm_two_pool_arbitrage",
                    "profit from pools of one pair that disagree",
                    "pool1, pool2, ... or pools [x, y], fee -> x_bought_in_poolN, profit_y, post_marginal_price",
                    List.of(),
                    ArbitrageModels::poolArbitrage),
            new Model(
                    "cfmm_routing",
                    "an input divided over pools of one pair, or a route through any network of pools",
                    "pools [x, y] or {assets, reserves, fee}, fee, input; for networks values, holdings -> split, outputs,"
                            + " total_output, marginal_rate; net, prices, value",
                    List.of(),
                    ArbitrageModels::routing),
            new Model(
                    "storage_arbitrage",
                    "buying cheap hours and selling dear ones with a store",
                    "prices, energy_cap, power_cap, efficiency (of charging), discharge_efficiency, retention,"
                            + " initial_and_min_final -> profit, charge, discharge, level, water_values",
                    List.of(),
                    ArbitrageModels::storage));

    private ArbitrageModels() {}

    private static Answer cycle(Input in) {
        List<String> names = in.at("currencies").texts();
        Input fee = in.find(in.has("fee") ? "fee" : "transaction_cost");
        BigFraction kept = BigFraction.ONE.subtract(fee == null || fee.isText() ? BigFraction.ZERO : fee.exact());
        Input capacities = in.find("capacity");
        List<RateGraph.Conversion> conversions = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < names.size(); j++) {
                Input rate = entry(in.at("rates"), names, i, j);
                if (i != j && rate != null && rate.exact().getNumerator().signum() > 0) {
                    Input capacity = capacities == null ? null : entry(capacities, names, i, j);
                    conversions.add(new RateGraph.Conversion(
                            i, j, rate.exact().multiply(kept), capacity == null ? null : capacity.exact()));
                }
            }
        }
        RateGraph graph = new RateGraph(names.size(), conversions);
        RateGraph.Cycle found = graph.find();
        RateGraph.Cycle best = names.size() > RateGraph.MOST_EXHAUSTIVE ? found : graph.best();
        Answer answer = new Answer().put("arbitrage_exists", found != null);
        if (found != null) {
            answer.put("found_cycle", closed(names, found)).put("found_factor", found.factor());
        }
        if (best != null) {
            answer.put("known_cycle", closed(names, best))
                    .put("known_factor", best.factor())
                    .put("best_simple_cycle", rotated(names, best))
                    .put("best_simple_factor", best.factor());
        }
        if (capacities != null) {
            List<Answer> uses = new ArrayList<>();
            BigFraction profit = BigFraction.ZERO;
            for (RateGraph.Use use : graph.saturate(1000)) {
                String first = names.get(use.cycle().conversions().get(0).from());
                profit = profit.add(use.profit());
                uses.add(new Answer()
                        .put("cycle", closed(names, use.cycle()))
                        .put("currency", first)
                        .put("amount", use.amount())
                        .put("profit", use.profit()));
            }
            answer.put("uses", uses).put("profit", profit);
        }
        return answer;
    }

    private static @Nullable Input entry(Input table, List<String> names, int i, int j) {
        Input row = table.isList() ? table.items().get(i) : table.find(names.get(i));
        if (row == null) {
            return null;
        }
        Input found = row.isList() ? row.items().get(j) : row.find(names.get(j));
        return found == null || found.isNull() ? null : found;
    }

    /** The names along the cycle from the first of the list, back to it. */
    private static List<String> closed(List<String> names, RateGraph.Cycle cycle) {
        List<String> around = new ArrayList<>();
        cycle.currencies().forEach(currency -> around.add(names.get(currency)));
        around.add(around.get(0));
        return around;
    }

    /** The names along the cycle from the first in the alphabet. */
    private static List<String> rotated(List<String> names, RateGraph.Cycle cycle) {
        List<String> around = closed(names, cycle);
        around.remove(around.size() - 1);
        String first = around.stream().sorted().findFirst().orElseThrow();
        int at = around.indexOf(first);
        List<String> turned = new ArrayList<>(around.subList(at, around.size()));
        turned.addAll(around.subList(0, at));
        return turned;
    }

    private static Answer swap(Input in) {
        BigFraction kept = kept(in, new BigFraction(997, 1000));
        boolean scaled = in.has("vectors_in_x_y_1e18");
        List<String> out = new ArrayList<>();
        for (Input vector :
                in.at(scaled ? "vectors_in_x_y_1e18" : "vectors_in_x_y").items()) {
            List<BigInteger> numbers = vector.exacts().stream()
                    .map(number -> number.multiply(scaled ? E18 : BigInteger.ONE))
                    .map(number -> number.getNumerator().divide(number.getDenominator()))
                    .toList();
            ConstantProductPool pool = new ConstantProductPool(
                    numbers.get(1),
                    numbers.get(2),
                    kept.getNumerator().longValueExact(),
                    kept.getDenominator().longValueExact());
            out.add(pool.out(numbers.get(0)).toString());
        }
        return new Answer().put("amount_out_wei", out).put("amount_out", out);
    }

    /** The share of an input that counts: a fee as a number, a text that ends with it in brackets, or two numbers. */
    private static BigFraction kept(Input in, BigFraction otherwise) {
        if (in.has("fee_numerator")) {
            return in.at("fee_numerator")
                    .exact()
                    .divide(in.at("fee_denominator").exact());
        }
        Input gamma = in.find("gamma");
        if (gamma != null) {
            return gamma.exact();
        }
        Input fee = in.find("fee");
        if (fee == null) {
            return otherwise;
        }
        if (fee.isNumber()) {
            return BigFraction.ONE.subtract(fee.exact());
        }
        java.util.regex.Matcher percent = java.util.regex.Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?%")
                .matcher(fee.text());
        if (!fee.text().contains("/") && percent.matches()) {
            return BigFraction.ONE.subtract(
                    Numbers.of(new java.math.BigDecimal(percent.group(1))).divide(100));
        }
        java.util.regex.Matcher share =
                java.util.regex.Pattern.compile("([0-9]{1,18})/([0-9]{1,18})").matcher(fee.text());
        if (!share.find()) {
            throw fee.error("names no share p/q that is kept");
        }
        return new BigFraction(new BigInteger(share.group(1)), new BigInteger(share.group(2)));
    }

    private static List<PoolRouter.Pool> pools(Input in) {
        double kept = kept(in, BigFraction.ONE).doubleValue();
        List<Input> given = new ArrayList<>();
        if (in.has("pools")) {
            given.addAll(in.at("pools").items());
        } else {
            for (int i = 1; in.has("pool" + i); i++) {
                given.add(in.at("pool" + i));
            }
        }
        List<PoolRouter.Pool> pools = new ArrayList<>();
        for (Input pool : given) {
            if (pool.isObject()) {
                List<Input> reserves = pool.at("reserves").items();
                long[] assets = pool.has("assets") ? pool.at("assets").wholes() : new long[] {0, 1};
                pools.add(new PoolRouter.Pool(
                        (int) assets[0],
                        (int) assets[1],
                        reserves.get(0).real(),
                        reserves.get(1).real(),
                        pool.has("fee") || pool.has("gamma")
                                ? kept(pool, BigFraction.ONE).doubleValue()
                                : kept));
            } else {
                double[] reserves = pool.reals();
                pools.add(new PoolRouter.Pool(
                        0, 1, reserves[0], reserves[1], reserves.length > 2 ? 1 - reserves[2] : kept));
            }
        }
        return pools;
    }

    private static Answer poolArbitrage(Input in) {
        List<PoolRouter.Pool> pools = pools(in);
        PoolRouter.Arbitrage found = PoolRouter.arbitrage(pools);
        Answer answer = new Answer();
        List<Double> prices = new ArrayList<>();
        for (int i = 0; i < pools.size(); i++) {
            double net = found.net().get(i);
            if (net != 0) {
                answer.put((net > 0 ? "x_bought_in_pool" : "x_sold_in_pool") + (i + 1), Math.abs(net));
            }
            PoolRouter.Pool after = found.after().get(i);
            prices.add(after.y() / after.x());
        }
        return answer.put("profit_y", found.profit())
                .put("post_marginal_price", found.price())
                .put("post_prices", prices)
                .put("arbitrage_exists", found.profit() > 0);
    }

    private static Answer routing(Input in) {
        List<PoolRouter.Pool> pools = pools(in);
        if (!in.has("values")) {
            double input = DivisibleModels.first(in, "input", "amount_in", "input_x", "total_in", "amount")
                    .real(0);
            PoolRouter.Split split = PoolRouter.split(pools, input);
            return new Answer()
                    .put("split", split.inputs())
                    .put("inputs", split.inputs())
                    .put("outputs", split.outputs())
                    .put("total_output", split.total())
                    .put("total_out", split.total())
                    .put("marginal_rate", split.rate());
        }
        List<Double> values = new ArrayList<>();
        List<Double> holdings = new ArrayList<>();
        for (double value : in.at("values").reals()) {
            values.add(value);
            holdings.add(0.0);
        }
        Input held = in.find("holdings");
        if (held != null) {
            holdings.clear();
            for (double amount : held.reals()) {
                holdings.add(amount);
            }
        }
        PoolRouter.Route route = PoolRouter.route(pools, new PoolRouter.Aim(holdings, values), 10_000);
        return new Answer()
                .put("inputs", route.inputs())
                .put("net", route.net())
                .put("prices", route.prices())
                .put("value", route.value())
                .put("bound", route.bound())
                .put("steps", route.steps());
    }

    private static BigFraction number(Input in, BigFraction otherwise, String... keys) {
        BigFraction found = otherwise;
        for (String key : keys) {
            Input value = in.find(key);
            found = value == null ? found : value.exact();
        }
        return found;
    }

    private static Answer storage(Input in) {
        BigFraction power = number(in, BigFraction.ZERO, "power_cap", "power");
        BigFraction both = number(in, BigFraction.ZERO, "initial_and_min_final");
        StorageArbitrage store = new StorageArbitrage(
                in.at("energy_cap").exact(),
                number(in, power, "charge_cap", "charge_power"),
                number(in, power, "discharge_cap", "discharge_power"),
                number(
                        in,
                        BigFraction.ONE,
                        "efficiency",
                        "round_trip_efficiency",
                        "charge_efficiency",
                        "efficiency_charge",
                        "eta_charge"),
                number(in, BigFraction.ONE, "discharge_efficiency", "efficiency_discharge", "eta_discharge"),
                number(in, BigFraction.ONE, "retention"),
                number(in, both, "initial"),
                number(in, both, "min_final", "final"));
        StorageArbitrage.Schedule schedule = store.schedule(in.at("prices").exacts());
        return new Answer()
                .put("profit", schedule.profit())
                .put("charge", schedule.bought())
                .put("discharge", schedule.sold())
                .put("level", schedule.level())
                .put("water_values", schedule.waterValues());
    }
}
