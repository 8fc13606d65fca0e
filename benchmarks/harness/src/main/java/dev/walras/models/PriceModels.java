package dev.walras.models;

import dev.walras.mechanisms.floor.Ledger;
import dev.walras.mechanisms.price.AssignmentAuction;
import dev.walras.mechanisms.price.LagrangianPrices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Prices found by replies, auctions for assignment, and what messages cost. */
final class PriceModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "lagrangian_subgradient_prices",
                    "subgradient steps on the dual of a combinatorial market",
                    "supply, bids, language, step, start, tie, iterations -> trace, final_prices, dual_bound",
                    List.of("price.subgradient"),
                    PriceModels::lagrangian),
            new Model(
                    "bertsekas_auction_assignment",
                    "auction algorithm for the assignment problem",
                    "values, epsilon, mode, epsilon_start, theta -> assignment, prices, bids, value",
                    List.of("price.bertsekas-auction"),
                    PriceModels::assignment),
            new Model(
                    "bertsekas_price_war",
                    "bids of the auction algorithm where three persons want two items of value C",
                    "epsilon, C -> bids and prices by C",
                    List.of("price.bertsekas-auction"),
                    PriceModels::priceWar),
            new Model(
                    "message_accounting",
                    "messages and bytes of a protocol",
                    "mechanism, agents, goods, rounds (proposals, bids, edges), sizes -> messages and bytes, down and up",
                    List.of(),
                    PriceModels::messages));

    private static final Pattern SHRINKING = Pattern.compile("([0-9/.]+)\\s*/\\s*(sqrt\\()?k\\)?");
    private static final Pattern BYTES = Pattern.compile("([0-9]+)\\s*(?:bytes?|B)\\b");

    private PriceModels() {}

    private static Answer lagrangian(Input in) {
        Map<String, Input> supply = in.at("supply").fields();
        List<String> goods = List.copyOf(supply.keySet());
        boolean exclusive = !in.has("language") || !in.at("language").text().equalsIgnoreCase("OR");
        List<List<LagrangianPrices.Bid>> bidders = new ArrayList<>();
        for (Input bids : in.at("bids").fields().values()) {
            List<LagrangianPrices.Bid> own = new ArrayList<>();
            for (Input bid : bids.items()) {
                own.add(new LagrangianPrices.Bid(
                        byGood(goods, bid.at("bundle")), bid.at("value").exact()));
            }
            if (exclusive) {
                bidders.add(own);
            } else {
                own.forEach(bid -> bidders.add(List.of(bid)));
            }
        }
        Input tie = in.find("tie");
        boolean abstain = tie != null && tie.text().toLowerCase(Locale.ROOT).contains("nothing over");
        LagrangianPrices market = new LagrangianPrices(
                supply.values().stream().map(Input::exact).toList(),
                bidders,
                abstain ? LagrangianPrices.Indifference.ABSTAIN : LagrangianPrices.Indifference.TRADE);
        List<BigFraction> start =
                in.has("start") ? byGood(goods, in.at("start")) : Collections.nCopies(goods.size(), BigFraction.ZERO);
        int rounds = (int) in.at("iterations").whole(1, 10_000);
        IntFunction<BigFraction> step = step(in.at("step"));
        List<LagrangianPrices.Round> trace = market.run(start, step, rounds);
        List<BigFraction> last = LagrangianPrices.after(trace.get(rounds - 1), step.apply(rounds));
        List<Answer> rows = new ArrayList<>();
        for (LagrangianPrices.Round round : trace) {
            rows.add(new Answer()
                    .put("prices", named(goods, round.prices()))
                    .put("dual", round.dual())
                    .put("excess", named(goods, round.excess())));
        }
        BigFraction least = market.leastDual();
        BigFraction optimum = market.optimum();
        BigFraction best = trace.stream()
                .map(LagrangianPrices.Round::dual)
                .min(BigFraction::compareTo)
                .orElseThrow();
        return new Answer()
                .put("trace", rows)
                .put("final_prices", named(goods, last))
                .put("final_dual", market.round(last).dual())
                .put("best_dual", best)
                .put("dual_bound", least)
                .put("lp_value", least)
                .put("optimum", optimum)
                .put("gap", least.subtract(optimum));
    }

    private static List<BigFraction> byGood(List<String> goods, Input units) {
        Map<String, Input> given = units.fields();
        for (String good : given.keySet()) {
            if (!goods.contains(good)) {
                throw units.error("names the good \"" + good + "\"; there are " + goods);
            }
        }
        return goods.stream()
                .map(good -> given.containsKey(good) ? given.get(good).exact() : BigFraction.ZERO)
                .toList();
    }

    private static Map<String, BigFraction> named(List<String> goods, List<BigFraction> values) {
        Map<String, BigFraction> named = new LinkedHashMap<>();
        for (int g = 0; g < goods.size(); g++) {
            named.put(goods.get(g), values.get(g));
        }
        return named;
    }

    /** A constant, {@code c/k} or {@code c/sqrt(k)}; the root in floating point. */
    private static IntFunction<BigFraction> step(Input step) {
        if (step.isNumber()) {
            BigFraction constant = step.exact();
            return k -> constant;
        }
        Matcher shrinking = SHRINKING.matcher(step.text());
        if (!shrinking.matches()) {
            throw step.error("is \"" + step.text() + "\"; it must be a number, \"c/k\" or \"c/sqrt(k)\"");
        }
        String[] parts = shrinking.group(1).split("/", 2);
        BigFraction first = parts.length == 1
                ? Numbers.of(new java.math.BigDecimal(parts[0]))
                : Numbers.of(new java.math.BigDecimal(parts[0])).divide(Numbers.of(new java.math.BigDecimal(parts[1])));
        return shrinking.group(2) == null ? first::divide : k -> first.divide(new BigFraction(Math.sqrt(k)));
    }

    private static Answer assignment(Input in) {
        List<List<@Nullable BigFraction>> values = new ArrayList<>();
        for (Input row : in.at("values").items()) {
            List<@Nullable BigFraction> own = new ArrayList<>();
            for (Input value : row.items()) {
                own.add(value.isNull() ? null : value.exact());
            }
            values.add(own);
        }
        AssignmentAuction.Result result = AssignmentAuction.run(values, rules(in));
        return new Answer()
                .put("assignment", result.items())
                .put("prices", result.prices())
                .put("bids", result.bids().size())
                .put("value", result.value())
                .put("rounds", result.rounds())
                .put("phases", result.phases())
                .put(
                        "messages",
                        new Ledger()
                                .auctionAlgorithm(result.bids().size(), values.size())
                                .total()
                                .messages());
    }

    private static AssignmentAuction.Rules rules(Input in) {
        Input mode = in.find("mode");
        boolean jacobi = mode != null && mode.text().toLowerCase(Locale.ROOT).contains("jacobi");
        BigFraction epsilon = exact(in, in.at("epsilon").exact(), "epsilon_final", "epsilon_min");
        BigFraction first = exact(in, epsilon, "epsilon_start", "epsilon0", "start_epsilon", "epsilon_first");
        BigFraction factor = exact(in, new BigFraction(5), "theta", "factor", "scaling");
        boolean falls = first.compareTo(epsilon) >= 0;
        return new AssignmentAuction.Rules(
                jacobi ? AssignmentAuction.Mode.JACOBI : AssignmentAuction.Mode.GAUSS_SEIDEL,
                falls ? epsilon : first,
                falls ? first : epsilon,
                factor);
    }

    private static BigFraction exact(Input in, BigFraction otherwise, String... keys) {
        for (String key : keys) {
            Input found = in.find(key);
            if (found != null && found.isNumber()) {
                return found.exact();
            }
        }
        return otherwise;
    }

    private static Answer priceWar(Input in) {
        BigFraction epsilon = in.at("epsilon").exact();
        Answer answer = new Answer();
        for (Input worth : in.at("C").isList() ? in.at("C").items() : List.of(in.at("C"))) {
            List<@Nullable BigFraction> person = List.of(worth.exact(), worth.exact(), BigFraction.ZERO);
            AssignmentAuction.Result result = AssignmentAuction.run(
                    List.of(person, person, person),
                    AssignmentAuction.Rules.unscaled(AssignmentAuction.Mode.GAUSS_SEIDEL, epsilon));
            answer.put(
                    worth.text(), new Answer().put("bids", result.bids().size()).put("prices", result.prices()));
        }
        return answer;
    }

    private static Answer messages(Input in) {
        long agents = count(in, "agents", "persons", "participants", "n", "bidders", "nodes", "buyers");
        long goods = count(in, "goods", "items", "m", "links");
        long rounds = Math.max(1, count(in, "rounds"));
        long edges = count(in, "edges", "hops");
        String mechanism = in.at("mechanism").text().toLowerCase(Locale.ROOT);
        Ledger ledger =
                new Ledger(in.has("header_bytes") ? in.at("header_bytes").whole(0, 1 << 20) : 16);
        long pricesBytes = size(in, "price_encoding", 8, goods);
        long demandBytes = size(in, "demand_encoding", 4, goods);
        if (mechanism.contains("gossip") || mechanism.contains("consensus")) {
            ledger.gossip(rounds, edges, Math.max(1, goods));
        } else if (mechanism.contains("proportional") || mechanism.contains("network")) {
            ledger.edgeRounds(rounds, edges > 0 ? edges : agents * goods);
        } else if (mechanism.contains("bertsekas") || mechanism.contains("assignment")) {
            ledger.auctionAlgorithm(count(in, "bids"), agents);
        } else if (mechanism.contains("sealed") || mechanism.contains("vcg") || mechanism.contains("central")) {
            ledger.sealed(agents, size(in, "bid_encoding", 8, goods), size(in, "award_encoding", 20, 1));
        } else if (mechanism.contains("deferred") || mechanism.contains("proposal")) {
            long proposals = count(in, "proposals");
            ledger.up(proposals, size(in, "proposal_encoding", 4, 1)).down(proposals, size(in, "reply_encoding", 4, 1));
        } else if (in.has("rounds")) {
            ledger.priceRounds(rounds, agents, pricesBytes, demandBytes);
        } else {
            throw in.at("mechanism")
                    .error("is \"" + in.at("mechanism").text() + "\"; it must be a clock auction, tatonnement, or other"
                            + " price rounds (with \"rounds\"), proportional response, gossip, an assignment auction,"
                            + " a sealed-bid auction, or deferred acceptance");
        }
        if (in.has("termination_detection")) {
            in.at("termination_detection").taken();
            ledger.terminationDetection(agents);
        }
        Input counted = in.find("broadcast_counts_as");
        boolean medium = counted != null && !counted.text().contains("per recipient");
        in.taken();
        return accounts(ledger, medium);
    }

    private static Answer accounts(Ledger ledger, boolean medium) {
        long savedMessages =
                ledger.total().messages() - ledger.onBroadcastMedium().messages();
        long savedBytes = ledger.total().bytes() - ledger.onBroadcastMedium().bytes();
        long fewer = medium ? savedMessages : 0;
        long less = medium ? savedBytes : 0;
        return new Answer()
                .put("messages_down", ledger.down().messages() - fewer)
                .put("messages_up", ledger.up().messages())
                .put("messages_across", ledger.across().messages())
                .put("bytes_down", ledger.down().bytes() - less)
                .put("bytes_up", ledger.up().bytes())
                .put("bytes_across", ledger.across().bytes())
                .put("total_messages", ledger.total().messages() - fewer)
                .put("total_bytes", ledger.total().bytes() - less)
                .put("messages", ledger.total().messages() - fewer)
                .put("broadcast_medium_messages", ledger.onBroadcastMedium().messages())
                .put("broadcast_medium_bytes", ledger.onBroadcastMedium().bytes());
    }

    private static long count(Input in, String... keys) {
        for (String key : keys) {
            Input found = in.find(key);
            if (found != null && found.isNumber()) {
                return found.whole(0, 1_000_000_000);
            }
        }
        return 0;
    }

    /** The bytes of a message: a number, or a text like "8 bytes per good". */
    private static long size(Input in, String key, long otherwise, long goods) {
        Input given = in.find(key);
        if (given == null) {
            return otherwise * goods;
        }
        if (given.isNumber()) {
            return given.whole(0, 1 << 20) * goods;
        }
        Matcher bytes = BYTES.matcher(given.text());
        if (!bytes.find()) {
            throw given.error("is \"" + given.text() + "\"; it must be like \"8 bytes per good\"");
        }
        long each = Long.parseLong(bytes.group(1));
        return given.text().contains("per ") ? each * goods : each;
    }
}
