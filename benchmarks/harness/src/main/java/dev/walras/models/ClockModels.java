package dev.walras.models;

import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.clock.ClockPhase;
import dev.walras.mechanisms.clock.CombinatorialClock;
import dev.walras.mechanisms.clock.RevealedPreference;
import dev.walras.mechanisms.combinatorial.CoreSelecting;
import dev.walras.solver.AutoSolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** The combinatorial clock auction: its clock, its activity rules, its final assignment. */
final class ClockModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "cca_revealed_preference_activity",
                    "revealed preference, eligibility and caps after clock rounds of one bidder",
                    "clock_rounds: {prices, demand}, final_clock_package_bid, supplementary_packages,"
                            + " eligibility_points -> pairwise_rp, final_cap, relative_cap, eligibility",
                    List.of("auction.combinatorial-clock"),
                    ClockModels::activity),
            new Model(
                    "cca_clock_and_final",
                    "clock phase, and the final assignment when all packages are bid for at their values",
                    "supply, bidders, start, increment -> rounds, final, unsold_after_clock, supplementary_full_truthful",
                    List.of("auction.combinatorial-clock"),
                    ClockModels::auction));

    private static final RunContext CONTEXT = RunContext.seeded(0);

    private ClockModels() {}

    private static List<Long> vector(Input amounts, List<String> goods, @Nullable Scale scale) {
        Map<String, Input> fields = amounts.fields();
        List<Long> vector = new ArrayList<>();
        for (String good : goods) {
            Input amount = fields.get(good);
            vector.add(amount == null ? 0 : scale == null ? amount.whole() : scale.micros(amount.exact()));
        }
        return vector;
    }

    private static Answer activity(Input input) {
        List<Input> rounds = input.at("clock_rounds").items();
        List<String> goods = List.copyOf(rounds.get(0).at("prices").fields().keySet());
        BigFraction finalBid = input.at("final_clock_package_bid").exact();
        List<BigFraction> amounts = new ArrayList<>(List.of(finalBid));
        rounds.forEach(round -> round.at("prices").fields().values().forEach(price -> amounts.add(price.exact())));
        Scale scale = Scale.whole(amounts);
        List<RevealedPreference.Bid> bids = rounds.stream()
                .map(round -> new RevealedPreference.Bid(
                        vector(round.at("prices"), goods, scale), vector(round.at("demand"), goods, null)))
                .toList();
        Input points = input.find("eligibility_points");
        List<Long> weights = points == null ? goods.stream().map(good -> 1L).toList() : vector(points, goods, null);
        RevealedPreference rule = new RevealedPreference(bids, weights);
        Input initial = input.find("initial_eligibility");
        long first = initial == null ? rule.points(bids.get(0).units()) : initial.whole();
        return new Answer()
                .put("pairwise_rp", pairs(rule, bids.size(), scale))
                .put("eligibility", rule.eligibility(first))
                .put(
                        "activity",
                        bids.stream().map(bid -> rule.points(bid.units())).toList())
                .put("eligibility_reducing_rounds", reducing(rule.eligibility(first)))
                .put(
                        "final_cap",
                        caps(input, goods, units -> scale.amount(rule.finalCap(units, scale.micros(finalBid)))))
                .put("relative_cap", caps(input, goods, units -> {
                    Long cap =
                            rule.relativeCap(units, scale.micros(finalBid), initial == null ? Long.MAX_VALUE : first);
                    return cap == null ? null : scale.amount(cap);
                }));
    }

    private static List<Answer> pairs(RevealedPreference rule, int rounds, Scale scale) {
        List<Answer> pairs = new ArrayList<>();
        for (int s = 0; s < rounds; s++) {
            for (int t = s + 1; t < rounds; t++) {
                long change = rule.change(s, t);
                pairs.add(new Answer()
                        .put("s", s + 1)
                        .put("t", t + 1)
                        .put("value", scale.amount(change))
                        .put("ok", change <= 0));
            }
        }
        return pairs;
    }

    private static List<Integer> reducing(List<Long> eligibility) {
        List<Integer> reducing = new ArrayList<>();
        for (int t = 1; t < eligibility.size(); t++) {
            if (eligibility.get(t) < eligibility.get(t - 1)) {
                reducing.add(t);
            }
        }
        return reducing;
    }

    /** What a rule says of a package. */
    private interface Cap {
        @Nullable
        BigFraction of(List<Long> units);
    }

    private static Map<String, @Nullable BigFraction> caps(Input input, List<String> goods, Cap cap) {
        Map<String, @Nullable BigFraction> caps = new LinkedHashMap<>();
        input.at("supplementary_packages")
                .fields()
                .forEach((name, units) -> caps.put(name, cap.of(vector(units, goods, null))));
        return caps;
    }

    private static Answer auction(Input input) {
        Input increment = input.find("increment");
        Input relative = input.find("relative_increment");
        BigFraction step = increment == null ? BigFraction.ONE : increment.exact();
        List<BigFraction> amounts = new ArrayList<>(List.of(step));
        input.at("start").fields().values().forEach(price -> amounts.add(price.exact()));
        IterativeMarket packages = IterativeMarket.read(input.at("supply"), input.at("bidders"), amounts);
        Scale scale = packages.scale();
        List<String> goods = packages.market().goodIds();
        ClockPhase.Rule rule = new ClockPhase.Rule(
                vector(input.at("start"), goods, scale), scale.micros(step), relative == null ? 0 : relative.real(), 0);
        List<Long> values = new ArrayList<>();
        for (int k = 0; k < packages.market().orders(); k++) {
            values.add(packages.market().valueMicrosPerLot(k));
        }
        ClockPhase.Course clock = new ClockPhase(packages.market(), values, rule).run(round -> null);
        Map<String, BigFraction> prices = new LinkedHashMap<>();
        Map<String, Long> total = new LinkedHashMap<>();
        Map<String, Long> unsold = new LinkedHashMap<>();
        for (int g = 0; g < goods.size(); g++) {
            prices.put(goods.get(g), scale.amount(clock.last().prices().get(g)));
            total.put(goods.get(g), clock.last().demand().get(g));
            unsold.put(
                    goods.get(g),
                    packages.market().endowment(g) - clock.last().demand().get(g));
        }
        Map<String, Map<String, Long>> demand = new LinkedHashMap<>();
        for (int p = 0; p < packages.market().participants(); p++) {
            int named = clock.last().packages().get(p);
            demand.put(
                    packages.market().participantIds().get(p),
                    named < 0 ? Map.of() : packages.bundles().get(named));
        }
        return new Answer()
                .put("rounds", clock.rounds().size())
                .put(
                        "final",
                        new Answer().put("prices", prices).put("demand", demand).put("total", total))
                .put("unsold_after_clock", unsold)
                .put("supplementary_full_truthful", truthful(packages));
    }

    /** The whole auction when every package is bid for at its value. */
    private static Answer truthful(IterativeMarket packages) {
        Settings all = new Settings(
                "auction.combinatorial-clock",
                Map.of(
                        "supplementary",
                        Integer.toString(packages.market().orders()),
                        "increment",
                        "1",
                        "relative",
                        "0.05"));
        Outcome vickrey = new CombinatorialClock(new Vcg(new AutoSolver()), all).clear(packages.market(), CONTEXT);
        CoreSelecting nearest =
                new CoreSelecting(new AutoSolver(), CoreSelecting.Rule.NEAREST, CoreSelecting.Reference.VCG);
        Outcome core = new CombinatorialClock(nearest, all).clear(packages.market(), CONTEXT);
        return new Answer()
                .put("welfare", packages.value(vickrey.fills()))
                .put("allocation", packages.allocation(vickrey.fills()))
                .put("vcg", packages.payments(vickrey))
                .put("core_payments", packages.payments(core));
    }
}
