package dev.walras.mechanisms.divisible;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * Auctions of the operator's goods at the highest losing bid, in which the bids of every participant are scaled down by
 * one factor so that it keeps its budget: adaptive pacing towards a second-price pacing equilibrium.
 *
 * <p>In every round each good goes to its highest scaled bids, ties to the lower index, at the highest scaled bid that
 * loses (0 when none does); a good of one unit so is sold at the second price. Whoever would overspend then lowers its
 * factor, whoever does not raises it, at most to 1, by steps that shrink with the rounds. After the last round the lots
 * that an owner cannot pay are withdrawn, those of least gain first, and offered to the next bids at the same price.
 * Factors after a number of rounds need not be an equilibrium: the outcome says COMPLETED when nobody's budget binds,
 * TOLERANCE when everybody who is scaled down spends its budget but for {@code tolerance}, and ROUND_LIMIT otherwise.
 *
 * <p>Every order asks for one good in unit lots. O(n log n) a round. Without budgets it is a uniform-price auction for
 * each good, truthful for single units.
 *
 * <p>Reference: S. R. Balseiro, Y. Gur, Learning in repeated auctions with budgets, Management Science 65(9), 2019,
 * 3952-3968, doi:10.1287/mnsc.2018.3174, for the dynamics; see {@link SecondPricePacing} for the equilibrium, which
 * that class finds exactly in small markets.
 */
public final class SecondPricePacingAuction implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "pacing.second-price",
            "Second-price pacing, adaptive",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.ENDOWMENT, Trait.MULTI_LOT, Trait.PORTFOLIO, Trait.BUDGETS),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "V. Conitzer, C. Kroer, E. Sodomka, N. E. Stier-Moses, Multiplicative pacing equilibria in auction markets,"
                    + " Operations Research 70(2), 2022, doi:10.1287/opre.2021.2167");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("rounds", "rounds of adaptive pacing; the limit of the run counts too", "200"),
            new Settings.Setting("tolerance", "part of a budget that may be left in an equilibrium", "0.01"));

    private final int rounds;
    private final double tolerance;

    /** With the {@link #SETTINGS} given. */
    public SecondPricePacingAuction(Settings settings) {
        this.rounds = (int) settings.integer("rounds", 200, 1, 1_000_000);
        this.tolerance = settings.real("tolerance", 0.01, 0, 1);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        return new Run(reports, context).outcome();
    }

    /** One run. */
    private final class Run {
        private final Market market;
        private final RunContext context;
        private final List<List<Integer>> bids = new ArrayList<>();
        private final double[] factors;
        private final long[] lots;
        private final long[] prices;
        private final long[] spent;

        Run(Market market, RunContext context) {
            this.market = market;
            this.context = context;
            this.factors = new double[market.participants()];
            this.lots = new long[market.orders()];
            this.prices = new long[market.goods()];
            this.spent = new long[market.participants()];
            java.util.Arrays.fill(factors, 1);
            for (int g = 0; g < prices.length; g++) {
                bids.add(new ArrayList<>());
            }
            for (int k = 0; k < market.orders(); k++) {
                if (market.valueMicrosPerLot(k) > 0) {
                    bids.get(market.bundleGood(k, 0)).add(k);
                }
            }
        }

        Outcome outcome() {
            int limit = Math.min(rounds, context.limits().rounds());
            int round = 0;
            boolean settled = false;
            Termination stop = Termination.ROUND_LIMIT;
            do {
                sell();
                round++;
                settled = settled();
                if (context.cancelled().getAsBoolean()) {
                    stop = Termination.CANCELLED;
                    break;
                }
            } while (!settled && round < limit && adapt(round));
            boolean free = true;
            for (double factor : factors) {
                free &= factor == 1;
            }
            withdraw();
            Termination termination = settled ? free ? Termination.COMPLETED : Termination.TOLERANCE : stop;
            long[] payments = spent.clone();
            Prices stated = new Prices(LongVector.of(prices));
            return new Outcome(Fills.of(lots), Payments.of(payments), stated, termination, round);
        }

        private long bid(int order) {
            double factor = factors[market.owner(order)];
            long value = market.valueMicrosPerLot(order);
            return factor == 1 ? value : (long) Math.floor(value * factor);
        }

        /** Sells every good to the highest scaled bids. */
        private void sell() {
            java.util.Arrays.fill(lots, 0);
            java.util.Arrays.fill(spent, 0);
            for (int g = 0; g < prices.length; g++) {
                List<Integer> ranked = bids.get(g);
                ranked.sort(Comparator.<Integer>comparingLong(k -> -bid(k)).thenComparingInt(k -> k));
                long left = market.endowment(g);
                prices[g] = 0;
                for (int k : ranked) {
                    lots[k] = Math.min(left, market.maxLots(k));
                    left -= lots[k];
                    if (lots[k] < market.maxLots(k)) {
                        prices[g] = bid(k);
                        break;
                    }
                }
                for (int k : ranked) {
                    spent[market.owner(k)] += lots[k] * prices[g];
                }
            }
        }

        /** Whether nobody overspends, and whoever is scaled down spends its budget. */
        private boolean settled() {
            for (int p = 0; p < factors.length; p++) {
                long budget = market.budgetMicros(p);
                boolean idle = factors[p] < 1 && spent[p] < (1 - tolerance) * budget;
                if (budget != Participant.NO_BUDGET && (spent[p] > budget || idle)) {
                    return false;
                }
            }
            return true;
        }

        private boolean adapt(int round) {
            double step = 1 / (2.0 + 0.2 * round);
            for (int p = 0; p < factors.length; p++) {
                if (market.budgetMicros(p) != Participant.NO_BUDGET) {
                    double change = spent[p] > market.budgetMicros(p) ? 1 - step : 1 + step;
                    factors[p] = Math.min(1, factors[p] * change);
                }
            }
            return true;
        }

        /** Withdraws what owners cannot pay, the lots of least gain first. */
        private void withdraw() {
            List<Integer> sold = new ArrayList<>();
            for (int k = 0; k < lots.length; k++) {
                if (lots[k] > 0 && prices[market.bundleGood(k, 0)] > 0) {
                    sold.add(k);
                }
            }
            sold.sort(Comparator.<Integer>comparingLong(
                            k -> market.valueMicrosPerLot(k) - prices[market.bundleGood(k, 0)])
                    .thenComparingInt(k -> -k));
            for (int k : sold) {
                long budget = market.budgetMicros(market.owner(k));
                long over = budget == Participant.NO_BUDGET ? 0 : spent[market.owner(k)] - budget;
                if (over > 0) {
                    long price = prices[market.bundleGood(k, 0)];
                    long fewer = Math.min(lots[k], Math.ceilDiv(over, price));
                    lots[k] -= fewer;
                    spent[market.owner(k)] -= fewer * price;
                }
            }
            offerRest();
        }

        /** Offers what was withdrawn to the next scaled bids at the same price. */
        private void offerRest() {
            for (int g = 0; g < prices.length; g++) {
                long left = market.endowment(g);
                for (int k : bids.get(g)) {
                    left -= lots[k];
                }
                for (int k : bids.get(g)) {
                    int owner = market.owner(k);
                    long more =
                            market.valueMicrosPerLot(k) < prices[g] ? 0 : Math.min(left, market.maxLots(k) - lots[k]);
                    if (market.budgetMicros(owner) != Participant.NO_BUDGET && prices[g] > 0) {
                        more = Math.min(more, (market.budgetMicros(owner) - spent[owner]) / prices[g]);
                    }
                    lots[k] += more;
                    spent[owner] += more * prices[g];
                    left -= more;
                }
            }
        }
    }
}
