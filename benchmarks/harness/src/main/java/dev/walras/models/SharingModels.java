package dev.walras.models;

import dev.walras.mechanisms.bargaining.Frontier;
import dev.walras.mechanisms.bargaining.Rubinstein;
import dev.walras.mechanisms.sharing.Rationing;
import dev.walras.mechanisms.sharing.ShapleyValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Bargaining, and sharing what a group makes or is owed. */
final class SharingModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "rubinstein_bargaining",
                    "alternating offers about a pie of size 1",
                    "pairs [[d1, d2] ...], optional periods (proposals; endless otherwise), pie -> first_mover_share,"
                            + " second_mover_share",
                    List.of("trade.alternating-offers"),
                    SharingModels::rubinstein),
            new Model(
                    "nash_bargaining",
                    "the weighted Nash and the Kalai-Smorodinsky solution",
                    "frontier (a formula in u1 and u2, or points), disagreement, weights -> solutions, solution,"
                            + " kalai_smorodinsky, bliss",
                    List.of(),
                    SharingModels::nash),
            new Model(
                    "kalai_smorodinsky",
                    "the Kalai-Smorodinsky solution, and the Nash solution beside it",
                    "as nash_bargaining; solution is the Kalai-Smorodinsky solution",
                    List.of(),
                    SharingModels::kalaiSmorodinsky),
            new Model(
                    "shapley_value",
                    "what every player adds on average",
                    "games {glove_L_R_R, airport_cost, weighted_majority {weights, quota}, any {players, v}} -> values by"
                            + " game",
                    List.of(),
                    SharingModels::shapley),
            new Model(
                    "talmud_rationing",
                    "an estate divided among larger claims",
                    "claims, estates (or estate), optional rule (talmud, equal-awards, equal-losses, proportional) ->"
                            + " awards by estate",
                    List.of(),
                    SharingModels::rationing));

    private SharingModels() {}

    private static Answer rubinstein(Input in) {
        Input periods = in.find(in.has("horizon") ? "horizon" : "periods");
        if (periods != null && periods.isList()) {
            return horizons(in, periods);
        }
        Input pie = in.find("pie");
        BigFraction size = pie == null ? BigFraction.ONE : pie.exact();
        List<BigFraction> first = new ArrayList<>();
        List<BigFraction> second = new ArrayList<>();
        if (in.has("delta1") || in.has("d1")) {
            return twoFactors(in);
        }
        for (Input pair : in.at("pairs").items()) {
            List<BigFraction> factors = pair.exacts();
            Rubinstein game = new Rubinstein(factors.get(0), factors.get(1));
            BigFraction share = periods == null ? game.share() : game.share((int) periods.whole(1, 1_000_000));
            first.add(share.multiply(size));
            second.add(size.subtract(share.multiply(size)));
        }
        return new Answer().put("first_mover_share", first).put("second_mover_share", second);
    }

    /** Shares by number of proposals, one in each list for each pair of factors. */
    private static Answer horizons(Input in, Input periods) {
        Map<String, List<BigFraction>> first = new LinkedHashMap<>();
        Map<String, List<BigFraction>> second = new LinkedHashMap<>();
        for (Input length : periods.items()) {
            List<BigFraction> shares = new ArrayList<>();
            for (Input pair : in.at("pairs").items()) {
                List<BigFraction> factors = pair.exacts();
                shares.add(new Rubinstein(factors.get(0), factors.get(1)).share((int) length.whole(1, 1_000_000)));
            }
            first.put(length.text(), shares);
            second.put(
                    length.text(),
                    shares.stream().map(BigFraction.ONE::subtract).toList());
        }
        return new Answer().put("first_mover_share", first).put("second_mover_share", second);
    }

    /** One pair of factors, whose shares are numbers. */
    private static Answer twoFactors(Input in) {
        Input first = DivisibleModels.first(in, "delta1", "d1");
        Input second = DivisibleModels.first(in, "delta2", "d2");
        Rubinstein game = new Rubinstein(first.exact(), second.exact());
        Input periods = in.find(in.has("horizon") ? "horizon" : "periods");
        BigFraction share = periods == null ? game.share() : game.share((int) periods.whole(1, 1_000_000));
        return new Answer().put("first_mover_share", share).put("second_mover_share", BigFraction.ONE.subtract(share));
    }

    private static Answer kalaiSmorodinsky(Input in) {
        Answer answer = nash(in);
        Object point = answer.json().get("kalai_smorodinsky");
        return answer.put("solution", point).put("solutions", List.of(point));
    }

    private static Answer nash(Input in) {
        List<BigFraction> disagreement =
                in.has("disagreement") ? in.at("disagreement").exacts() : List.of(BigFraction.ZERO, BigFraction.ZERO);
        List<List<BigFraction>> weights = new ArrayList<>();
        Input given = in.find("weights");
        if (given == null) {
            weights.add(List.of(BigFraction.ONE_HALF, BigFraction.ONE_HALF));
        } else if (given.items().get(0).isList()) {
            given.items().forEach(pair -> weights.add(pair.exacts()));
        } else {
            weights.add(given.exacts());
        }
        Input frontier = in.at("frontier");
        Frontier.Point d = new Frontier.Point(disagreement.get(0), disagreement.get(1));
        Frontier polygon = frontier.isList() ? polygon(frontier) : line(frontier, d);
        return polygon == null ? curved(frontier, d, weights) : exact(polygon, d, weights);
    }

    private static BigFraction power(List<BigFraction> pair) {
        return pair.get(0).divide(pair.get(0).add(pair.get(1)));
    }

    private static Answer exact(Frontier frontier, Frontier.Point d, List<List<BigFraction>> weights) {
        List<List<BigFraction>> solutions = new ArrayList<>();
        weights.forEach(pair -> solutions.add(list(frontier.nash(d, power(pair)))));
        return new Answer()
                .put("solutions", solutions)
                .put("solution", solutions.get(0))
                .put("nash", solutions.get(0))
                .put("kalai_smorodinsky", list(frontier.kalaiSmorodinsky(d)))
                .put("bliss", list(frontier.bliss(d)));
    }

    private static List<BigFraction> list(Frontier.Point point) {
        return List.of(point.first(), point.second());
    }

    private static Frontier polygon(Input points) {
        List<Frontier.Point> corners = new ArrayList<>();
        for (Input point : points.items()) {
            List<BigFraction> both = point.exacts();
            corners.add(new Frontier.Point(both.get(0), both.get(1)));
        }
        return new Frontier(corners);
    }

    /** Both sides of an equation, the right subtracted from the left. */
    private static Expression difference(Input frontier) {
        String[] sides = frontier.text().split("<=|=", 2);
        if (sides.length != 2) {
            throw frontier.error("is no equation");
        }
        try {
            return Expression.of("(" + sides[0] + ")-(" + sides[1] + ")");
        } catch (IllegalArgumentException e) {
            throw frontier.error(String.valueOf(e.getMessage()));
        }
    }

    /** A straight frontier, as far as both sides get their disagreement utility; null when it is not straight. */
    private static @Nullable Frontier line(Input frontier, Frontier.Point d) {
        Map<String, BigFraction> linear = difference(frontier).linear();
        if (linear == null) {
            return null;
        }
        BigFraction a = linear.getOrDefault("u1", BigFraction.ZERO);
        BigFraction b = linear.getOrDefault("u2", BigFraction.ZERO);
        BigFraction c = linear.getOrDefault("", BigFraction.ZERO).negate();
        if (linear.size() != 3 || a.multiply(b).compareTo(BigFraction.ZERO) <= 0) {
            throw frontier.error("is no falling line in u1 and u2");
        }
        return new Frontier(List.of(
                new Frontier.Point(d.first(), c.subtract(a.multiply(d.first())).divide(b)),
                new Frontier.Point(c.subtract(b.multiply(d.second())).divide(a), d.second())));
    }

    private static Answer curved(Input frontier, Frontier.Point point, List<List<BigFraction>> weights) {
        Expression formula = difference(frontier);
        double d1 = point.first().doubleValue();
        double d2 = point.second().doubleValue();
        Implicit implicit = new Implicit(formula);
        Frontier.Curve curve = new Frontier.Curve(
                x -> implicit.other("u1", x, "u2", d2), implicit::slope, d1, implicit.other("u2", d2, "u1", d1));
        List<double[]> solutions = new ArrayList<>();
        weights.forEach(pair -> solutions.add(curve.nash(d1, d2, power(pair).doubleValue())));
        return new Answer()
                .put("solutions", solutions)
                .put("solution", solutions.get(0))
                .put("nash", solutions.get(0))
                .put("kalai_smorodinsky", curve.kalaiSmorodinsky(d1, d2))
                .put("bliss", new double[] {curve.high(), curve.second().applyAsDouble(d1)});
    }

    /** A frontier given by an equation that rises in both utilities. */
    private record Implicit(Expression formula) {
        /** The value of {@code wanted} at which the equation holds, from {@code least} on. */
        double other(String given, double value, String wanted, double least) {
            double low = least;
            double step = 1;
            while (formula.value(Map.of(given, value, wanted, least + step)) < 0 && step < 1e100) {
                low = least + step;
                step *= 2;
            }
            double high = least + step;
            for (int i = 0; i < 200; i++) {
                double middle = (low + high) / 2;
                if (formula.value(Map.of(given, value, wanted, middle)) < 0) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return (low + high) / 2;
        }

        double slope(double x) {
            double y = other("u1", x, "u2", 0);
            Map<String, Double> at = Map.of("u1", x, "u2", y);
            return -formula.slope(at, "u1") / formula.slope(at, "u2");
        }
    }

    private static Answer shapley(Input in) {
        Answer answer = new Answer();
        Input games = in.find("games");
        if (games == null && in.has("weights")) {
            return answer.put("shapley", majority(in)).put("majority", majority(in));
        }
        if (games == null && in.has("airport_cost")) {
            List<BigFraction> costs = in.at("airport_cost").exacts();
            List<BigFraction> shares = ShapleyValue.exact(costs.size(), ShapleyValue.airport(costs));
            return answer.put("shapley", shares).put("airport", shares);
        }
        if (games == null) {
            Named named = table(in);
            return answer.put("shapley", byName(named)).put("values", ShapleyValue.exact(named.players, named.game));
        }
        games.fields().forEach((name, game) -> {
            if (name.startsWith("glove")) {
                List<String> hands = List.of(name.split("_", -1));
                long left = 0;
                for (int i = 1; i < hands.size(); i++) {
                    left |= hands.get(i).equals("L") ? 1L << (i - 1) : 0;
                }
                game.text();
                answer.put("glove", ShapleyValue.exact(hands.size() - 1, ShapleyValue.gloves(left)));
            } else if (name.startsWith("airport")) {
                List<BigFraction> costs = game.exacts();
                answer.put("airport", ShapleyValue.exact(costs.size(), ShapleyValue.airport(costs)));
            } else if (game.isObject() && game.has("weights")) {
                List<BigFraction> values = majority(game);
                answer.put(name, values).put(name.replace("weighted_", ""), values);
            } else {
                Named named = table(game);
                answer.put(name, ShapleyValue.exact(named.players, named.game));
            }
        });
        return answer;
    }

    private static List<BigFraction> majority(Input game) {
        List<BigFraction> weights = game.at("weights").exacts();
        return ShapleyValue.exact(
                weights.size(),
                ShapleyValue.weightedMajority(weights, game.at("quota").exact()));
    }

    private record Named(List<String> names, int players, ShapleyValue.Game game) {}

    private static Map<String, BigFraction> byName(Named named) {
        List<BigFraction> values = ShapleyValue.exact(named.players, named.game);
        Map<String, BigFraction> byName = new LinkedHashMap<>();
        for (int i = 0; i < named.players; i++) {
            byName.put(named.names.get(i), values.get(i));
        }
        return byName;
    }

    /** A game given by the worth of its coalitions: {@code {"A": 1, "A,B": 3}}, or {@code {"AB": 3}}. */
    private static Named table(Input in) {
        Input worths = in.find("v") != null ? in.at("v") : in.find("values") != null ? in.at("values") : in;
        Map<String, Input> given = new TreeMap<>(worths.fields());
        List<String> names = new ArrayList<>();
        Input players = in.find("players");
        if (players != null && players.isList()) {
            names.addAll(players.texts());
        }
        Map<Long, BigFraction> known = new HashMap<>();
        given.keySet().stream()
                .flatMap(key -> members(key).stream())
                .distinct()
                .sorted()
                .filter(name -> players == null || !players.isList())
                .forEach(names::add);
        given.forEach((key, worth) -> {
            if (worth != players) {
                long coalition = 0;
                for (String member : members(key)) {
                    if (!names.contains(member)) {
                        throw worth.error("is the worth of \"" + member + "\", who is none of the players " + names);
                    }
                    coalition |= 1L << names.indexOf(member);
                }
                known.put(coalition, worth.exact());
            }
        });
        return new Named(names, names.size(), coalition -> known.getOrDefault(coalition, BigFraction.ZERO));
    }

    private static List<String> members(String key) {
        String bare = key.replaceAll("[{}()\\[\\] ]", "");
        if (bare.isEmpty()) {
            return List.of();
        }
        return List.of(bare.contains(",") || bare.contains("+") ? bare.split("[,+]", -1) : bare.split(""));
    }

    private static Answer rationing(Input in) {
        List<BigFraction> claims = in.at("claims").exacts();
        Input rule = in.find("rule");
        Rationing rationing = rule == null
                ? Rationing.TALMUD
                : Rationing.valueOf(rule.text().toUpperCase(Locale.ROOT).replace('-', '_'));
        Answer answer = new Answer();
        List<Input> estates = in.has("estates") ? in.at("estates").items() : List.of(in.at("estate"));
        for (Input estate : estates) {
            List<BigFraction> awards = rationing.divide(estate.exact(), claims);
            answer.put(estate.text(), awards);
            if (estates.size() == 1) {
                answer.put("awards", awards);
            }
        }
        return answer;
    }
}
