package dev.walras.models;

import dev.walras.mechanisms.game.CounterfactualRegret;
import dev.walras.mechanisms.game.CournotOligopoly;
import dev.walras.mechanisms.game.ExtensiveGame;
import dev.walras.mechanisms.game.ExtensiveGame.Decision;
import dev.walras.mechanisms.game.ExtensiveGame.Policy;
import dev.walras.mechanisms.game.HeuristicPayoffTable;
import dev.walras.mechanisms.game.Poker;
import dev.walras.mechanisms.game.RegretMatching;
import dev.walras.mechanisms.game.Replicator;
import dev.walras.mechanisms.game.ZeroSumGame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.BigFraction;

/** Games; learners are in {@link LearningModels}, equilibria of auctions in {@link EquilibriumModels}. */
final class GameModels {
    static final List<Model> LIST = Stream.concat(
                    Stream.of(
                            new Model(
                                    "zero_sum_lp",
                                    "value and optimal strategies of a zero-sum matrix game, exactly",
                                    "row_payoff -> value, row_strategy, column_strategy, row_unique, column_unique",
                                    List.of(),
                                    GameModels::zeroSum),
                            new Model(
                                    "regret_matching_zero_sum",
                                    "average play of two learners by regret matching in a zero-sum game",
                                    "row_payoff, rounds? -> value, row_strategy, column_strategy, gap",
                                    List.of(),
                                    GameModels::regretMatching),
                            new Model(
                                    "cfr_kuhn_poker",
                                    "counterfactual regret minimisation in Kuhn poker",
                                    "game, iterations? -> value_player1, player2_unique, player1, nashconv",
                                    List.of(),
                                    GameModels::kuhn),
                            new Model(
                                    "exploitability_nashconv",
                                    "what best replies gain against given play",
                                    "game (Kuhn or Leduc poker), policies | row_payoff, profiles -> nashconv,"
                                            + " exploitability",
                                    List.of(),
                                    GameModels::nashConv),
                            new Model(
                                    "replicator_dynamics",
                                    "replicator dynamics in Euler steps, exactly",
                                    "payoff, x0 | x0_NAME, euler_step, steps -> trace | trace_NAME, fixed_point",
                                    List.of(),
                                    GameModels::replicator),
                            new Model(
                                    "egta_heuristic_payoff_table",
                                    "equilibria of a symmetric game stated by counts",
                                    "agents, strategies, payoff_S_by_count_T -> symmetric_mixed_equilibrium_S,"
                                            + " pure_symmetric_equilibria",
                                    List.of(),
                                    GameModels::payoffTable),
                            new Model(
                                    "best_response_dynamics_cournot",
                                    "best replies and equilibrium of a linear Cournot oligopoly",
                                    "inverse_demand \"a-bQ\", mc, n, start, mode, rounds? -> trace, nash",
                                    List.of(),
                                    GameModels::cournot)),
                    Stream.of(EquilibriumModels.LIST, LearningModels.LIST, RegretModels.LIST)
                            .flatMap(List::stream))
            .toList();

    private static final int REGRET_ROUNDS = 200_000;
    private static final int CFR_ROUNDS = 5_000;

    private GameModels() {}

    private static List<List<BigFraction>> rows(Input matrix) {
        return matrix.items().stream().map(Input::exacts).toList();
    }

    private static Answer zeroSum(Input in) {
        ZeroSumGame.Solution solution =
                new ZeroSumGame(rows(in.at(in.has("payoff") ? "payoff" : "row_payoff"))).solve();
        return new Answer()
                .put("value", solution.value())
                .put("row_strategy", solution.row())
                .put("column_strategy", solution.column())
                .put("row_unique", solution.rowUnique())
                .put("column_unique", solution.columnUnique());
    }

    private static Answer regretMatching(Input in) {
        Input rounds = in.find("rounds");
        int count = rounds == null ? REGRET_ROUNDS : (int) rounds.whole(1, 100_000_000);
        RegretMatching.SelfPlay play =
                RegretMatching.selfPlay(in.at("row_payoff").matrix(), count, RegretMatching.Variant.PLUS);
        return new Answer()
                .put("value", play.value())
                .put("row_strategy", play.row())
                .put("column_strategy", play.column())
                .put("gap", play.gap());
    }

    private static Answer kuhn(Input in) {
        Input iterations = in.find("iterations");
        int rounds = iterations == null ? CFR_ROUNDS : (int) iterations.whole(1, 10_000_000);
        ExtensiveGame game = Poker.kuhn();
        Policy average = new CounterfactualRegret(game).play(rounds).average();
        Map<String, Answer> first = new LinkedHashMap<>();
        Map<String, Answer> second = new LinkedHashMap<>();
        for (String card : List.of("J", "Q", "K")) {
            first.put(
                    card,
                    new Answer().put("bet", bets(average, 0, card + ":")).put("call", bets(average, 0, card + ":pb")));
            second.put(
                    card,
                    new Answer()
                            .put("bet_after_check", bets(average, 1, card + ":p"))
                            .put("call", bets(average, 1, card + ":b")));
        }
        return new Answer()
                .put("value_player1", game.value(average).doubleValue())
                .put("player2_unique", second)
                .put("player1", first)
                .put("nashconv", game.nashConv(average).doubleValue());
    }

    private static double bets(Policy policy, int player, String knows) {
        Decision place = new Decision(player, knows, List.of("pass", "bet"), List.of());
        return policy.at(place).get(1).doubleValue();
    }

    private static Answer nashConv(Input in) {
        List<BigFraction> values = new ArrayList<>();
        if (in.has("row_payoff")) {
            ZeroSumGame game = new ZeroSumGame(rows(in.at("row_payoff")));
            for (Input profile :
                    in.at(in.has("profiles") ? "profiles" : "policies").items()) {
                boolean list = profile.isList();
                values.add(game.nashConv(
                        list
                                ? profile.items().get(0).exacts()
                                : profile.at("row").exacts(),
                        list
                                ? profile.items().get(1).exacts()
                                : profile.at("column").exacts()));
            }
        } else {
            Input name = in.at("game");
            String text = name.text().toLowerCase(Locale.ROOT);
            if (!text.contains("kuhn") && !text.contains("leduc")) {
                throw name.error("is " + name.text() + "; it must be Kuhn poker or Leduc poker");
            }
            boolean kuhn = text.contains("kuhn");
            ExtensiveGame game = kuhn ? Poker.kuhn() : Poker.leduc();
            for (Input policy : in.at("policies").items()) {
                values.add(game.nashConv(policy(policy)));
            }
        }
        return new Answer()
                .put("nashconv", values)
                .put("exploitability", values.stream().map(v -> v.divide(2)).toList());
    }

    private static Policy policy(Input named) {
        String text = named.text().toLowerCase(Locale.ROOT);
        int alpha = text.indexOf("alpha");
        if (alpha >= 0) {
            String number = text.substring(alpha + 5).replaceAll("[^0-9./]", "");
            return Poker.kuhnEquilibrium(fraction(number));
        }
        if (text.contains("uniform") || text.contains("random")) {
            return Policy.uniform();
        }
        if (text.contains("first") || text.contains("fold") || text.contains("pass") || text.contains("check")) {
            return Policy.always(0);
        }
        if (text.contains("last") || text.contains("second") || text.contains("bet") || text.contains("raise")) {
            return Policy.always(-1);
        }
        throw named.error("is \"" + named.text() + "\"; it must name uniform, first action, last action, or alpha=p/q");
    }

    private static BigFraction fraction(String number) {
        int slash = number.indexOf('/');
        return slash < 0
                ? Numbers.of(new java.math.BigDecimal(number))
                : new BigFraction(Integer.parseInt(number.substring(0, slash)))
                        .divide(Integer.parseInt(number.substring(slash + 1)));
    }

    private static Answer replicator(Input in) {
        BigFraction step = in.at(in.has("step") ? "step" : "euler_step").exact();
        int steps = (int) in.at("steps").whole(0, 12);
        if (in.has("row_payoff")) {
            return twoPopulations(in, step, steps);
        }
        List<List<BigFraction>> payoff = rows(in.at("payoff"));
        String named = in.fields().keySet().stream()
                .filter(key -> key.startsWith("x0_"))
                .findFirst()
                .orElse("");
        List<BigFraction> start = in.has("x0") ? start(in.at("x0")) : share(in.at(named.isEmpty() ? "x0" : named));
        List<List<BigFraction>> trace = Replicator.trace(payoff, start, step, steps);
        List<BigFraction> interior = Replicator.interior(payoff);
        Answer answer = new Answer().put("trace", trace).put("interior", interior);
        if (start.size() == 2) {
            List<BigFraction> first = trace.stream().map(x -> x.get(0)).toList();
            answer.put(named.isEmpty() ? "trace_x" : "trace_" + named.substring(3), first)
                    .put("fixed_point", interior == null ? null : interior.get(0));
        } else {
            answer.put("fixed_point", interior);
        }
        return answer;
    }

    private static List<BigFraction> start(Input x0) {
        return x0.isList() ? x0.exacts() : share(x0);
    }

    private static List<BigFraction> share(Input first) {
        return List.of(first.exact(), BigFraction.ONE.subtract(first.exact()));
    }

    private static Answer twoPopulations(Input in, BigFraction step, int steps) {
        List<List<BigFraction>> row = rows(in.at("row_payoff"));
        List<List<BigFraction>> column = in.has("column_payoff")
                ? rows(in.at("column_payoff"))
                : row.stream()
                        .map(own -> own.stream().map(BigFraction::negate).toList())
                        .toList();
        List<List<BigFraction>> start = List.of(start(in.at("x0")), start(in.at("y0")));
        List<List<List<BigFraction>>> trace =
                Replicator.traceOfTwo(new Replicator.TwoPopulations(row, column), start, step, steps);
        return new Answer()
                .put("trace", trace)
                .put("trace_x", trace.stream().map(pair -> pair.get(0)).toList())
                .put("trace_y", trace.stream().map(pair -> pair.get(1)).toList());
    }

    /** Payoffs by the counts of one strategy when there are two, else by counts {@code "2,1,0"} of all. */
    private static Answer payoffTable(Input in) {
        int agents = (int) in.at("agents").whole(1, 60);
        List<String> names = in.at("strategies").texts();
        List<Map<String, Input>> tables = new ArrayList<>();
        for (String name : names) {
            Input table = names.size() == 2
                    ? in.at("payoff_" + name + "_by_count_" + names.get(0))
                    : in.at("payoff_" + name + "_by_counts");
            table.taken();
            tables.add(table.fields());
        }
        HeuristicPayoffTable game = new HeuristicPayoffTable(agents, names.size(), (counts, strategy) -> {
            String key = names.size() == 2
                    ? Integer.toString(counts[0])
                    : java.util.Arrays.toString(counts).replaceAll("[\\[\\] ]", "");
            Input payoff = tables.get(strategy).get(key);
            if (payoff == null) {
                throw in.error("has no payoff of " + names.get(strategy) + " at the counts " + key);
            }
            return payoff.real();
        });
        List<double[]> mixed = game.mixedEquilibria();
        Answer answer = new Answer();
        for (int s = 0; s < names.size(); s++) {
            int strategy = s;
            answer.put(
                    "symmetric_mixed_equilibrium_" + names.get(s),
                    mixed.stream().map(x -> x[strategy]).toList());
        }
        return answer.put("symmetric_mixed_equilibria", mixed)
                .put(
                        "pure_symmetric_equilibria",
                        game.pureSymmetricEquilibria().stream().map(names::get).toList())
                .put("pure_equilibria", game.pureEquilibria());
    }

    private static Answer cournot(Input in) {
        Input demand = in.at("inverse_demand");
        String text = demand.text().replace(" ", "").replace("*", "");
        int minus = text.indexOf('-');
        if (minus < 1 || !text.endsWith("Q")) {
            throw demand.error("is \"" + demand.text() + "\"; it must be of the form a-Q or a-bQ");
        }
        BigFraction intercept = fraction(text.substring(0, minus));
        String factor = text.substring(minus + 1, text.length() - 1);
        BigFraction slope = factor.isEmpty() ? BigFraction.ONE : fraction(factor);
        Input cost = in.at("mc");
        int firms = cost.isList() ? cost.items().size() : (int) in.at("n").whole(1, 1000);
        if (in.has("n")) {
            in.at("n").whole(firms, firms);
        }
        List<BigFraction> costs = cost.isList() ? cost.exacts() : Collections.nCopies(firms, cost.exact());
        CournotOligopoly market = new CournotOligopoly(intercept, slope, costs);
        boolean sequential = in.has("mode") && in.at("mode").text().startsWith("seq");
        Input rounds = in.find(in.has("rounds") ? "rounds" : "steps");
        Answer answer = new Answer()
                .put(
                        "trace",
                        market.replies(
                                in.at("start").exacts(),
                                rounds == null ? 3 : (int) rounds.whole(0, 1000),
                                sequential ? CournotOligopoly.Mode.SEQUENTIAL : CournotOligopoly.Mode.SIMULTANEOUS,
                                CournotOligopoly.Range.NOT_NEGATIVE))
                .put("nash", market.equilibrium());
        if (!cost.isList()) {
            answer.put(
                            "n_firms_nash",
                            Numbers.text(intercept.subtract(cost.exact()).divide(slope)) + "/(n+1)")
                    .put("diverges_for_n>=4_simultaneous", diverges(intercept, slope, cost.exact()));
        }
        return answer.put("converges", market.converges(CournotOligopoly.Mode.SIMULTANEOUS));
    }

    /** Whether four to ten firms that reply at once are farther from equilibrium after every round. */
    private static boolean diverges(BigFraction intercept, BigFraction slope, BigFraction cost) {
        for (int n = 4; n <= 10; n++) {
            CournotOligopoly market = CournotOligopoly.symmetric(intercept, slope, cost, n);
            BigFraction nash = market.equilibrium().get(0);
            BigFraction before = nash.abs();
            for (List<BigFraction> round : market.replies(
                    Collections.nCopies(n, BigFraction.ZERO),
                    10,
                    CournotOligopoly.Mode.SIMULTANEOUS,
                    CournotOligopoly.Range.ANY)) {
                BigFraction distance = round.get(0).subtract(nash).abs();
                if (distance.compareTo(before) <= 0) {
                    return false;
                }
                before = distance;
            }
        }
        return true;
    }
}
