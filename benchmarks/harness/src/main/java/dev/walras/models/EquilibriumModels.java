package dev.walras.models;

import dev.walras.mechanisms.game.AsymmetricFirstPrice;
import dev.walras.mechanisms.game.BilateralTrade;
import dev.walras.mechanisms.game.FirstPriceEquilibrium;
import dev.walras.mechanisms.game.LinearDoubleAuction;
import dev.walras.mechanisms.game.LocalGlobalAuction;
import dev.walras.mechanisms.game.LotteryContest;
import dev.walras.mechanisms.game.OptimalAuction;
import dev.walras.mechanisms.game.TwoItemMenu;
import dev.walras.mechanisms.game.UnitDemandEquilibria;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Closed-form equilibria of auctions, and benchmarks of optimal mechanisms. */
final class EquilibriumModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "first_price_bne_uniform",
                    "equilibrium of the first-price auction with uniform values",
                    "n, reserve?, w1 + w2? (highest values) -> slope, expected_revenue, bid samples",
                    List.of("auction.first-price"),
                    EquilibriumModels::firstPrice),
            new Model(
                    "all_pay_and_third_price_bne_uniform",
                    "equilibria of all-pay and third-price auctions with uniform values",
                    "n -> all_pay_at_v_X, third_price_at_v_X, expected_revenue",
                    List.of(),
                    EquilibriumModels::allPayAndThirdPrice),
            new Model(
                    "discriminatory_bne_uniform",
                    "equilibrium of the pay-as-bid auction of k units, unit demand, uniform values",
                    "n, k -> bid samples, expected_revenue",
                    List.of(),
                    EquilibriumModels::discriminatory),
            new Model(
                    "k_unit_discriminatory_bne",
                    "the same",
                    "n, k -> bid samples, expected_revenue",
                    List.of(),
                    EquilibriumModels::discriminatory),
            new Model(
                    "double_auction_linear_bne",
                    "linear equilibrium of the k-double auction of one buyer and one seller",
                    "k? -> buyer, seller, buyer_samples, seller_samples, expected_gains, efficiency",
                    List.of("auction.k-double"),
                    EquilibriumModels::doubleAuction),
            new Model(
                    "core_selecting_bne_llg",
                    "equilibrium of two local bidders against a global one under VCG-nearest payments",
                    " -> shading, local_bid_samples",
                    List.of(),
                    EquilibriumModels::localGlobal),
            new Model(
                    "tullock_contest",
                    "equilibrium of Tullock's contest",
                    "n + V + r? | values -> effort, total_effort, dissipation, utility",
                    List.of(),
                    EquilibriumModels::contest),
            new Model(
                    "optimal_auction_benchmarks",
                    "the most a seller can earn: one good to n bidders, two goods to one",
                    "single_item_uniform_n -> myerson_revenue, manelli_vincent, selling_separately",
                    List.of(),
                    EquilibriumModels::optimalAuctions),
            new Model(
                    "bilateral_trade_benchmarks",
                    "gains from trade of one buyer and one seller: first best, posted price, second best",
                    "v \"U[a,b]\", c \"U[a,b]\" -> first_best_gft, best_posted_price, posted_price_gft, second_best_gft",
                    List.of(),
                    EquilibriumModels::bilateralTrade));

    private static final Pattern UNIFORM = Pattern.compile("U\\[([0-9./-]+),([0-9./-]+)]");

    private EquilibriumModels() {}

    /** Tables of samples: multiples of 1/20 and of 1/8, and the points the instance asks for, by their decimal. */
    private static Map<String, Object> samples(Input in, Function<BigFraction, BigFraction> bid) {
        TreeSet<BigDecimal> points = new TreeSet<>();
        for (int i = 0; i <= 20; i++) {
            points.add(new BigDecimal("0.05").multiply(BigDecimal.valueOf(i)).stripTrailingZeros());
        }
        for (int i = 0; i <= 8; i++) {
            points.add(new BigDecimal("0.125").multiply(BigDecimal.valueOf(i)).stripTrailingZeros());
        }
        for (String key : List.of("samples", "types", "values", "at")) {
            if (in.has(key) && in.at(key).isList()) {
                in.at(key).items().forEach(each -> points.add(decimal(each)));
            }
        }
        Map<String, Object> samples = new LinkedHashMap<>();
        for (BigDecimal point : points) {
            samples.put(point.toPlainString(), bid.apply(Numbers.of(point)));
        }
        return samples;
    }

    private static BigDecimal decimal(Input number) {
        BigFraction exact = number.exact();
        if (exact.compareTo(BigFraction.ZERO) < 0 || exact.compareTo(BigFraction.ONE) > 0) {
            throw number.error("is " + number.text() + "; it must be from 0 to 1");
        }
        return new BigDecimal(exact.getNumerator())
                .divide(new BigDecimal(exact.getDenominator()), 12, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }

    private static List<Integer> sizes(Input in) {
        Input n = in.at("n");
        return n.isList()
                ? n.items().stream().map(each -> (int) each.whole(1, 1000)).toList()
                : List.of((int) n.whole(1, 1000));
    }

    /** One entry an n, or the value itself when n is a number. */
    private static Object byBidders(Input in, Function<Integer, Object> value) {
        List<Integer> sizes = sizes(in);
        if (!in.at("n").isList()) {
            return value.apply(sizes.get(0));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        sizes.forEach(n -> all.put(Integer.toString(n), value.apply(n)));
        return all;
    }

    private static Answer firstPrice(Input in) {
        for (String[] keys : new String[][] {{"w1", "w2"}, {"omega1", "omega2"}, {"high1", "high2"}}) {
            if (in.has(keys[0])) {
                return asymmetric(in.at(keys[0]).real(), in.at(keys[1]).real());
            }
        }
        Input omegas = in.find(in.has("omega") ? "omega" : in.has("supports") ? "supports" : "upper");
        if (omegas != null && omegas.isList() && omegas.items().size() == 2) {
            return asymmetric(omegas.reals()[0], omegas.reals()[1]);
        }
        Input given = in.find(in.has("r") ? "r" : "reserve");
        BigFraction reserve = given == null ? BigFraction.ZERO : given.exact();
        return new Answer()
                .put("slope", byBidders(in, n -> new FirstPriceEquilibrium(n).slope()))
                .put("expected_revenue", byBidders(in, n -> new FirstPriceEquilibrium(n, reserve).revenue()))
                .put(
                        "bidder_expected_utility_at_v1",
                        byBidders(in, n -> new FirstPriceEquilibrium(n, reserve).utility(BigFraction.ONE)))
                .put("bid_at_v1", byBidders(in, n -> new FirstPriceEquilibrium(n, reserve).bid(BigFraction.ONE)))
                .put("bid_samples", byBidders(in, n -> samples(in, new FirstPriceEquilibrium(n, reserve)::bid)));
    }

    private static Answer asymmetric(double first, double second) {
        AsymmetricFirstPrice game = new AsymmetricFirstPrice(first, second);
        Map<String, Double> inverseFirst = new LinkedHashMap<>();
        Map<String, Double> inverseSecond = new LinkedHashMap<>();
        for (int i = 0; i <= 40; i++) {
            BigDecimal bid =
                    new BigDecimal("0.05").multiply(BigDecimal.valueOf(i)).stripTrailingZeros();
            if (bid.doubleValue() <= game.highestBid() + 1e-12) {
                inverseFirst.put(bid.toPlainString(), game.value(0, bid.doubleValue()));
                inverseSecond.put(bid.toPlainString(), game.value(1, bid.doubleValue()));
            }
        }
        return new Answer()
                .put("k1", game.constant(0))
                .put("k2", game.constant(1))
                .put("max_bid", game.highestBid())
                .put("bbar", game.highestBid())
                .put("inverse_bid_1", inverseFirst)
                .put("inverse_bid_2", inverseSecond)
                .put("expected_revenue", game.revenue());
    }

    private static Answer allPayAndThirdPrice(Input in) {
        Answer answer = new Answer().put("all_pay_bid", "(n-1)/n * v^n").put("third_price_bid_n>=3", "(n-1)/(n-2) * v");
        for (int i = 1; i <= 20; i++) {
            BigDecimal point =
                    new BigDecimal("0.05").multiply(BigDecimal.valueOf(i)).stripTrailingZeros();
            BigFraction value = Numbers.of(point);
            answer.put(
                            "all_pay_at_v_" + point.toPlainString(),
                            byBidders(in, n -> UnitDemandEquilibria.allPay(n, value)))
                    .put(
                            "third_price_at_v_" + point.toPlainString(),
                            byBidders(in, n -> n < 3 ? "none" : UnitDemandEquilibria.thirdPrice(n, value)));
        }
        return answer.put("expected_revenue", byBidders(in, n -> UnitDemandEquilibria.revenue(n, 1)));
    }

    private static Answer discriminatory(Input in) {
        Input k = in.at(in.has("k") ? "k" : "units");
        if (k.isList()) {
            List<Answer> all = k.items().stream()
                    .map(each -> discriminatory(in, (int) each.whole(1, 60)))
                    .toList();
            Answer answer = new Answer();
            for (String key : List.of("bid_samples", "bid_at_v1", "expected_revenue")) {
                Map<String, Object> byUnits = new LinkedHashMap<>();
                for (int i = 0; i < all.size(); i++) {
                    byUnits.put(k.items().get(i).text(), all.get(i).json().get(key));
                }
                answer.put(key, byUnits);
            }
            return answer;
        }
        return discriminatory(in, (int) k.whole(1, 60));
    }

    private static Answer discriminatory(Input in, int units) {
        return new Answer()
                .put(
                        "bid_samples",
                        byBidders(in, n -> samples(in, v -> UnitDemandEquilibria.discriminatory(n, units, v))))
                .put("bid_at_v1", byBidders(in, n -> UnitDemandEquilibria.discriminatory(n, units, BigFraction.ONE)))
                .put("expected_revenue", byBidders(in, n -> UnitDemandEquilibria.revenue(n, units)));
    }

    private static Answer doubleAuction(Input in) {
        Input k = in.find(in.has("k_values") ? "k_values" : "k");
        if (k != null && k.isList()) {
            Answer all = new Answer();
            k.items().forEach(each -> all.put(each.text(), linear(in, each.exact())));
            return all;
        }
        return linear(in, k == null ? priceWeight(in.find("price")) : k.exact());
    }

    /** The weight of the bid in a price such as {@code (b+s)/2} or {@code b/4+3s/4}; 1/2 when none is stated. */
    private static BigFraction priceWeight(@Nullable Input price) {
        if (price == null) {
            return BigFraction.ONE_HALF;
        }
        Map<String, BigFraction> linear = Expression.of(price).linear();
        BigFraction bid = linear == null ? null : linear.get("b");
        BigFraction ask = linear == null ? null : linear.get("s");
        if (linear == null
                || linear.size() != 3
                || bid == null
                || ask == null
                || !bid.add(ask).equals(BigFraction.ONE)) {
            throw price.error("is \"" + price.text() + "\"; it must be a mean of b and s, such as (b+s)/2"
                    + "\nMaybe \"k\" is missing.");
        }
        return bid;
    }

    private static Answer linear(Input in, BigFraction k) {
        LinearDoubleAuction game = new LinearDoubleAuction(k);
        return new Answer()
                .put("buyer_slope", game.buyerSlope())
                .put("buyer_intercept", game.buyerIntercept())
                .put("seller_slope", game.sellerSlope())
                .put("seller_intercept", game.sellerIntercept())
                .put("buyer", affine(game.buyerSlope(), "v", game.buyerIntercept()))
                .put("seller", affine(game.sellerSlope(), "c", game.sellerIntercept()))
                .put("trade_iff", tradeCondition(game))
                .put("expected_gains", game.expectedGains())
                .put("first_best", LinearDoubleAuction.firstBest())
                .put("efficiency", game.efficiency())
                .put("trade_probability", game.tradeProbability())
                .put("buyer_samples", samples(in, game::bid))
                .put("seller_samples", samples(in, game::ask));
    }

    private static String tradeCondition(LinearDoubleAuction game) {
        BigFraction atOne = game.highestCost(BigFraction.ONE);
        BigFraction slope = atOne.subtract(game.highestCost(BigFraction.ZERO));
        String least = Numbers.text(game.sellerIntercept());
        return slope.equals(BigFraction.ONE) ? "v-c>=" + least : "c<=" + Numbers.text(slope) + "(v-" + least + ")";
    }

    private static String affine(BigFraction slope, String variable, BigFraction intercept) {
        return Numbers.text(slope) + " " + variable + " + " + Numbers.text(intercept);
    }

    private static Answer localGlobal(Input in) {
        Map<String, Double> bids = new LinkedHashMap<>();
        for (int i = 0; i <= 20; i++) {
            BigDecimal value =
                    new BigDecimal("0.05").multiply(BigDecimal.valueOf(i)).stripTrailingZeros();
            bids.put(value.toPlainString(), LocalGlobalAuction.bid(value.doubleValue()));
        }
        in.fields();
        return new Answer()
                .put("local_bid", "max(0, v-(3-2*sqrt2))")
                .put("shading", LocalGlobalAuction.SHADING)
                .put("local_bid_samples", bids);
    }

    private static Answer contest(Input in) {
        Input values = in.find(in.has("values") ? "values" : "valuations");
        if (values != null && values.isList()) {
            List<BigFraction> efforts = LotteryContest.lottery(values.exacts());
            return efforts(efforts, values.exacts()).put("effort", efforts);
        }
        Input prizeInput = in.at(in.has("V") ? "V" : "prize");
        Input exponent = in.find(in.has("exponent") ? "exponent" : "r");
        BigFraction prize = prizeInput.exact();
        BigFraction r = exponent == null ? BigFraction.ONE : exponent.exact();
        if (in.at("n").isList()) {
            Function<Integer, BigFraction> effort = n -> LotteryContest.symmetric(prize, n, r);
            return new Answer()
                    .put("effort", byBidders(in, effort::apply))
                    .put("total_effort", byBidders(in, n -> effort.apply(n).multiply(n)))
                    .put(
                            "dissipation",
                            byBidders(in, n -> effort.apply(n).multiply(n).divide(prize)))
                    .put("utility", byBidders(in, n -> prize.divide(n).subtract(effort.apply(n))));
        }
        int n = sizes(in).get(0);
        BigFraction effort = LotteryContest.symmetric(prize, n, r);
        return efforts(Collections.nCopies(n, effort), Collections.nCopies(n, prize))
                .put("effort", effort)
                .put("utility", prize.divide(n).subtract(effort))
                .put("dissipation", effort.multiply(n).divide(prize));
    }

    private static Answer efforts(List<BigFraction> efforts, List<BigFraction> values) {
        List<BigFraction> chances = LotteryContest.chances(efforts);
        List<BigFraction> utilities = new java.util.ArrayList<>();
        for (int i = 0; i < efforts.size(); i++) {
            utilities.add(values.get(i).multiply(chances.get(i)).subtract(efforts.get(i)));
        }
        return new Answer()
                .put("efforts", efforts)
                .put("total_effort", efforts.stream().reduce(BigFraction.ZERO, BigFraction::add))
                .put("chances", chances)
                .put("utilities", utilities);
    }

    private static Answer optimalAuctions(Input in) {
        Answer answer = new Answer();
        Input sizes = in.find("single_item_uniform_n");
        if (sizes != null) {
            Map<String, Object> revenue = new LinkedHashMap<>();
            for (Input n : sizes.items()) {
                revenue.put(n.text(), OptimalAuction.uniformRevenue((int) n.whole(1, 1000)));
            }
            answer.put("myerson_revenue", revenue);
        }
        Input atoms = in.find("distribution");
        if (atoms != null) {
            List<OptimalAuction.Atom> grid = atoms.items().stream()
                    .map(pair -> new OptimalAuction.Atom(
                            pair.items().get(0).exact(), pair.items().get(1).exact()))
                    .toList();
            answer.put("virtual_values", OptimalAuction.virtualValues(grid))
                    .put("revenue", byBidders(in, n -> OptimalAuction.revenue(grid, n)));
        }
        Input twoItems = in.find("one_bidder_two_items_uniform");
        if (twoItems != null && twoItems.flag()) {
            TwoItemMenu menu = TwoItemMenu.best();
            answer.put(
                            "manelli_vincent",
                            new Answer()
                                    .put("revenue", menu.revenue())
                                    .put("single_price", menu.single())
                                    .put("bundle_price", menu.bundle()))
                    .put("selling_separately", OptimalAuction.uniformRevenue(1).multiply(2))
                    .put("bundle_only", TwoItemMenu.bundleOnly());
        }
        return answer;
    }

    private static Answer bilateralTrade(Input in) {
        BigFraction[] value = range(in.at("v"));
        BigFraction[] cost = range(in.at("c"));
        BilateralTrade trade = new BilateralTrade(value[0], value[1], cost[0], cost[1]);
        BigFraction price = trade.bestPostedPrice();
        BigFraction gains = trade.postedPriceGains(price);
        BigFraction best = trade.firstBest();
        boolean none = best.getNumerator().signum() == 0;
        return new Answer()
                .put("first_best_gft", best)
                .put("best_posted_price", price)
                .put("posted_price_gft", gains)
                .put("posted_over_first_best", none ? null : gains.divide(best))
                .put("vcg_expected_deficit", trade.vcgDeficit())
                .put("second_best_gft", trade.secondBestGains())
                .put("second_best_margin", trade.secondBestMargin())
                .put(
                        "second_best_over_first_best",
                        none ? null : (Object) (trade.secondBestGains() / best.doubleValue()));
    }

    private static BigFraction[] range(Input text) {
        Matcher matcher = UNIFORM.matcher(text.text().replace(" ", ""));
        if (!matcher.matches()) {
            throw text.error("is \"" + text.text() + "\"; it must be of the form U[a,b]");
        }
        return new BigFraction[] {
            Numbers.of(new BigDecimal(matcher.group(1))), Numbers.of(new BigDecimal(matcher.group(2)))
        };
    }
}
