package dev.walras.models;

import dev.walras.mechanisms.flow.TransportNetwork;
import dev.walras.mechanisms.matching.AssignmentGame;
import dev.walras.mechanisms.matching.ContractNet;
import dev.walras.mechanisms.matching.FirstScoreEquilibrium;
import dev.walras.mechanisms.matching.GeneralizedAssignment;
import dev.walras.mechanisms.matching.ScoringAuction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Who serves whom at which price: assignment, tasks, scores. */
final class TaskModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "assignment_game_core",
                    "buyers and sellers of one thing each: the core and its two corners",
                    "seller_reservation {seller}, buyer_valuations {buyer: {seller}}, or gain_matrix [seller][buyer] ->"
                            + " gain_matrix, total, assignment, seller_optimal_prices, buyer_optimal_prices, payoffs,"
                            + " marginal_contributions",
                    List.of("match.assignment-core"),
                    TaskModels::assignmentGame),
            new Model(
                    "generalized_assignment",
                    "jobs with values and loads that depend on the server",
                    "value[job][server], load[job][server], capacity -> optimal_value, an_optimal_assignment,"
                            + " number_of_optima, lp_bound, capacity_prices, rounded_value, greedy_value",
                    List.of("match.gap-greedy"),
                    TaskModels::generalizedAssignment),
            new Model(
                    "b_matching",
                    "many-to-many matching with quotas for the most value",
                    "value [left][right], left_quota, right_quota, optional pair_capacity (1) -> total, matching",
                    List.of(),
                    TaskModels::matchingWithQuotas),
            new Model(
                    "scoring_auction_second_score",
                    "procurement by score, paid down to the runner-up's score",
                    "score (formula in q and p), cost (in q and theta), theta {supplier}; or bids {supplier: {quality,"
                            + " price}} -> quality_choice, pseudo_values, winner, quality, winner_score,"
                            + " second_score_payment, winner_profit",
                    List.of("auction.scoring-second"),
                    in -> scoring(in, ScoringAuction.Rule.SECOND_SCORE)),
            new Model(
                    "scoring_auction_first_score",
                    "procurement by score, paid as bid",
                    "as scoring_auction_second_score -> winner, quality, winner_score, payment",
                    List.of("auction.scoring-first"),
                    in -> scoring(in, ScoringAuction.Rule.FIRST_SCORE)),
            new Model(
                    "scoring_auction_first_score_bne",
                    "the equilibrium of the first-score auction",
                    "score, cost, theta (a text U[a,b]), n, types -> price, quality, score_bid by type",
                    List.of(),
                    TaskModels::firstScoreEquilibrium),
            new Model(
                    "contract_net_messages",
                    "messages of the contract net protocol",
                    "managers, contractors, eligible_bidders, awards, report -> cfp, propose, refuse, accept, reject,"
                            + " inform, total",
                    List.of("match.contract-net"),
                    TaskModels::contractNet));

    private TaskModels() {}

    private static Answer assignmentGame(Input in) {
        List<String> sellers = new ArrayList<>();
        List<String> buyers = new ArrayList<>();
        List<BigFraction> reserves = new ArrayList<>();
        List<List<BigFraction>> gains = new ArrayList<>();
        if (in.has("buyer_valuations")) {
            in.at("seller_reservation").fields().forEach((seller, reserve) -> {
                sellers.add(seller);
                reserves.add(reserve.exact());
            });
            in.at("buyer_valuations").fields().forEach((buyer, values) -> {
                buyers.add(buyer);
                List<BigFraction> row = new ArrayList<>();
                for (int s = 0; s < sellers.size(); s++) {
                    Input value = values.find(sellers.get(s));
                    row.add(value == null ? BigFraction.ZERO : value.exact().subtract(reserves.get(s)));
                }
                gains.add(row);
            });
        } else {
            List<Input> rows = in.at("gain_matrix").items();
            for (int s = 0; s < rows.size(); s++) {
                sellers.add("S" + (s + 1));
                reserves.add(BigFraction.ZERO);
                List<BigFraction> row = rows.get(s).exacts();
                for (int b = 0; b < row.size(); b++) {
                    if (s == 0) {
                        buyers.add("B" + (b + 1));
                        gains.add(new ArrayList<>());
                    }
                    gains.get(b).add(row.get(b));
                }
            }
        }
        BigInteger scale = BigInteger.ONE;
        for (List<BigFraction> row : gains) {
            for (BigFraction gain : row) {
                scale = scale.multiply(gain.multiply(scale).getDenominator());
            }
        }
        long[][] whole = new long[buyers.size()][sellers.size()];
        List<List<BigFraction>> matrix = new ArrayList<>();
        for (int s = 0; s < sellers.size(); s++) {
            List<BigFraction> row = new ArrayList<>();
            for (int b = 0; b < buyers.size(); b++) {
                whole[b][s] = gains.get(b).get(s).multiply(scale).getNumerator().longValueExact();
                row.add(whole[b][s] > 0 ? gains.get(b).get(s) : BigFraction.ZERO);
            }
            matrix.add(row);
        }
        AssignmentGame game = new AssignmentGame(whole);
        Map<String, String> assignment = new LinkedHashMap<>();
        Map<String, BigFraction> buyerContribution = new LinkedHashMap<>();
        Map<String, BigFraction> sellerContribution = new LinkedHashMap<>();
        for (int s = 0; s < sellers.size(); s++) {
            if (game.buyerOf(s) != AssignmentGame.NONE) {
                assignment.put(sellers.get(s), buyers.get(game.buyerOf(s)));
            }
            sellerContribution.put(
                    sellers.get(s), new BigFraction(BigInteger.valueOf(game.contributionOfSeller(s)), scale));
        }
        for (int b = 0; b < buyers.size(); b++) {
            buyerContribution.put(
                    buyers.get(b), new BigFraction(BigInteger.valueOf(game.contributionOfBuyer(b)), scale));
        }
        return new Answer()
                .put("gain_matrix", matrix)
                .put("total", new BigFraction(BigInteger.valueOf(game.total()), scale))
                .put("assignment", assignment)
                .put("seller_optimal_prices", prices(sellers, reserves, game.mostOfSellers(), scale))
                .put("buyer_optimal_prices", prices(sellers, reserves, game.leastOfSellers(), scale))
                .put("seller_optimal_payoffs", payoffs(buyers, game.ofBuyers(game.mostOfSellers()), scale))
                .put("buyer_optimal_payoffs", payoffs(buyers, game.ofBuyers(game.leastOfSellers()), scale))
                .put("buyer_marginal_contributions", buyerContribution)
                .put("seller_marginal_contributions", sellerContribution);
    }

    private static Map<String, BigFraction> prices(
            List<String> sellers, List<BigFraction> reserves, long[] gets, BigInteger scale) {
        Map<String, BigFraction> prices = new LinkedHashMap<>();
        for (int s = 0; s < gets.length; s++) {
            prices.put(sellers.get(s), reserves.get(s).add(new BigFraction(BigInteger.valueOf(gets[s]), scale)));
        }
        return prices;
    }

    private static Map<String, BigFraction> payoffs(List<String> names, long[] gets, BigInteger scale) {
        Map<String, BigFraction> payoffs = new LinkedHashMap<>();
        for (int i = 0; i < gets.length; i++) {
            payoffs.put(names.get(i), new BigFraction(BigInteger.valueOf(gets[i]), scale));
        }
        return payoffs;
    }

    private static List<List<BigFraction>> rows(Input table) {
        return table.items().stream().map(Input::exacts).toList();
    }

    private static Answer generalizedAssignment(Input in) {
        GeneralizedAssignment problem = new GeneralizedAssignment(
                rows(DivisibleModels.first(in, "value[job][server]", "value", "values")),
                rows(DivisibleModels.first(in, "load[job][server]", "load", "loads")),
                DivisibleModels.first(in, "capacity", "capacities").exacts());
        GeneralizedAssignment.Optimum optimum = problem.optimum();
        GeneralizedAssignment.Relaxation relaxation = problem.relaxed();
        GeneralizedAssignment.Plan rounded = problem.rounded(relaxation);
        GeneralizedAssignment.Plan greedy = problem.greedy();
        return new Answer()
                .put("optimal_value", optimum.plan().value())
                .put("an_optimal_assignment", optimum.plan().servers())
                .put("number_of_optima", optimum.count())
                .put("lp_bound", relaxation.bound())
                .put("capacity_prices", relaxation.prices())
                .put("lagrangian_bound", problem.bound(relaxation.prices()))
                .put("rounded_value", rounded.value())
                .put("rounded_assignment", rounded.servers())
                .put("greedy_value", greedy.value())
                .put("greedy_assignment", greedy.servers());
    }

    private static Answer matchingWithQuotas(Input in) {
        List<List<BigFraction>> values = rows(DivisibleModels.first(in, "value", "values"));
        List<BigFraction> left =
                DivisibleModels.first(in, "left_quota", "left_capacity").exacts();
        List<BigFraction> right =
                DivisibleModels.first(in, "right_quota", "right_capacity").exacts();
        Input most = in.find("pair_capacity");
        BigFraction pair = most == null ? BigFraction.ONE : most.exact();
        // A node that everything comes from, where units may also stay: the cheapest plan leaves what earns nothing.
        int source = left.size() + right.size();
        TransportNetwork network = new TransportNetwork(source + 2);
        BigFraction all = BigFraction.ZERO;
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            network.arc(source, i, left.get(i), BigFraction.ZERO);
            all = all.add(left.get(i));
        }
        int firstPair = left.size();
        BigFraction top = BigFraction.ZERO;
        for (List<BigFraction> row : values) {
            for (BigFraction value : row) {
                top = value.compareTo(top) > 0 ? value : top;
            }
        }
        for (int i = 0; i < left.size(); i++) {
            for (int j = 0; j < right.size(); j++) {
                network.arc(i, left.size() + j, pair, top.subtract(values.get(i).get(j)));
                pairs.add(new int[] {i, j});
            }
        }
        for (int j = 0; j < right.size(); j++) {
            network.arc(left.size() + j, source + 1, right.get(j), BigFraction.ZERO);
        }
        network.arc(source, source + 1, null, top);
        network.supply(source, all, BigFraction.ZERO);
        network.demand(source + 1, all);
        TransportNetwork.@Nullable Plan plan = network.solve();
        if (plan == null) {
            throw in.error("has quotas that cannot be met");
        }
        List<Object> matching = new ArrayList<>();
        BigFraction total = BigFraction.ZERO;
        for (int e = 0; e < pairs.size(); e++) {
            BigFraction flow = plan.flows().get(firstPair + e);
            if (flow.compareTo(BigFraction.ZERO) > 0) {
                int[] ends = pairs.get(e);
                matching.add(List.of(ends[0], ends[1], flow));
                total = total.add(flow.multiply(values.get(ends[0]).get(ends[1])));
            }
        }
        return new Answer().put("total", total).put("matching", matching);
    }

    /** A score in q and p, and a cost in q and theta. */
    private record Rules(Expression score, Expression cost) {
        static Rules of(Input in) {
            return new Rules(Expression.of(in.at("score")), Expression.of(in.at("cost")));
        }

        double score(double q, double p) {
            return score.value(Map.of("q", q, "p", p));
        }

        double cost(double q, double theta) {
            return cost.value(Map.of("q", q, "theta", theta));
        }

        ScoringAuction.Best best(double theta) {
            return ScoringAuction.best(
                    q -> score(q, 0) - cost(q, theta),
                    q -> score.slope(Map.of("q", q, "p", 0.0), "q") - cost.slope(Map.of("q", q, "theta", theta), "q"),
                    0,
                    1e12);
        }
    }

    private static Answer scoring(Input in, ScoringAuction.Rule rule) {
        List<String> suppliers = new ArrayList<>();
        List<ScoringAuction.Offer> offers = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        Map<String, Double> qualities = new LinkedHashMap<>();
        Map<String, Double> pseudoValues = new LinkedHashMap<>();
        if (in.has("bids")) {
            Expression score = Expression.of(in.at("score"));
            Expression cost = in.has("cost") ? Expression.of(in.at("cost")) : null;
            in.at("bids").fields().forEach((supplier, bid) -> {
                double q = bid.isList()
                        ? bid.items().get(0).real()
                        : bid.at(bid.has("q") ? "q" : "quality").real();
                double p = bid.isList()
                        ? bid.items().get(1).real()
                        : bid.at(bid.has("p") ? "p" : "price").real();
                suppliers.add(supplier);
                Input type = in.has("theta") ? in.at("theta").find(supplier) : null;
                costs.add(cost == null || type == null ? Double.NaN : cost.value(Map.of("q", q, "theta", type.real())));
                offers.add(new ScoringAuction.Offer(q, p, score.value(Map.of("q", q, "p", p))));
            });
        } else {
            Rules rules = Rules.of(in);
            in.at("theta").fields().forEach((supplier, theta) -> {
                ScoringAuction.Best best = rules.best(theta.real());
                double cost = rules.cost(best.quality(), theta.real());
                suppliers.add(supplier);
                costs.add(cost);
                qualities.put(supplier, best.quality());
                pseudoValues.put(supplier, best.pseudoValue());
                offers.add(new ScoringAuction.Offer(best.quality(), cost, best.pseudoValue()));
            });
        }
        Input reserve = in.find("reserve_score");
        ScoringAuction.Award award = ScoringAuction.award(offers, rule, reserve == null ? 0 : reserve.real());
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < offers.size(); i++) {
            scores.put(suppliers.get(i), offers.get(i).score());
        }
        Answer answer = new Answer()
                .put("quality_choice", qualities)
                .put("pseudo_values", pseudoValues)
                .put("scores", scores);
        if (award.winner() < 0) {
            return answer.put("winner", null);
        }
        answer.put("winner", suppliers.get(award.winner()))
                .put("quality", offers.get(award.winner()).quality())
                .put("winner_score", award.score())
                .put("payment", award.price())
                .put("second_score_payment", award.price())
                .put("buyer_score", award.buyerGets());
        double cost = costs.get(award.winner());
        return Double.isNaN(cost) ? answer : answer.put("winner_profit", award.price() - cost);
    }

    private static Answer firstScoreEquilibrium(Input in) {
        Rules rules = Rules.of(in);
        String[] ends = in.at("theta").text().replaceAll("[Uu\\[\\]() ]", "").split(",", -1);
        if (ends.length != 2) {
            throw in.at("theta").error("is no uniform distribution\nMaybe \"U[1,2]\" is meant.");
        }
        double low = Double.parseDouble(ends[0]);
        double high = Double.parseDouble(ends[1]);
        FirstScoreEquilibrium equilibrium = new FirstScoreEquilibrium(
                (int) in.at("n").whole(1, 1_000_000),
                high,
                t -> Math.max(0, Math.min(1, (t - low) / (high - low))),
                t -> rules.best(t).quality(),
                rules::cost,
                (q, t) -> rules.cost.slope(Map.of("q", q, "theta", t), "theta"));
        Map<String, Double> price = new LinkedHashMap<>();
        Map<String, Double> quality = new LinkedHashMap<>();
        Map<String, Double> score = new LinkedHashMap<>();
        for (double type : in.at("types").reals()) {
            String key = Double.toString(type);
            double asked = equilibrium.price(type);
            double offered = rules.best(type).quality();
            price.put(key, asked);
            quality.put(key, offered);
            score.put(key, rules.score(offered, asked));
        }
        return new Answer().put("price", price).put("quality", quality).put("score_bid", score);
    }

    private static Answer contractNet(Input in) {
        int contractors = (int) in.at("contractors").whole(0, 10_000_000);
        int eligible = (int) in.at("eligible_bidders").whole(0, contractors);
        int awards = (int) in.at("awards").whole(0, contractors);
        long managers = in.has("managers") ? in.at("managers").whole(0, 1_000_000) : 1;
        boolean report = !in.has("report") || in.at("report").flag();
        long[] proposals = new long[contractors];
        Arrays.fill(proposals, eligible, contractors, ContractNet.REFUSES);
        ContractNet.Messages all = new ContractNet.Messages(0, 0, 0, 0, 0, 0);
        for (long manager = 0; manager < managers; manager++) {
            all = all.plus(
                    ContractNet.call(proposals, awards, Long.MAX_VALUE - 1).messages());
        }
        long reports = report ? all.reports() : 0;
        return new Answer()
                .put("cfp", all.calls())
                .put("propose", all.proposals())
                .put("refuse", all.refusals())
                .put("accept", all.acceptances())
                .put("reject", all.rejections())
                .put("inform", reports)
                .put("total", all.total() - all.reports() + reports);
    }
}
