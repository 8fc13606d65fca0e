package dev.walras.models;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.divisible.EisenbergGale;
import dev.walras.mechanisms.divisible.ExchangeEconomy;
import dev.walras.mechanisms.divisible.FisherMarket;
import dev.walras.mechanisms.divisible.FisherMarket.Utility;
import dev.walras.mechanisms.divisible.PriceAdjustment;
import dev.walras.mechanisms.divisible.PriceDynamics;
import dev.walras.mechanisms.divisible.ProportionalDynamics;
import dev.walras.mechanisms.divisible.ProportionalResponse;
import dev.walras.mechanisms.divisible.Scarf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;

/** Dynamics of divisible markets: proportional response and tatonnement, where they converge and where they do not. */
final class DynamicsModels {
    private static final int EXACT_DAYS = 8;
    private static final int EXACT_ROUNDS = 12;

    static final List<Model> LIST = List.of(
            new Model(
                    "proportional_response",
                    "proportional response in a Fisher market, day by day",
                    "utilities, budgets, supply, start, steps, rho, quasi_linear -> prices_by_step, utilities_by_step,"
                            + " prices, utilities, potential_by_step, equilibrium_prices",
                    List.of("share.proportional-response"),
                    DynamicsModels::response),
            new Model(
                    "tatonnement_multiplicative",
                    "tatonnement of a Fisher market by relative, exponential or additive steps",
                    "market (a case, or an object), start, lambda, rule, steps -> trace, fixed_point, prices",
                    List.of("price.tatonnement-multiplicative", "price.tatonnement-entropic"),
                    DynamicsModels::tatonnement),
            new Model(
                    "scarf_non_convergence",
                    "tatonnement in Scarf's economy, which spirals outwards",
                    "start, step, rounds -> z_at_start, after_1, ..., sum_squares, termination",
                    List.of("price.tatonnement-additive"),
                    DynamicsModels::scarf),
            new Model(
                    "tatonnement_linear_fisher_radius",
                    "additive tatonnement of a linear Fisher market, and how near it comes",
                    "utility, budget, supply, start, eta, steps, etas -> trace, equilibrium, limit_radius_for_eta",
                    List.of("price.tatonnement-additive"),
                    DynamicsModels::radius),
            new Model(
                    "proportional_dynamics_exchange",
                    "proportional response in an exchange economy, with and without saving",
                    "utilities, endowments, money, days, saving -> prices_by_day, allocation_every_day, ...",
                    List.of(),
                    DynamicsModels::dynamics));

    private DynamicsModels() {}

    private static Answer response(Input instance) {
        Utility utility = new Utility.Linear();
        if (instance.has("quasi_linear") && instance.at("quasi_linear").flag()) {
            utility = new Utility.QuasiLinear();
        } else if (instance.has("rho") && instance.at("rho").real() != 1) {
            utility = new Utility.Ces(instance.at("rho").real());
        }
        FisherMarket market = FisherModels.market(instance, utility, "utilities", "values", "u", "c");
        int steps =
                (int) DivisibleModels.first(instance, "steps", "rounds", "days").whole(1, 10_000_000);
        List<List<BigFraction>> start = ProportionalResponse.uniform(market);
        for (String key : List.of("start", "bids", "start_bids")) {
            if (instance.has(key) && instance.at(key).isList()) {
                start = DivisibleModels.rows(instance.at(key));
            }
        }
        Answer answer = new Answer();
        boolean exact = steps <= EXACT_DAYS && !(utility instanceof Utility.Ces);
        if (exact) {
            List<ProportionalResponse.Day> days = ProportionalResponse.exactDays(market, start, steps);
            ProportionalResponse.Day last = days.get(steps - 1);
            answer.put("prices_by_step", days.stream().map(day -> day.prices()).toList())
                    .put(
                            "utilities_by_step",
                            days.stream().map(day -> day.utilities()).toList())
                    .put("bids_by_step", days.stream().map(day -> day.bids()).toList())
                    .put("prices", last.prices())
                    .put("allocation", last.allocation())
                    .put("utilities", last.utilities());
        }
        follow(market, start, steps, exact, answer);
        return answer.put("equilibrium_prices", prices(market));
    }

    /** Follows the dynamics in floating point: its potential, and where it ends. */
    private static void follow(
            FisherMarket market, List<List<BigFraction>> start, int steps, boolean exact, Answer answer) {
        ProportionalResponse dynamics = new ProportionalResponse(market, start);
        List<List<Double>> prices = new ArrayList<>();
        List<Double> potential = new ArrayList<>();
        ProportionalResponse.State state = dynamics.state(1, 0);
        for (int step = 1; step <= steps; step++) {
            if (step <= 1_000) {
                prices.add(state.prices());
                potential.add(state.potential());
            }
            if (step < steps) {
                double change = dynamics.advance();
                state = step < 1_000 || step == steps - 1 ? dynamics.state(step + 1, change) : state;
            }
        }
        answer.put("potential_by_step", potential);
        if (!exact) {
            List<Double> utilities = new ArrayList<>();
            for (int i = 0; i < market.buyers(); i++) {
                double[] units = state.allocation().get(i).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                utilities.add(market.utility(i, units, 0));
            }
            answer.put("prices_by_step", prices)
                    .put("prices", state.prices())
                    .put("final_prices", state.prices())
                    .put("allocation", state.allocation())
                    .put("utilities", utilities);
        }
    }

    private static Object prices(FisherMarket market) {
        var found = EisenbergGale.solve(market);
        var exact = found.exact();
        return exact == null ? found.prices() : exact.prices();
    }

    /** The market of a case that comes with Walras, or that the instance states. */
    private static FisherMarket market(Input instance) {
        Input market = instance.has("market") ? instance.at("market") : instance;
        if (market.isText()) {
            String id = market.text();
            market = GoldenFile.shipped().stream()
                    .filter(golden -> golden.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no case \"" + id + "\""))
                    .instance();
        }
        if (market.has("shares")) {
            return FisherModels.market(market, new Utility.CobbDouglas(), "shares");
        }
        if (market.has("rho")) {
            double rho = market.at("rho").real();
            Utility utility = rho == 0 ? new Utility.CobbDouglas() : new Utility.Ces(rho);
            return FisherModels.market(market, rho == 1 ? new Utility.Linear() : utility, "c", "values");
        }
        return FisherModels.market(market, new Utility.Linear(), "utilities", "values");
    }

    private static Answer tatonnement(Input instance) {
        FisherMarket market = market(instance);
        PriceAdjustment rule = rule(instance);
        List<BigFraction> start = instance.at("start").exacts();
        int steps = (int) DivisibleModels.first(instance, "steps", "rounds").whole(1, 10_000_000);
        Answer answer = new Answer();
        boolean smooth = market.utilities().stream().anyMatch(u -> u instanceof Utility.Ces);
        boolean exact = steps <= EXACT_ROUNDS && !smooth && !(rule instanceof PriceAdjustment.Entropic);
        if (exact) {
            PriceDynamics.Start from = new PriceDynamics.Start(start, rule);
            List<PriceDynamics.Round> rounds =
                    PriceDynamics.exactRounds(market::demand, market.supplies(), from, steps);
            answer.put("trace", trace(rounds))
                    .put("prices", rounds.get(steps - 1).prices());
        } else {
            PriceDynamics.Stop stop = new PriceDynamics.Stop(1e-12, 1e12, steps);
            PriceDynamics.Path path = PriceDynamics.of(market, rule)
                    .run(
                            start.stream().mapToDouble(BigFraction::doubleValue).toArray(),
                            PriceDynamics.Schedule.SYNCHRONOUS,
                            stop,
                            RunContext.seeded(1));
            List<Answer> rounds = new ArrayList<>();
            for (int k = 1; k < Math.min(1_000, path.trace().size()); k++) {
                rounds.add(new Answer()
                        .put("excess", excess(market, path.trace().get(k - 1)))
                        .put("prices", path.trace().get(k)));
            }
            answer.put("trace", rounds)
                    .put("prices", path.prices())
                    .put("final_prices", path.prices())
                    .put("rounds", path.rounds())
                    .put("converged", path.termination() == Termination.CLEARED);
        }
        return answer.put("fixed_point", prices(market));
    }

    private static List<Double> excess(FisherMarket market, List<Double> prices) {
        double[] demand =
                market.demand(prices.stream().mapToDouble(Double::doubleValue).toArray());
        List<Double> excess = new ArrayList<>();
        for (int j = 0; j < demand.length; j++) {
            excess.add(demand[j] - market.supplies().get(j).doubleValue());
        }
        return excess;
    }

    private static PriceAdjustment rule(Input instance) {
        String text = instance.has("rule") ? instance.at("rule").text() : "";
        if (text.contains("exp") || instance.has("slowness")) {
            return new PriceAdjustment.Entropic(
                    instance.has("slowness") ? instance.at("slowness").real() : 5);
        }
        BigFraction step =
                DivisibleModels.first(instance, "lambda", "eta", "step").exact();
        boolean relative = text.replace(" ", "").contains("(1+") || (text.isEmpty() && !instance.has("eta"));
        if (relative) {
            return new PriceAdjustment.Multiplicative(step);
        }
        if (!text.isEmpty() && !text.contains("+")) {
            throw instance.at("rule")
                    .error("is \"" + text + "\"; it must contain (1+lambda*z), exp(...) or p + lambda*z");
        }
        return new PriceAdjustment.Additive(step);
    }

    private static List<Answer> trace(List<PriceDynamics.Round> rounds) {
        return rounds.stream()
                .map(round -> new Answer().put("excess", round.excess()).put("prices", round.prices()))
                .toList();
    }

    private static Answer scarf(Input instance) {
        List<BigFraction> start = instance.at("start").exacts();
        PriceAdjustment rule = new PriceAdjustment.Additive(instance.at("step").exact());
        int exactRounds = instance.has("rounds") ? (int) instance.at("rounds").whole(1, 6) : 2;
        List<BigFraction> ones = start.stream().map(price -> BigFraction.ONE).toList();
        List<PriceDynamics.Round> rounds =
                PriceDynamics.exactRounds(Scarf::demand, ones, new PriceDynamics.Start(start, rule), exactRounds);
        List<BigFraction> squares = new ArrayList<>(List.of(sumOfSquares(start)));
        Answer answer = new Answer()
                .put("equilibrium", "equal prices")
                .put("continuous_invariants", Scarf.INVARIANTS)
                .put("z_at_start", rounds.get(0).excess());
        for (int k = 0; k < rounds.size(); k++) {
            answer.put("after_" + (k + 1), rounds.get(k).prices());
            squares.add(sumOfSquares(rounds.get(k).prices()));
        }
        double[] supplies = new double[start.size()];
        java.util.Arrays.fill(supplies, 1);
        PriceDynamics.Path path = new PriceDynamics(Scarf::demand, supplies, rule)
                .run(
                        start.stream().mapToDouble(BigFraction::doubleValue).toArray(),
                        PriceDynamics.Schedule.SYNCHRONOUS,
                        new PriceDynamics.Stop(1e-6, 2, 100_000),
                        RunContext.seeded(1));
        return answer.put("sum_squares", squares)
                .put("euler_identity", "|p+hz|^2 = |p|^2 + h^2 |z|^2")
                .put("converges", path.termination() == Termination.CLEARED)
                .put("termination", path.termination().name());
    }

    private static BigFraction sumOfSquares(List<BigFraction> values) {
        return values.stream().map(value -> value.multiply(value)).reduce(BigFraction.ZERO, BigFraction::add);
    }

    private static Answer radius(Input instance) {
        List<BigFraction> start = instance.at("start").exacts();
        List<List<BigFraction>> values = instance.at("utility").items().get(0).isList()
                ? DivisibleModels.rows(instance.at("utility"))
                : List.of(instance.at("utility").exacts());
        Input budget = DivisibleModels.first(instance, "budget", "budgets");
        List<BigFraction> budgets = budget.isList() ? budget.exacts() : List.of(budget.exact());
        if (instance.has("buyers")) {
            instance.at("buyers").whole(values.size(), values.size());
        }
        FisherMarket market = FisherMarket.of(
                values, budgets, DivisibleModels.exactsOrOnes(instance, start.size(), "supply"), new Utility.Linear());
        BigFraction eta = instance.at("eta").exact();
        int steps = (int) instance.at("steps").whole(1, EXACT_ROUNDS);
        List<PriceDynamics.Round> rounds = PriceDynamics.exactRounds(
                market::demand,
                market.supplies(),
                new PriceDynamics.Start(start, new PriceAdjustment.Additive(eta)),
                steps);
        List<Double> equilibrium = EisenbergGale.solve(market).prices();
        Map<String, Double> radii = new LinkedHashMap<>();
        List<BigFraction> etas =
                instance.has("etas") ? instance.at("etas").exacts() : List.of(eta, eta.divide(2), eta.divide(10));
        boolean converges = true;
        for (BigFraction step : etas) {
            double radius = radius(market, start, step, equilibrium);
            radii.put(Double.toString(step.doubleValue()), radius);
            converges &= radius < 1e-9;
        }
        return new Answer()
                .put("trace", rounds.stream().map(PriceDynamics.Round::prices).toList())
                .put("equilibrium", prices(market))
                .put("limit_radius_for_eta", radii)
                .put("converges_exactly", converges);
    }

    /** The largest distance from equilibrium in the last thousand of many rounds. */
    static double radius(FisherMarket market, List<BigFraction> start, BigFraction eta, List<Double> equilibrium) {
        PriceDynamics.Path path = PriceDynamics.of(market, new PriceAdjustment.Additive(eta))
                .run(
                        start.stream().mapToDouble(BigFraction::doubleValue).toArray(),
                        PriceDynamics.Schedule.SYNCHRONOUS,
                        new PriceDynamics.Stop(1e-12, 1e12, 20_000),
                        RunContext.seeded(1));
        return path.radius(equilibrium, 1_000);
    }

    private static Answer dynamics(Input instance) {
        List<BigFraction> money = instance.at("money").exacts();
        int days = (int) instance.at("days").whole(1, 60);
        ExchangeEconomy economy = economy(instance, money.size());
        List<BigFraction> saving = saving(instance, money.size());
        List<ProportionalDynamics.Day> trace = run(economy, saving, instance, money, days);
        List<BigFraction> half = money.stream().map(m -> BigFraction.ONE_HALF).toList();
        List<ProportionalDynamics.Day> lazy = run(economy, half, instance, money, days);
        boolean settled = settled(trace);
        return new Answer()
                .put(
                        "prices_by_day",
                        trace.stream().map(ProportionalDynamics.Day::prices).toList())
                .put("prices", trace.get(days - 1).prices())
                .put(
                        "allocation_by_day",
                        trace.stream().map(ProportionalDynamics.Day::allocation).toList())
                .put("allocation_every_day", trace.get(days - 1).allocation())
                .put(
                        "utilities_by_day",
                        trace.stream().map(ProportionalDynamics.Day::utilities).toList())
                .put("utilities", trace.get(days - 1).utilities())
                .put(
                        "money_by_day",
                        trace.stream().map(ProportionalDynamics.Day::money).toList())
                .put("utilities_converge", settled)
                .put("prices_cycle_length", ProportionalDynamics.cycle(trace))
                .put(
                        "lazy_saving_half_prices",
                        lazy.stream().map(ProportionalDynamics.Day::prices).toList())
                .put(
                        "lazy_saving_half_utilities",
                        lazy.stream().map(ProportionalDynamics.Day::utilities).toList());
    }

    /** Whether utilities hardly move any more at the end. */
    private static boolean settled(List<ProportionalDynamics.Day> trace) {
        List<BigFraction> last = trace.get(trace.size() - 1).utilities();
        List<BigFraction> before = trace.get(Math.max(0, trace.size() - 2)).utilities();
        double change = 0;
        for (int i = 0; i < last.size(); i++) {
            change = Math.max(
                    change, Math.abs(last.get(i).subtract(before.get(i)).doubleValue()));
        }
        return change < 1e-3;
    }

    private static List<ProportionalDynamics.Day> run(
            ExchangeEconomy economy, List<BigFraction> saving, Input instance, List<BigFraction> money, int days) {
        ProportionalDynamics dynamics = new ProportionalDynamics(economy, saving);
        return instance.has("bids") && instance.at("bids").isList()
                ? dynamics.run(money, DivisibleModels.rows(instance.at("bids")), days)
                : dynamics.run(money, days);
    }

    /** Stated, or of players who own one good each and value only the others'. */
    private static ExchangeEconomy economy(Input instance, int players) {
        if (instance.has("players")) {
            instance.at("players").whole(players, players);
        }
        List<List<BigFraction>> values = new ArrayList<>();
        List<List<BigFraction>> owned = new ArrayList<>();
        for (int i = 0; i < players; i++) {
            List<BigFraction> value = new ArrayList<>();
            List<BigFraction> own = new ArrayList<>();
            for (int j = 0; j < players; j++) {
                value.add(i == j ? BigFraction.ZERO : BigFraction.ONE);
                own.add(i == j ? BigFraction.ONE : BigFraction.ZERO);
            }
            values.add(value);
            owned.add(own);
        }
        for (String key : List.of("utilities", "values", "u")) {
            if (instance.has(key) && instance.at(key).isList()) {
                values = DivisibleModels.rows(instance.at(key));
            }
        }
        for (String key : List.of("endowments", "endowment")) {
            if (instance.has(key) && instance.at(key).isList()) {
                owned = DivisibleModels.rows(instance.at(key));
            }
        }
        return new ExchangeEconomy(values, owned);
    }

    private static List<BigFraction> saving(Input instance, int players) {
        for (String key : List.of("saving", "save", "alpha")) {
            if (instance.has(key)) {
                Input given = instance.at(key);
                List<BigFraction> all = new ArrayList<>();
                for (int i = 0; i < players; i++) {
                    all.add(given.isList() ? given.items().get(i).exact() : given.exact());
                }
                return all;
            }
        }
        return java.util.Collections.nCopies(players, BigFraction.ZERO);
    }
}
