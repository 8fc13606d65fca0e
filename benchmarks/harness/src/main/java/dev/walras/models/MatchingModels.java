package dev.walras.models;

import dev.walras.mechanisms.matching.CumulativeOffer;
import dev.walras.mechanisms.matching.GaleShapley;
import dev.walras.mechanisms.matching.StableMatchings;
import dev.walras.mechanisms.matching.TradingCycles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Matching by preferences, contracts and cycles; other matching in {@link TaskModels}. */
final class MatchingModels {
    static final List<Model> LIST = Stream.concat(
                    Stream.of(
                            new Model(
                                    "deferred_acceptance",
                                    "stable matching by proposals, from both sides",
                                    "two sides {name: [best ...]} such as men and women, optional capacities of the second"
                                            + " side -> SIDE_optimal {receiver: proposer}, matching, unmatched,"
                                            + " number_of_stable_matchings, proposals",
                                    List.of("match.deferred-acceptance"),
                                    MatchingModels::deferredAcceptance),
                            new Model(
                                    "stable_matching_enumeration",
                                    "all stable matchings",
                                    "as deferred_acceptance -> number_of_stable_matchings, matchings",
                                    List.of(),
                                    MatchingModels::deferredAcceptance),
                            new Model(
                                    "top_trading_cycles",
                                    "owners of one thing each exchange along cycles of first choices",
                                    "preferences {agent: [best ...]}, endowment {agent: thing} or priorities {thing: [highest"
                                            + " ...]} and capacities -> assignment, cycles_by_round, in_strict_core",
                                    List.of("match.top-trading-cycles"),
                                    MatchingModels::tradingCycles),
                            new Model(
                                    "matching_with_contracts_cop",
                                    "cumulative offers of contracts",
                                    "agent_preferences {agent: [[agent, provider, price] ...]}, provider_values"
                                            + " {agent-provider}, capacities -> chosen, rounds, stable, substitutes,"
                                            + " warnings",
                                    List.of(),
                                    MatchingModels::contracts)),
                    TaskModels.LIST.stream())
            .toList();

    private MatchingModels() {}

    /** One side of a matching: names, and whom each ranks. */
    private record Side(String key, List<String> names, List<List<String>> ranked) {
        static Side of(String key, Input in) {
            List<String> names = new ArrayList<>();
            List<List<String>> ranked = new ArrayList<>();
            in.fields().forEach((name, list) -> {
                names.add(name);
                ranked.add(list.texts());
            });
            return new Side(key, names, ranked);
        }

        int[][] lists(Side other) {
            return ranked.stream()
                    .map(list -> list.stream()
                            .mapToInt(other.names::indexOf)
                            .filter(i -> i >= 0)
                            .toArray())
                    .toArray(int[][]::new);
        }
    }

    private static Answer deferredAcceptance(Input in) {
        List<Side> sides = new ArrayList<>();
        @Nullable Input capacities = null;
        for (Map.Entry<String, Input> entry : in.fields().entrySet()) {
            boolean ranks = entry.getValue().isObject()
                    && entry.getValue().fields().values().stream().allMatch(Input::isList);
            if (entry.getKey().startsWith("capacit") || entry.getKey().startsWith("quota")) {
                capacities = entry.getValue();
            } else if (ranks) {
                sides.add(Side.of(entry.getKey(), entry.getValue()));
            }
        }
        if (sides.size() != 2) {
            throw in.error("has " + sides.size() + " sides that rank each other; it must have 2");
        }
        Side first = sides.get(0);
        Side second = sides.get(1);
        long[] room = room(second, capacities);
        long[] ones = room(first, null);
        if (capacities != null && first.names.stream().anyMatch(capacities::has)) {
            first = sides.get(1);
            second = sides.get(0);
            room = room(second, capacities);
            ones = room(first, null);
        }
        StableMatchings market = new StableMatchings(first.lists(second), second.lists(first), room);
        List<int[]> all = market.all(1_000_000);
        int[] best = all.get(0);
        Answer answer = new Answer().put(first.key + "_optimal", byReceiver(first, second, best, room));
        answer.put(second.key + "_optimal", secondOptimal(first, second, room, ones));
        Map<String, @Nullable Object> matching = new LinkedHashMap<>();
        List<String> unmatched = new ArrayList<>();
        for (int p = 0; p < best.length; p++) {
            matching.put(first.names.get(p), best[p] == GaleShapley.NONE ? null : second.names.get(best[p]));
            if (best[p] == GaleShapley.NONE) {
                unmatched.add(first.names.get(p));
            }
        }
        List<Object> matchings = new ArrayList<>();
        for (int[] each : all) {
            matchings.add(byReceiver(first, second, each, room));
        }
        boolean stable = StableMatchings.blockingPairs(first.lists(second), second.lists(first), room, best)
                .isEmpty();
        return answer.put("matching", matching)
                .put("assignment", matching)
                .put("unmatched", unmatched)
                .put("stable", stable)
                .put("number_of_stable_matchings", all.size())
                .put("matchings", matchings);
    }

    private static long[] room(Side side, @Nullable Input capacities) {
        long[] room = new long[side.names.size()];
        for (int i = 0; i < room.length; i++) {
            Input given =
                    capacities == null || !capacities.isObject() ? capacities : capacities.find(side.names.get(i));
            room[i] = given == null ? 1 : given.isList() ? given.items().get(i).whole() : given.whole(0, 1_000_000);
        }
        return room;
    }

    /** Who each receiver has: a name where it has one place, else names in the order it ranks them. */
    private static Map<String, Object> byReceiver(Side first, Side second, int[] matched, long[] room) {
        boolean single = Arrays.stream(room).allMatch(places -> places <= 1);
        Map<String, Object> result = new LinkedHashMap<>();
        for (int r = 0; r < room.length; r++) {
            List<String> has = new ArrayList<>();
            for (String name : second.ranked.get(r)) {
                int p = first.names.indexOf(name);
                if (p >= 0 && matched[p] == r) {
                    has.add(name);
                }
            }
            if (!single) {
                result.put(second.names.get(r), has);
            } else if (!has.isEmpty()) {
                result.put(second.names.get(r), has.get(0));
            }
        }
        return result;
    }

    /** Best for the second side: it proposes where it has single places; else the last of all matchings for it. */
    private static Map<String, Object> secondOptimal(Side first, Side second, long[] room, long[] ones) {
        if (Arrays.stream(room).allMatch(places -> places <= 1)) {
            int[] matched = GaleShapley.matchLists(second.lists(first), first.lists(second), ones);
            for (int s = 0; s < matched.length; s++) {
                matched[s] = room[s] == 0 ? GaleShapley.NONE : matched[s];
            }
            return byReceiver(second, first, matched, ones);
        }
        // Best for receivers is worst for proposers: the matching each proposer likes least.
        int[][] lists = first.lists(second);
        int[] worst = null;
        int rank = -1;
        for (int[] each : new StableMatchings(lists, second.lists(first), room).all(1_000_000)) {
            int sum = 0;
            for (int p = 0; p < each.length; p++) {
                int receiver = each[p];
                int[] list = lists[p];
                sum += receiver == GaleShapley.NONE
                        ? 0
                        : (int) Arrays.stream(list)
                                .takeWhile(r -> r != receiver)
                                .count();
            }
            if (sum > rank) {
                rank = sum;
                worst = each;
            }
        }
        return byReceiver(first, second, worst == null ? new int[0] : worst, room);
    }

    private static Answer tradingCycles(Input in) {
        List<String> agents = new ArrayList<>();
        List<List<String>> wishes = new ArrayList<>();
        in.at("preferences").fields().forEach((agent, list) -> {
            agents.add(agent);
            wishes.add(list.texts());
        });
        List<String> things = new ArrayList<>();
        Input endowment = in.find(in.has("endowments") ? "endowments" : "endowment");
        Input priorities = in.find("priorities");
        if (endowment != null) {
            agents.forEach(agent -> things.add(endowment.at(agent).text()));
        } else {
            things.addAll(in.at("priorities").fields().keySet());
        }
        int[][] preferences = wishes.stream()
                .map(list -> list.stream()
                        .mapToInt(things::indexOf)
                        .filter(i -> i >= 0)
                        .toArray())
                .toArray(int[][]::new);
        int[] owned = new int[agents.size()];
        Arrays.setAll(owned, i -> i);
        TradingCycles.Result result = endowment != null || priorities == null
                ? TradingCycles.exchange(preferences, owned)
                : TradingCycles.match(
                        preferences,
                        things.stream()
                                .map(thing -> priorities.at(thing).texts().stream()
                                        .mapToInt(agents::indexOf)
                                        .toArray())
                                .toArray(int[][]::new),
                        room(new Side("", things, List.of()), in.find("capacities")));
        Map<String, @Nullable Object> assignment = new LinkedHashMap<>();
        int[] got = result.things().stream().mapToInt(i -> i).toArray();
        for (int i = 0; i < agents.size(); i++) {
            assignment.put(agents.get(i), got[i] == TradingCycles.NONE ? null : things.get(got[i]));
        }
        List<List<List<String>>> rounds = new ArrayList<>();
        result.rounds()
                .forEach(round -> rounds.add(round.stream()
                        .map(cycle -> cycle.stream().map(agents::get).toList())
                        .toList()));
        Answer answer = new Answer().put("assignment", assignment).put("cycles_by_round", rounds);
        if (endowment != null) {
            answer.put("in_strict_core", TradingCycles.inStrictCore(preferences, owned, got));
        }
        return answer.put("rounds", rounds.size());
    }

    private static Answer contracts(Input in) {
        List<String> agents = new ArrayList<>();
        List<String> providers = new ArrayList<>(in.at("capacities").fields().keySet());
        List<CumulativeOffer.Contract> contracts = new ArrayList<>();
        List<List<Object>> names = new ArrayList<>();
        List<BigFraction> values = new ArrayList<>();
        List<int[]> preferences = new ArrayList<>();
        in.at("agent_preferences").fields().forEach((agent, list) -> {
            int[] ranked = new int[list.items().size()];
            for (int i = 0; i < ranked.length; i++) {
                List<Input> parts = list.items().get(i).items();
                String provider = parts.get(1).text();
                if (!parts.get(0).text().equals(agent) || !providers.contains(provider)) {
                    throw list.items().get(i).error("is no contract of \"" + agent + "\" with one of " + providers);
                }
                ranked[i] = contracts.size();
                contracts.add(new CumulativeOffer.Contract(agents.size(), providers.indexOf(provider)));
                BigFraction price = parts.get(2).exact();
                names.add(List.of(agent, provider, price));
                values.add(in.at("provider_values")
                        .at(agent + "-" + provider)
                        .exact()
                        .subtract(price));
            }
            agents.add(agent);
            preferences.add(ranked);
        });
        List<CumulativeOffer.Choice> choices = new ArrayList<>();
        for (String provider : providers) {
            int capacity = (int) in.at("capacities").at(provider).whole(0, 1_000_000);
            choices.add(CumulativeOffer.highestValue(contracts, values, capacity));
        }
        in.at("provider_values").taken();
        CumulativeOffer rule = new CumulativeOffer(contracts, choices);
        int[][] lists = preferences.toArray(int[][]::new);
        CumulativeOffer.Result result = rule.run(lists);
        return new Answer()
                .put("chosen", result.chosen().stream().map(names::get).toList())
                .put("rounds", result.rounds())
                .put("offers", result.offers())
                .put("stable", rule.stable(lists, result.chosen()))
                .put("substitutes", rule.warnings().isEmpty())
                .put("warnings", rule.warnings());
    }
}
