package dev.walras.models;

import dev.walras.mechanism.Side;
import dev.walras.mechanisms.behaviour.AdaptiveAggressive;
import dev.walras.mechanisms.behaviour.AggressionCurve;
import dev.walras.mechanisms.behaviour.GdBelief;
import dev.walras.mechanisms.behaviour.ZipMargin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single traders: how they learn and what they shout. */
final class TraderModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "zip_trader_update",
                    "how a ZIP trader's margin moves, with the random numbers given",
                    "side, limit, margin, beta, gamma, momentum0, sign_change (clip, reject), events (shout, price,"
                            + " accepted, R, A) -> trace",
                    List.of(),
                    TraderModels::zip),
            new Model(
                    "gd_trader_belief",
                    "what a GD trader believes of prices",
                    "history, prices, query (price, side) -> sell_belief, buy_belief, *_belief_interpolated_P",
                    List.of(),
                    TraderModels::belief),
            new Model(
                    "aa_trader",
                    "what an adaptive-aggressive trader aims at and shouts",
                    "side, limit, p_star or trades, r, theta, p_max, eta, o_bid, o_ask, alpha_bar -> target, bid or ask, ...",
                    List.of(),
                    TraderModels::aim));

    private TraderModels() {}

    private static Side side(Input side) {
        return switch (side.text().toLowerCase(Locale.ROOT)) {
            case "buyer", "buy", "bid" -> Side.BUY;
            case "seller", "sell", "ask", "offer" -> Side.SELL;
            default -> throw side.error("is \"" + side.text() + "\"; it must be buyer or seller");
        };
    }

    /** The first of {@code keys} that is there. */
    private static @Nullable Input find(Input instance, String... keys) {
        for (String key : keys) {
            if (instance.find(key) != null) {
                return instance.at(key);
            }
        }
        return null;
    }

    private static double real(Input instance, double otherwise, String... keys) {
        Input found = find(instance, keys);
        return found == null ? otherwise : found.real();
    }

    private static Answer zip(Input instance) {
        double limit = instance.at("limit").real();
        ZipMargin margin = new ZipMargin(
                new ZipMargin.Traits(
                        side(instance.at("side")),
                        instance.at("beta").real(),
                        instance.at("gamma").real(),
                        signChange(instance)),
                instance.at("margin").real(),
                real(instance, 0, "momentum0", "momentum", "Gamma0"));
        List<Answer> trace = new ArrayList<>();
        for (Input event : instance.at("events").items()) {
            ZipMargin.Heard heard = new ZipMargin.Heard(
                    side(event.at("shout")),
                    event.at("price").real(),
                    event.at("accepted").flag() ? ZipMargin.Fate.ACCEPTED : ZipMargin.Fate.REJECTED);
            ZipMargin.Action action = margin.action(heard, margin.price(limit));
            double factor = event.at("R").real();
            double shift = event.at("A").real();
            if (action == ZipMargin.Action.LOWER
                    && event.has("active")
                    && !event.at("active").flag()) {
                action = ZipMargin.Action.KEEP;
            }
            if (action != ZipMargin.Action.KEEP) {
                margin.learn(limit, factor * heard.price() + shift);
            }
            trace.add(new Answer()
                    .put(
                            "action",
                            action == ZipMargin.Action.KEEP
                                    ? null
                                    : action.name().toLowerCase(Locale.ROOT))
                    .put("margin", margin.margin())
                    .put("price", margin.price(limit)));
        }
        return new Answer()
                .put("trace", trace)
                .put("final_margin", margin.margin())
                .put("final_price", margin.price(limit));
    }

    /** What becomes of a margin that would change its sign: a key that speaks of signs or rejecting, true or a text. */
    private static ZipMargin.SignChange signChange(Input instance) {
        ZipMargin.SignChange found = ZipMargin.SignChange.CLIP;
        for (String key : List.of(
                "sign_change",
                "on_sign_change",
                "sign_rule",
                "reject_sign_change",
                "reject_sign_flip",
                "sign_reject",
                "original_code",
                "reject",
                "clip")) {
            Input rule = instance.find(key);
            if (rule != null) {
                boolean rejects = rule.text().toLowerCase(Locale.ROOT).contains("reject")
                        || rule.text().equals(key.equals("clip") ? "false" : "true");
                found = rejects ? ZipMargin.SignChange.REJECT : ZipMargin.SignChange.CLIP;
            }
        }
        return found;
    }

    private static Answer belief(Input instance) {
        Input history = instance.at("history");
        double[] acceptedAsks = prices(history, "accepted_asks");
        double[] acceptedBids = prices(history, "accepted_bids");
        double[] rejectedAsks = prices(history, "rejected_asks");
        double[] rejectedBids = prices(history, "rejected_bids");
        double[] asks = history.has("asks_all") ? prices(history, "asks_all") : both(acceptedAsks, rejectedAsks);
        double[] bids = history.has("bids_all") ? prices(history, "bids_all") : both(acceptedBids, rejectedBids);
        GdBelief seller = GdBelief.ofSeller(acceptedAsks, bids, rejectedAsks);
        GdBelief buyer = GdBelief.ofBuyer(acceptedBids, asks, rejectedBids);
        Input given = instance.find("prices");
        double[] knots = given == null ? both(seller.observed(), buyer.observed()) : given.reals();
        knots = Arrays.stream(knots).sorted().distinct().toArray();
        Map<String, Double> sells = new LinkedHashMap<>();
        Map<String, Double> buys = new LinkedHashMap<>();
        for (double price : knots) {
            sells.put(written(price), seller.at(price));
            buys.put(written(price), buyer.at(price));
        }
        Answer answer = new Answer().put("sell_belief", sells).put("buy_belief", buys);
        List<Input> queries = new ArrayList<>();
        for (String key : List.of("query", "queries")) {
            Input query = instance.find(key);
            if (query != null) {
                queries.addAll(query.isList() ? query.items() : List.of(query));
            }
        }
        for (Input query : queries) {
            double price = query.at("price").real();
            Side side = side(query.at("side"));
            answer.put(
                    (side == Side.SELL ? "sell" : "buy") + "_belief_interpolated_" + written(price),
                    (side == Side.SELL ? seller : buyer).between(knots, price));
        }
        return answer;
    }

    private static double[] prices(Input history, String key) {
        Input found = history.find(key);
        return found == null ? new double[0] : found.reals();
    }

    private static double[] both(double[] some, double[] others) {
        double[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }

    private static String written(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static Answer aim(Input instance) {
        Answer answer = new Answer();
        Input trades = find(instance, "trades", "trade_prices", "prices", "transactions");
        double decay = real(instance, 0.9, "rho", "decay");
        double equilibrium = real(instance, Double.NaN, "p_star", "pstar", "equilibrium", "p_hat", "p0");
        if (trades != null) {
            double[] prices = trades.reals();
            int window = (int) real(instance, prices.length, "N", "window");
            double[] lastFirst = new double[Math.min(window, prices.length)];
            Arrays.setAll(lastFirst, i -> prices[prices.length - 1 - i]);
            double estimate = AdaptiveAggressive.estimate(lastFirst, decay);
            answer.put("p_star", estimate);
            equilibrium = Double.isNaN(equilibrium) ? estimate : equilibrium;
        }
        theta(instance, answer);
        if (instance.has("limit") && !Double.isNaN(equilibrium)) {
            target(instance, equilibrium, answer);
        }
        return answer;
    }

    private static void theta(Input instance, Answer answer) {
        Input volatility = find(instance, "alpha_bar", "alphabar", "alpha_hat", "alpha");
        if (volatility != null) {
            double least = real(instance, -8, "theta_min", "tmin");
            double most = real(instance, 2, "theta_max", "tmax");
            double gamma = real(instance, 2, "gamma");
            if (volatility.isList()) {
                List<Double> all = new ArrayList<>();
                for (double one : volatility.reals()) {
                    all.add(AdaptiveAggressive.thetaFor(one, least, most, gamma));
                }
                answer.put("theta_star", all);
            } else {
                answer.put("theta_star", AdaptiveAggressive.thetaFor(volatility.real(), least, most, gamma));
            }
        }
    }

    private static void target(Input instance, double equilibrium, Answer answer) {
        Side side = side(instance.at("side"));
        double limit = instance.at("limit").real();
        double highest = real(instance, Math.max(2 * equilibrium, limit), "p_max", "pmax", "max_price", "highest");
        AggressionCurve curve = new AggressionCurve(side, limit, equilibrium, highest);
        double theta = real(instance, -4, "theta");
        answer.put("intramarginal", curve.intramarginal());
        answer.put("theta_underline", curve.passiveTheta(theta));
        Input r = find(instance, "r", "aggressiveness");
        if (r != null && r.isList()) {
            List<Double> targets = new ArrayList<>();
            for (double one : r.reals()) {
                targets.add(curve.target(one, theta));
            }
            answer.put("targets", targets).put("target", targets).put("tau", targets);
        } else if (r != null) {
            double target = curve.target(r.real(), theta);
            answer.put("target", target).put("tau", target);
            shout(instance, side, target, answer);
        }
        Input price = find(instance, "shout", "price", "r_shout_price");
        if (price != null) {
            answer.put("r_shout", curve.aggressiveness(price.real(), theta));
        }
    }

    private static void shout(Input instance, Side side, double target, Answer answer) {
        double eta = real(instance, 3, "eta");
        Input bid = find(instance, "o_bid", "best_bid", "bid");
        Input ask = find(instance, "o_ask", "best_ask", "ask");
        boolean buys = side == Side.BUY;
        Input own = buys ? bid : ask;
        Input other = buys ? ask : bid;
        if (own == null) {
            return;
        }
        double shouted = own.real() + (target - own.real()) / eta;
        if (other != null && (buys ? other.real() <= target : other.real() >= target)) {
            shouted = other.real();
        }
        answer.put(buys ? "bid" : "ask", shouted);
    }
}
