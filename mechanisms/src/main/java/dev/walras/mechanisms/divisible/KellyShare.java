package dev.walras.mechanisms.divisible;

import dev.walras.market.Market;
import dev.walras.market.Participant;
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
 * Proportional share of the operator's units of one good: bids of money, and units in proportion to them.
 *
 * <p>The orders of a participant are its marginal values, and decide what it bids: with {@code bidders=anticipating}
 * (the default) the only Nash equilibrium of those who know that their bid moves the price, where every participant
 * takes units while {@code value (1 - units / supply) >= price}; with {@code bidders=taking} those of price takers, who
 * take units while {@code value >= price}. The price is found by bisection so that all units are taken; it is 0 when
 * there are not more than are wanted, or when a participant is alone. What a participant bids stays within its budget.
 * Shares become whole lots by largest remainders ({@link Lots}); a lot costs the price, rounded down.
 *
 * <p>One good of the operator, in unit lots. O(n log n) to sort, O(n) for each halving. Among anticipating bidders
 * without budgets the welfare of the divisible shares is at least 3/4 of the optimum; among takers it is the optimum.
 *
 * <p>Reference: see {@link ProportionalShare}.
 */
public final class KellyShare implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "share.kelly",
            "Kelly's proportional share",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.ENDOWMENT, Trait.MULTI_LOT, Trait.PORTFOLIO, Trait.BUDGETS),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "F. P. Kelly, Charging and rate control for elastic traffic, 1997, doi:10.1002/ett.4460080106; R. Johari, J."
                    + " N. Tsitsiklis, Efficiency loss in a network resource allocation game, 2004,"
                    + " doi:10.1287/moor.1040.0091");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(new Settings.Setting(
            "bidders", "anticipating: they know that bids move the price; taking: they do not", "anticipating"));

    /** What bidders know. */
    public enum Bidders {
        /** That their bid moves the price. */
        ANTICIPATING,
        /** The price. */
        TAKING
    }

    private final Bidders bidders;

    /** With the {@link #SETTINGS} given. */
    public KellyShare(Settings settings) {
        this.bidders = settings.choice("bidders", Bidders.ANTICIPATING, Bidders.class);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        return new Run(reports).outcome();
    }

    /** One auction; money in parts of the highest value. */
    private final class Run {
        private final Market market;
        private final double supply;
        private final List<List<Integer>> byOwner = new ArrayList<>();
        private double highest;

        Run(Market market) {
            this.market = market;
            this.supply = market.goods() == 0 ? 0 : market.endowment(0);
            for (int p = 0; p < market.participants(); p++) {
                List<Integer> own = new ArrayList<>();
                for (int i = 0; i < market.ordersByParticipant().size(p); i++) {
                    int k = market.ordersByParticipant().member(p, i);
                    if (market.valueMicrosPerLot(k) > 0) {
                        own.add(k);
                        highest = Math.max(highest, (double) market.valueMicrosPerLot(k));
                    }
                }
                own.sort(Comparator.<Integer>comparingLong(k -> -market.valueMicrosPerLot(k))
                        .thenComparingInt(k -> k));
                if (!own.isEmpty()) {
                    byOwner.add(own);
                }
            }
        }

        Outcome outcome() {
            if (supply == 0 || byOwner.isEmpty()) {
                return Outcome.noTrade(market, Termination.COMPLETED, 1);
            }
            double low = 0;
            double high = byOwner.size() == 1 || total(0) <= supply ? 0 : 1;
            for (int halving = 0; halving < 100 && high > 0; halving++) {
                double middle = (low + high) / 2;
                if (total(middle) > supply) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            double[] shares = shares(high);
            double[] more = shares(low);
            double jump = sum(more) - sum(shares);
            double part = jump > 0 ? Math.min(1, (supply - sum(shares)) / jump) : 0;
            for (int k = 0; k < shares.length; k++) {
                shares[k] += part * (more[k] - shares[k]);
            }
            long price = (long) Math.floor(high * highest * (1 + 1e-12));
            return new Lots(market, order -> Math.min(price, market.valueMicrosPerLot(order)))
                    .give(shares)
                    .outcome(null, Termination.COMPLETED, 1);
        }

        private double total(double price) {
            return sum(shares(price));
        }

        private static double sum(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum;
        }

        /** What every order takes at {@code price}, a part of the highest value. */
        private double[] shares(double price) {
            double[] shares = new double[market.orders()];
            for (List<Integer> own : byOwner) {
                double taken = 0;
                double most = affordable(own.get(0), price);
                for (int k : own) {
                    double value = market.valueMicrosPerLot(k) / highest;
                    double wanted = wanted(value, price);
                    double units = Math.min((double) market.maxLots(k), Math.min(most, wanted) - taken);
                    if (units <= 0) {
                        break;
                    }
                    shares[k] = units;
                    taken += units;
                }
            }
            return shares;
        }

        private double wanted(double value, double price) {
            if (bidders == Bidders.TAKING || byOwner.size() == 1) {
                return value > price || price == 0 ? supply : 0;
            }
            return supply * (1 - price / value);
        }

        private double affordable(int order, double price) {
            long budget = market.budgetMicros(market.owner(order));
            return budget == Participant.NO_BUDGET || price == 0
                    ? Double.POSITIVE_INFINITY
                    : budget / (price * highest);
        }
    }
}
