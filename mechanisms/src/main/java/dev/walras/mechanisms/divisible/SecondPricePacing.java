package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A second-price pacing equilibrium: multipliers at which second-price auctions exhaust the budget of everybody whose
 * bids are scaled down, with ties divided as the budgets need.
 *
 * <p>Who wins each good and who sets its price is chosen good by good; whether a choice can be completed is a linear
 * programme in multipliers and spending, solved exactly. Choices that a few rounds of adaptive pacing suggest are tried
 * first. The first equilibrium found is returned, with the multipliers of largest sum for its winners; others may
 * exist, with other revenue. Finding one is PPAD-hard in general (X. Chen, C. Kroer, R. Kumar, The complexity of pacing
 * for second-price auctions, EC 2021), and this search gives up after {@code programmes} linear programmes: it is for a
 * handful of buyers and goods.
 *
 * <p>Reference: V. Conitzer, C. Kroer, E. Sodomka, N. E. Stier-Moses, Multiplicative pacing equilibria in auction
 * markets, Operations Research 70(2), 2022, 963-989, doi:10.1287/opre.2021.2167. Use {@link FirstPricePacing} for an
 * equilibrium that is unique and easy.
 */
public final class SecondPricePacing {
    /** So many linear programmes are tried by default. */
    public static final int PROGRAMMES = 3_000;

    private static final int WARM_ROUNDS = 400;

    private final PacingMarket market;
    private final int n;
    private final int m;
    private final double[] guess;
    private int left;

    private SecondPricePacing(PacingMarket market, int programmes) {
        this.market = market;
        this.n = market.buyers();
        this.m = market.goods();
        this.left = programmes;
        this.guess = adaptive(market, WARM_ROUNDS);
    }

    /**
     * An equilibrium, verified exactly; null when the search gives up.
     *
     * @param programmes how many linear programmes may be solved
     */
    public static PacingMarket.@Nullable Pacing solve(PacingMarket market, int programmes) {
        SecondPricePacing search = new SecondPricePacing(market, programmes);
        return search.good(0, new ArrayList<>());
    }

    /**
     * Multipliers after {@code rounds} rounds of adaptive pacing: whoever would overspend lowers its multiplier,
     * whoever underspends raises it, by steps that shrink. No promise about where they end.
     */
    static double[] adaptive(PacingMarket market, int rounds) {
        double[][] values = Fractions.matrix(market.values());
        double[] budgets = Fractions.doubles(market.budgets());
        double[] multipliers = new double[budgets.length];
        java.util.Arrays.fill(multipliers, 1);
        for (int round = 0; round < rounds; round++) {
            double[] spend = spend(values, multipliers);
            double step = 1 / (2.0 + 0.2 * round);
            for (int i = 0; i < budgets.length; i++) {
                double pressure = spend[i] > budgets[i] ? -1 : 1;
                multipliers[i] = Math.min(1, multipliers[i] * (1 + pressure * step));
            }
        }
        return multipliers;
    }

    private static double[] spend(double[][] values, double[] multipliers) {
        double[] spend = new double[multipliers.length];
        for (int j = 0; j < values[0].length; j++) {
            int winner = -1;
            double highest = 0;
            double second = 0;
            for (int i = 0; i < multipliers.length; i++) {
                double bid = multipliers[i] * values[i][j];
                if (bid > highest) {
                    second = highest;
                    highest = bid;
                    winner = i;
                } else {
                    second = Math.max(second, bid);
                }
            }
            if (winner >= 0) {
                spend[winner] += second;
            }
        }
        return spend;
    }

    /** Who may get a good, and whose bid is its price; -1 when there is no second bid. */
    private record Choice(List<Integer> winners, int second) {}

    private PacingMarket.@Nullable Pacing good(int good, List<Choice> chosen) {
        if (good == m) {
            return buyer(0, chosen, new ArrayList<>());
        }
        for (Choice choice : choices(good)) {
            chosen.add(choice);
            PacingMarket.Pacing found = null;
            if (programme(chosen, List.of()) != null) {
                found = good(good + 1, chosen);
            }
            chosen.remove(chosen.size() - 1);
            if (found != null || left <= 0) {
                return found;
            }
        }
        return null;
    }

    /** Decides for each buyer whether it bids its values, or spends its budget. */
    private PacingMarket.@Nullable Pacing buyer(int buyer, List<Choice> chosen, List<Boolean> paced) {
        if (buyer == n) {
            BigFraction[] solution = programme(chosen, paced);
            return solution == null ? null : pacing(chosen, solution);
        }
        boolean first = guess[buyer] < 0.999;
        for (boolean option : new boolean[] {first, !first}) {
            paced.add(option);
            PacingMarket.Pacing found = null;
            if (programme(chosen, paced) != null) {
                found = buyer(buyer + 1, chosen, paced);
            }
            paced.remove(paced.size() - 1);
            if (found != null || left <= 0) {
                return found;
            }
        }
        return null;
    }

    private List<Choice> choices(int good) {
        List<Integer> bidders = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (Fractions.sign(market.values().get(i).get(good)) > 0) {
                bidders.add(i);
            }
        }
        List<Choice> choices = new ArrayList<>();
        if (bidders.size() < 2) {
            choices.add(new Choice(bidders, -1));
            return choices;
        }
        for (int winner : bidders) {
            for (int second : bidders) {
                if (winner != second) {
                    choices.add(new Choice(List.of(winner), second));
                }
            }
        }
        for (int mask = 0; mask < 1 << Math.min(bidders.size(), 12); mask++) {
            if (Integer.bitCount(mask) >= 2) {
                List<Integer> tied = new ArrayList<>();
                for (int b = 0; b < bidders.size(); b++) {
                    if ((mask >> b & 1) == 1) {
                        tied.add(bidders.get(b));
                    }
                }
                choices.add(new Choice(tied, tied.get(0)));
            }
        }
        choices.sort(Comparator.comparingDouble(choice -> doubt(choice, good)));
        return choices;
    }

    /** How far the guess is from what a choice says. */
    private double doubt(Choice choice, int good) {
        double price = guessed(choice.second(), good);
        double doubt = 0;
        for (int i = 0; i < n; i++) {
            double bid = guessed(i, good);
            boolean wins = choice.winners().contains(i);
            boolean tied = wins && choice.winners().size() > 1;
            double off = tied ? Math.abs(bid - price) : wins ? Math.max(0, price - bid) : Math.max(0, bid - price);
            doubt = Math.max(doubt, off / Math.max(bid, price));
        }
        // Near ties are more likely divided than not: pacing stops there.
        return choice.winners().size() > 1 ? doubt - 0.02 : doubt;
    }

    private double guessed(int buyer, int good) {
        return guess[buyer] * market.values().get(buyer).get(good).doubleValue();
    }

    /**
     * The linear programme of the choices so far, null when it has no solution. Unknowns: multipliers, then spending by
     * buyer and good.
     */
    private BigFraction @Nullable [] programme(List<Choice> chosen, List<Boolean> paced) {
        left--;
        ExactProgram programme = new ExactProgram(n + n * m);
        for (int i = 0; i < n; i++) {
            BigFraction[] one = programme.row();
            one[i] = BigFraction.ONE;
            boolean bidsValues = i < paced.size() && !paced.get(i);
            if (bidsValues) {
                programme.equal(one, BigFraction.ONE);
            } else {
                programme.atMost(one, BigFraction.ONE);
            }
            programme.gain(i, BigFraction.ONE);
        }
        for (int j = 0; j < chosen.size(); j++) {
            addGood(programme, chosen.get(j), j);
        }
        for (int i = 0; i < n; i++) {
            BigFraction[] spend = programme.row();
            for (int j = 0; j < chosen.size(); j++) {
                spend[n + i * m + j] = BigFraction.ONE;
            }
            if (i < paced.size() && paced.get(i)) {
                programme.equal(spend, market.budgets().get(i));
            } else {
                programme.atMost(spend, market.budgets().get(i));
            }
        }
        return programme.solve();
    }

    private void addGood(ExactProgram programme, Choice choice, int good) {
        BigFraction[] paid = programme.row();
        for (int i = 0; i < n; i++) {
            boolean wins = choice.winners().contains(i);
            if (wins) {
                paid[n + i * m + good] = BigFraction.ONE;
            }
            if (choice.second() < 0 || i == choice.second()) {
                continue;
            }
            // A losing bid is at most the price, a sole winner's at least, a divided winner's just the price.
            BigFraction[] below = programme.row();
            below[i] = market.values().get(i).get(good);
            below[choice.second()] =
                    market.values().get(choice.second()).get(good).negate();
            if (wins && choice.winners().size() > 1) {
                programme.equal(below, BigFraction.ZERO);
            } else {
                for (int k = 0; wins && k < n; k++) {
                    below[k] = below[k].negate();
                }
                programme.atMost(below, BigFraction.ZERO);
            }
        }
        if (choice.second() >= 0) {
            paid[choice.second()] =
                    market.values().get(choice.second()).get(good).negate();
        }
        programme.equal(paid, BigFraction.ZERO);
    }

    private PacingMarket.@Nullable Pacing pacing(List<Choice> chosen, BigFraction[] solution) {
        List<BigFraction> multipliers = List.of(solution).subList(0, n);
        List<BigFraction> prices = new ArrayList<>();
        List<List<BigFraction>> allocation = Fractions.zeros(n, m);
        for (int j = 0; j < m; j++) {
            Choice choice = chosen.get(j);
            BigFraction price = choice.second() < 0
                    ? BigFraction.ZERO
                    : multipliers
                            .get(choice.second())
                            .multiply(market.values().get(choice.second()).get(j));
            prices.add(price);
            for (int i : choice.winners()) {
                BigFraction part = Fractions.sign(price) > 0
                        ? solution[n + i * m + j].divide(price)
                        : new BigFraction(1, choice.winners().size());
                allocation.get(i).set(j, part);
            }
        }
        PacingMarket.Pacing pacing = new PacingMarket.Pacing(multipliers, prices, allocation, true);
        return market.isSecondPrice(pacing) ? pacing : null;
    }
}
