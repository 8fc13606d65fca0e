package dev.walras.models;

import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.clock.DemangeGaleSotomayor;
import dev.walras.mechanisms.clock.ItemAuction;
import dev.walras.mechanisms.clock.OfferClock;
import dev.walras.mechanisms.clock.SimultaneousAscending;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.solver.AutoSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;

/** Auctions of items, and clocks of personal offers. */
final class ItemModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "kelso_crawford_ascending",
                    "ascending auction of items whose bidders keep what they hold",
                    "goods, bidders: {type, v}, epsilon -> allocation, prices, bids, welfare",
                    List.of("price.kelso-crawford"),
                    ItemModels::kelsoCrawford),
            new Model(
                    "deferred_acceptance_clock_reverse",
                    "clock of falling offers that buys who can no longer be packed; with values, a rising one that sells",
                    "costs, volumes, conflicts, channels, base_price, decrement -> bought, stay, total_payment",
                    List.of("auction.deferred-acceptance-clock"),
                    ItemModels::offers),
            new Model(
                    "deferred_acceptance_clock_forward",
                    "clock of rising offers that sells to who can no longer be packed with those who left",
                    "values, volumes, conflicts, channels, base_price, increment -> sold, rejected, revenue",
                    List.of("auction.deferred-acceptance-clock"),
                    ItemModels::offers),
            new Model(
                    "saa_straightforward_bidding",
                    "simultaneous ascending auction of items to straightforward bidders",
                    "values, epsilons -> eps_...: prices, winner_of_item, bids",
                    List.of("price.simultaneous-ascending"),
                    ItemModels::ascending),
            new Model(
                    "dgs_exact_ascending",
                    "exact auction of minimal overdemanded sets",
                    "values -> prices, assignment, payments, vcg_payments, welfare, rises",
                    List.of("price.dgs"),
                    ItemModels::exact));

    private static final RunContext CONTEXT =
            RunContext.seeded(0).withLimits(Limits.DEFAULT.withRounds(Integer.MAX_VALUE));
    private static final Pattern CAPACITY = Pattern.compile("k *= *([0-9]+)");
    private static final Map<String, String> NAMES = Map.of(
            "1/2",
            "half",
            "1/3",
            "third",
            "1/4",
            "quarter",
            "1/5",
            "fifth",
            "1/8",
            "eighth",
            "1/10",
            "tenth",
            "1/100",
            "hundredth");

    private ItemModels() {}

    /** A bidder of the model: what sets of goods, as bits, are worth to it. */
    private record Valued(String id, ItemAuction.SetValue value) {}

    private static Answer kelsoCrawford(Input input) {
        List<String> goods = input.at("goods").texts();
        BigFraction epsilon = input.at("epsilon").exact();
        List<BigFraction> amounts = new ArrayList<>(List.of(epsilon));
        input.at("bidders").fields().values().forEach(bidder -> amounts.addAll(amounts(bidder)));
        Scale scale = Scale.whole(amounts);
        List<Valued> bidders = new ArrayList<>();
        input.at("bidders").fields().forEach((id, bidder) -> bidders.add(new Valued(id, value(bidder, goods, scale))));
        List<ItemAuction.Bidder> asked = bidders.stream()
                .map(bidder -> ItemAuction.enumerating(goods.size(), bidder.value))
                .toList();
        ItemAuction.Course course = new ItemAuction(asked, goods.size()).run(scale.micros(epsilon), CONTEXT);
        Map<String, List<String>> allocation = new LinkedHashMap<>();
        long welfare = 0;
        for (int b = 0; b < bidders.size(); b++) {
            BitSet held = course.held().get(b);
            allocation.put(bidders.get(b).id, held.stream().mapToObj(goods::get).toList());
            welfare += bidders.get(b).value.of(held.isEmpty() ? 0 : (int) held.toLongArray()[0]);
        }
        Map<String, BigFraction> prices = new LinkedHashMap<>();
        for (int g = 0; g < goods.size(); g++) {
            prices.put(goods.get(g), scale.amount(course.prices().get(g)));
        }
        return new Answer()
                .put("allocation", allocation)
                .put("prices", prices)
                .put("bids", course.bids())
                .put("welfare", scale.amount(welfare))
                .put("substitutes", course.substitutes())
                .put("cleared", course.termination() == Termination.CLEARED);
    }

    private static List<BigFraction> amounts(Input bidder) {
        Input bids = bidder.find("bids");
        return bids != null
                ? bids.items().stream().map(bid -> bid.at("value").exact()).toList()
                : bidder.at("v").fields().values().stream().map(Input::exact).toList();
    }

    private static int good(List<String> goods, String good, Input at) {
        if (!goods.contains(good)) {
            throw at.error("names the good \"" + good + "\"; there are " + goods
                    + ". Maybe give sets of goods as \"bids\"" + " [{bundle, value}].");
        }
        return goods.indexOf(good);
    }

    /** A valuation: mutually exclusive bids, or the best {@code k} goods by their own values. */
    private static ItemAuction.SetValue value(Input bidder, List<String> goods, Scale scale) {
        Input bids = bidder.find("bids");
        if (bids != null) {
            Map<Integer, Long> table = new LinkedHashMap<>();
            for (Input bid : bids.items()) {
                int set = 0;
                for (String good : IterativeMarket.units(bid.at("bundle")).keySet()) {
                    set |= 1 << good(goods, good, bid);
                }
                table.merge(set, scale.micros(bid.at("value").exact()), Math::max);
            }
            return items -> table.entrySet().stream()
                    .filter(entry -> (entry.getKey() & items) == entry.getKey())
                    .mapToLong(Map.Entry::getValue)
                    .max()
                    .orElse(0);
        }
        Input type = bidder.find("type");
        String words = type == null ? "additive" : type.text().toLowerCase(Locale.ROOT);
        Matcher capacity = CAPACITY.matcher(words);
        Input k = bidder.find("k");
        int most = k != null
                ? (int) k.whole(0, goods.size())
                : capacity.find() ? Integer.parseInt(capacity.group(1)) : words.contains("unit") ? 1 : goods.size();
        long[] values = new long[goods.size()];
        bidder.at("v").fields().forEach((good, v) -> values[good(goods, good, v)] = scale.micros(v.exact()));
        return items -> IntStream.range(0, values.length)
                .filter(g -> (items >> g & 1) == 1)
                .mapToLong(g -> values[g])
                .boxed()
                .sorted((a, b) -> Long.compare(b, a))
                .limit(most)
                .mapToLong(v -> v)
                .sum();
    }

    private static Answer offers(Input input) {
        boolean reverse = input.has("costs");
        Input types = input.at(reverse ? "costs" : "values");
        List<String> ids = List.copyOf(types.fields().keySet());
        Input base = input.find("base_price");
        Input step = input.find(input.has("decrement") ? "decrement" : "increment");
        BigFraction first = base == null ? BigFraction.ZERO : base.exact();
        BigFraction move = step == null ? BigFraction.ONE : step.exact();
        List<BigFraction> amounts = new ArrayList<>(List.of(first, move));
        types.fields().values().forEach(type -> amounts.add(type.exact()));
        Scale scale = Scale.whole(amounts);
        List<Long> values = types.fields().values().stream()
                .map(type -> scale.micros(type.exact()))
                .toList();
        Input volumes = input.find("volumes");
        List<Long> sizes = ids.stream()
                .map(id -> volumes == null ? 1L : volumes.at(id).whole())
                .toList();
        List<int[]> pairs = input.at("conflicts").items().stream()
                .map(pair -> pair.texts().stream().mapToInt(ids::indexOf).toArray())
                .toList();
        Input channels = input.find("channels");
        OfferClock.Packing packing = OfferClock.conflicts(pairs, channels == null ? 1 : (int) channels.whole(0, 1000));
        Input settling = input.find("settling");
        OfferClock clock = new OfferClock(
                sizes,
                packing,
                new OfferClock.Clock(
                        scale.micros(first),
                        scale.micros(move),
                        settling != null && settling.text().equals("agreed")
                                ? OfferClock.Settling.AGREED
                                : OfferClock.Settling.CURRENT));
        OfferClock.Result result = reverse ? clock.reverse(values) : clock.forward(values);
        Map<String, BigFraction> settled = new LinkedHashMap<>();
        BigFraction worth = BigFraction.ZERO;
        for (int i = 0; i < ids.size(); i++) {
            if (result.settled().get(i) >= 0) {
                settled.put(ids.get(i), scale.amount(result.settled().get(i)));
                worth = worth.add(scale.amount(values.get(i)));
            }
        }
        List<String> left = result.left().stream().sorted().map(ids::get).toList();
        return new Answer()
                .put(reverse ? "bought" : "sold", settled)
                .put(reverse ? "stay" : "rejected", left)
                .put(reverse ? "total_payment" : "revenue", scale.amount(result.total()))
                .put(reverse ? "cost_of_bought" : "value_of_winners", worth)
                .put("exit_order", result.left().stream().map(ids::get).toList())
                .put("ticks", result.ticks());
    }

    /** Unit demand over single items: a bidder a row. */
    private static Market unitDemand(List<List<BigFraction>> values, Scale scale) {
        MarketBuilder builder = Market.builder("items");
        int items = values.isEmpty() ? 0 : values.get(0).size();
        for (int j = 0; j < items; j++) {
            builder.good("item" + j, "item", 1);
        }
        for (List<BigFraction> row : values) {
            int participant = builder.participant("bidder" + builder.participants());
            int group = builder.group();
            for (int j = 0; j < items; j++) {
                builder.add(new Order("", participant, Bundle.of(j, 1), 1, 1, scale.micros(row.get(j)), group));
            }
        }
        return builder.build();
    }

    private static List<List<BigFraction>> values(Input input) {
        Input goods = input.find("goods");
        if (goods != null) {
            goods.taken();
        }
        return input.at("values").items().stream().map(Input::exacts).toList();
    }

    /** For each item the bidder that gets it, -1 for none. */
    private static int[] winners(Market market, Outcome outcome) {
        int[] winners = new int[market.goods()];
        Arrays.fill(winners, -1);
        for (int k = 0; k < market.orders(); k++) {
            if (outcome.fills().lots().get(k) > 0) {
                winners[market.bundleGood(k, 0)] = market.owner(k);
            }
        }
        return winners;
    }

    private static List<BigFraction> prices(Outcome outcome, Scale scale) {
        return amounts(Objects.requireNonNull(outcome.prices()).microsPerUnit(), scale);
    }

    private static List<BigFraction> amounts(LongVector micros, Scale scale) {
        return Arrays.stream(micros.toArray()).mapToObj(scale::amount).toList();
    }

    private static Answer ascending(Input input) {
        List<List<BigFraction>> values = values(input);
        List<BigFraction> epsilons = input.at("epsilons").exacts();
        List<BigFraction> amounts = new ArrayList<>(epsilons);
        values.forEach(amounts::addAll);
        Scale scale = Scale.whole(amounts);
        Market market = unitDemand(values, scale);
        Answer answer = new Answer();
        for (BigFraction epsilon : epsilons) {
            Settings settings = new Settings(
                    "price.simultaneous-ascending",
                    Map.of("increment", Long.toString(scale.micros(epsilon)), "relative", "0"));
            SimultaneousAscending.Course course =
                    new SimultaneousAscending(settings).course(new ColumnFloor(market), CONTEXT);
            Answer of = new Answer()
                    .put("prices", prices(course.outcome(), scale))
                    .put("winner_of_item", winners(market, course.outcome()))
                    .put("welfare", welfare(market, course.outcome(), scale))
                    .put("bids", course.bids());
            String text = Numbers.text(epsilon);
            answer.put("eps_" + text, of).put("eps_" + epsilon.doubleValue(), of);
            answer.put("eps_" + NAMES.getOrDefault(text, text), of);
        }
        return answer;
    }

    private static BigFraction welfare(Market market, Outcome outcome, Scale scale) {
        long welfare = 0;
        for (int k = 0; k < market.orders(); k++) {
            welfare += outcome.fills().lots().get(k) * market.valueMicrosPerLot(k);
        }
        return scale.amount(welfare);
    }

    private static Answer exact(Input input) {
        List<List<BigFraction>> values = values(input);
        Scale scale = Scale.whole(values.stream().flatMap(List::stream).toList());
        Market market = unitDemand(values, scale);
        DemangeGaleSotomayor.Course course = new DemangeGaleSotomayor().course(market, CONTEXT);
        Outcome outcome = course.outcome();
        int[] winners = winners(market, outcome);
        int[] assignment = new int[market.participants()];
        Arrays.fill(assignment, -1);
        for (int j = 0; j < winners.length; j++) {
            if (winners[j] >= 0) {
                assignment[winners[j]] = j;
            }
        }
        List<BigFraction> prices = prices(outcome, scale);
        List<BigFraction> payments = amounts(outcome.payments().micros(), scale);
        BigFraction raised = course.rises().stream()
                .map(rise -> scale.amount(rise.byMicros()))
                .reduce(BigFraction.ZERO, BigFraction::add);
        Outcome vickrey = new Vcg(new AutoSolver()).clear(market, CONTEXT);
        return new Answer()
                .put("welfare", welfare(market, outcome, scale))
                .put("prices", prices)
                .put("min_walrasian_prices", prices)
                .put("assignment", assignment)
                .put("an_optimal_assignment", assignment)
                .put("winner_of_item", winners)
                .put("payments", payments)
                .put("vcg_payments", amounts(vickrey.payments().micros(), scale))
                .put("rounds", raised)
                .put("raises", raised)
                .put(
                        "overdemanded_sets",
                        course.rises().stream()
                                .map(DemangeGaleSotomayor.Rise::goods)
                                .toList());
    }
}
