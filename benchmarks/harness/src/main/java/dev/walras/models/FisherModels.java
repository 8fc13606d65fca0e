package dev.walras.models;

import dev.walras.mechanisms.divisible.EisenbergGale;
import dev.walras.mechanisms.divisible.ExchangeEconomy;
import dev.walras.mechanisms.divisible.FirstPricePacing;
import dev.walras.mechanisms.divisible.FisherEquilibrium;
import dev.walras.mechanisms.divisible.FisherMarket;
import dev.walras.mechanisms.divisible.FisherMarket.Utility;
import dev.walras.mechanisms.divisible.PacingMarket;
import dev.walras.mechanisms.divisible.SecondPricePacing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.fraction.BigFraction;

/** Equilibria of Fisher markets, exchange economies and paced auctions. */
final class FisherModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "fisher_linear_eisenberg_gale",
                    "equilibrium of a linear (or quasi-linear) Fisher market, exact where small",
                    "utilities, budgets, supply -> prices, utilities, allocation, nash_social_welfare_log, kkt_residual",
                    List.of("share.eisenberg-gale"),
                    FisherModels::linear),
            new Model(
                    "fisher_cobb_douglas",
                    "equilibrium of a Cobb-Douglas Fisher market, exact",
                    "shares, budgets, supply -> prices, allocation, utilities",
                    List.of(),
                    FisherModels::cobbDouglas),
            new Model(
                    "fisher_ces",
                    "equilibrium of a Fisher market with CES utilities, or Leontief ones",
                    "c, rho (a number, a list, or \"leontief\"), budgets, supply -> prices, allocation, utilities",
                    List.of(),
                    FisherModels::ces),
            new Model(
                    "fisher_leontief",
                    "equilibrium of a Fisher market with Leontief utilities",
                    "demands, budgets, supply -> prices, allocation, utilities",
                    List.of("share.ceei"),
                    FisherModels::leontief),
            new Model(
                    "arrow_debreu_cobb_douglas",
                    "equilibrium of an exchange economy of Cobb-Douglas traders, exact",
                    "shares, endowments, normalisation -> prices, allocation, utilities",
                    List.of(),
                    FisherModels::exchange),
            new Model(
                    "arrow_debreu_linear",
                    "equilibrium of an exchange economy of linear traders, exact",
                    "utilities, endowments, normalisation -> prices, allocation, utilities",
                    List.of(),
                    FisherModels::exchange),
            new Model(
                    "first_price_pacing_equilibrium",
                    "multipliers that keep budgets in first-price auctions, exact where small",
                    "values, budgets -> multipliers, prices, allocation, spend, revenue",
                    List.of("pacing.first-price"),
                    FisherModels::firstPrice),
            new Model(
                    "second_price_pacing_equilibrium",
                    "multipliers that keep budgets in second-price auctions, exact, for a handful of buyers",
                    "values, budgets, programmes -> multipliers, prices, allocation, spend, revenue",
                    List.of("pacing.second-price"),
                    FisherModels::secondPrice));

    private FisherModels() {}

    /** The Fisher market of an instance, whose values are at one of {@code keys}. */
    static FisherMarket market(Input instance, Utility utility, String... keys) {
        List<List<BigFraction>> values = DivisibleModels.rows(DivisibleModels.first(instance, keys));
        int goods = values.isEmpty() ? 0 : values.get(0).size();
        List<BigFraction> budgets = DivisibleModels.exactsOrOnes(instance, values.size(), "budgets", "budget");
        List<BigFraction> supplies = DivisibleModels.exactsOrOnes(instance, goods, "supply", "supplies");
        return FisherMarket.of(values, budgets, supplies, utility);
    }

    private static Answer linear(Input instance) {
        boolean quasi =
                instance.has("quasi_linear") && instance.at("quasi_linear").flag();
        Utility utility = quasi ? new Utility.QuasiLinear() : new Utility.Linear();
        return solved(market(instance, utility, "utilities", "values", "v", "u"));
    }

    private static Answer cobbDouglas(Input instance) {
        return solved(market(instance, new Utility.CobbDouglas(), "shares", "utilities", "a"));
    }

    private static Answer leontief(Input instance) {
        return solved(market(instance, new Utility.Leontief(), "demands", "requirements", "a", "c"));
    }

    private static Answer ces(Input instance) {
        FisherMarket market = market(instance, new Utility.Linear(), "c", "weights", "values", "a");
        List<Utility> utilities = new ArrayList<>();
        Input rho = instance.at("rho");
        for (int i = 0; i < market.buyers(); i++) {
            utilities.add(utility(rho.isList() ? rho.items().get(i) : rho));
        }
        return solved(new FisherMarket(market.values(), market.budgets(), market.supplies(), utilities));
    }

    private static Utility utility(Input rho) {
        if (rho.isText()) {
            return new Utility.Leontief();
        }
        double value = rho.real();
        return value == 1 ? new Utility.Linear() : value == 0 ? new Utility.CobbDouglas() : new Utility.Ces(value);
    }

    /** What is to be said about the equilibrium of a market. */
    private static Answer solved(FisherMarket market) {
        FisherEquilibrium found = EisenbergGale.solve(market);
        FisherEquilibrium.Exact exact = found.exact();
        Answer answer = new Answer();
        if (exact == null) {
            answer.put("prices", found.prices()).put("allocation", found.allocation());
        } else {
            answer.put("prices", exact.prices()).put("allocation", exact.allocation());
        }
        boolean linear = market.utilities().stream().allMatch(u -> u instanceof Utility.Linear);
        answer.put("utilities", exact != null && linear ? worths(market, exact) : found.utilities());
        List<List<Double>> spending = new ArrayList<>();
        for (List<Double> row : found.allocation()) {
            List<Double> spent = new ArrayList<>();
            for (int j = 0; j < row.size(); j++) {
                spent.add(row.get(j) * found.prices().get(j));
            }
            spending.add(spent);
        }
        return answer.put("spending", spending)
                .put("nash_social_welfare_log", found.logNashWelfare(market))
                .put("kkt_residual", found.residual())
                .put("exact", exact != null);
    }

    private static List<BigFraction> worths(FisherMarket market, FisherEquilibrium.Exact exact) {
        List<BigFraction> worths = new ArrayList<>();
        for (int i = 0; i < market.buyers(); i++) {
            worths.add(exact.worth(market, i));
        }
        return worths;
    }

    private static Answer exchange(Input instance) {
        boolean cobbDouglas = instance.has("shares");
        List<List<BigFraction>> values =
                DivisibleModels.rows(DivisibleModels.first(instance, "shares", "utilities", "values", "u"));
        ExchangeEconomy economy =
                new ExchangeEconomy(values, DivisibleModels.rows(DivisibleModels.first(instance, "endowments", "e")));
        ExchangeEconomy.Equilibrium found = cobbDouglas ? economy.cobbDouglas() : economy.linear();
        if (found == null) {
            throw new IllegalArgumentException("no equilibrium was found"
                    + "\nMaybe a trader wants nothing, or a group of traders owns nothing that the others want.");
        }
        found = normalised(found, instance);
        List<BigFraction> incomes = new ArrayList<>();
        List<Double> utilities = new ArrayList<>();
        for (int i = 0; i < economy.traders(); i++) {
            BigFraction income = BigFraction.ZERO;
            double utility = cobbDouglas ? 1 : 0;
            BigFraction total = values.get(i).stream().reduce(BigFraction.ZERO, BigFraction::add);
            for (int j = 0; j < economy.goods(); j++) {
                income = income.add(found.prices()
                        .get(j)
                        .multiply(economy.endowments().get(i).get(j)));
                double units = found.allocation().get(i).get(j).doubleValue();
                BigFraction value = values.get(i).get(j);
                utility = cobbDouglas
                        ? utility * Math.pow(units, value.divide(total).doubleValue())
                        : utility + units * value.doubleValue();
            }
            incomes.add(income);
            utilities.add(utility);
        }
        return new Answer()
                .put("prices", found.prices())
                .put("allocation", found.allocation())
                .put("incomes", incomes)
                .put("utilities", utilities);
    }

    /** Prices sum to 1, or one of them is 1: {@code p1=1}, {@code p_2 = 1}, {@code numeraire 0}. */
    private static ExchangeEconomy.Equilibrium normalised(ExchangeEconomy.Equilibrium found, Input instance) {
        if (instance.has("numeraire")) {
            return found.withNumeraire(
                    (int) instance.at("numeraire").whole(0, found.prices().size() - 1));
        }
        String rule = instance.has("normalisation")
                ? instance.at("normalisation").text().toLowerCase(Locale.ROOT).replaceAll("[\\s_]", "")
                : "";
        if (rule.matches(".*p\\[?[0-9]+]?=1.*")) {
            boolean fromZero = rule.contains("[");
            int number = Integer.parseInt(rule.replaceAll(".*p\\[?([0-9]+)]?=1.*", "$1"));
            int good = fromZero || number == 0 ? number : number - 1;
            if (good < found.prices().size()) {
                return found.withNumeraire(good);
            }
        }
        return found;
    }

    private static PacingMarket paced(Input instance) {
        List<List<BigFraction>> values = DivisibleModels.rows(DivisibleModels.first(instance, "values", "utilities"));
        return new PacingMarket(values, instance.at("budgets").exacts());
    }

    private static Answer firstPrice(Input instance) {
        return pacing(FirstPricePacing.solve(paced(instance)));
    }

    private static Answer secondPrice(Input instance) {
        int programmes = instance.has("programmes")
                ? (int) instance.at("programmes").whole(1, 1_000_000)
                : SecondPricePacing.PROGRAMMES;
        PacingMarket market = paced(instance);
        PacingMarket.Pacing found = SecondPricePacing.solve(market, programmes);
        if (found == null) {
            return new Answer().put("found", false).put("programmes", programmes);
        }
        return pacing(found).put("found", true);
    }

    private static Answer pacing(PacingMarket.Pacing found) {
        return new Answer()
                .put("multipliers", found.multipliers())
                .put("prices", found.prices())
                .put("allocation", found.allocation())
                .put("spend", found.spend())
                .put("revenue", found.revenue())
                .put("exact", found.exact());
    }
}
