package dev.walras.mechanisms.clock;

import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * The ascending proxy auction: everybody reports package values to a proxy, which raises the offer for its most
 * profitable package whenever it is not among the provisional winners.
 *
 * <p>No offer is ever withdrawn. A round: every provisional loser makes a new offer on the package with the largest
 * value less next offer, as long as that is 0 or more, ties to its earlier order; the first offer on a package is one
 * increment, the next ones rise by an increment. Then the offers that bring the most revenue, one a participant, become
 * provisional winners, ties to the lexicographically smallest list of orders. When no loser can offer more, winners pay
 * their offers.
 *
 * <p>The payments are in the core of the reported values up to an increment for each participant, and so is revenue: it
 * is not undercut by any coalition. With values under which participants are substitutes to the seller they are the
 * Vickrey payments. Not truthful otherwise. Rounds: at most the sum of all values over the increment. Each round is one
 * winner determination: dynamic programming while it has few states, else a run of the planner, whose ties are its own.
 *
 * <p>The information class is that of the rule run with bidders. Here the proxies sit with the auctioneer, so that the
 * traffic counted is one report and one answer a participant; the messages told to observers count every offer.
 *
 * <p>Reference: L. M. Ausubel, P. R. Milgrom, Ascending auctions with package bidding, Frontiers of Theoretical
 * Economics 1(1), 2002, doi:10.2202/1534-5955.1019. Use {@code auction.core-selecting} for a point of the core without
 * rounds, {@link IterativeBundle} for prices that everybody can see.
 */
public final class AscendingProxy implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.ascending-proxy",
            "Ascending proxy auction",
            InformationClass.REVEALED_BIDS,
            Bidding.handled(),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "L. M. Ausubel, P. R. Milgrom, Ascending auctions with package bidding, Frontiers of Theoretical Economics"
                    + " 1(1), 2002, doi:10.2202/1534-5955.1019");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(Increment.ABSOLUTE, Increment.SHARE);

    private final CentralSolver planner;
    private final Increment.Asked increment;

    /** With {@code planner} for large winner determinations, and the {@link #SETTINGS} given. */
    public AscendingProxy(CentralSolver planner, Settings settings) {
        this.planner = planner;
        this.increment = Increment.Asked.of(settings);
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

    /** One auction. */
    private final class Run {
        private final Market market;
        private final Increment money;
        private final long[] values;
        private final long[] offers;
        private final Winners determination;
        private final Bidding bidding;
        private int[] winners;

        Run(Market market, RunContext context) {
            this.market = market;
            this.money = increment.in(market);
            this.values = money.values(market);
            this.offers = new long[market.orders()];
            Arrays.fill(offers, -1);
            this.determination = new Winners(market, planner, context, Winners.Ties.LEXICOGRAPHIC);
            this.bidding = new Bidding(market, context);
            this.winners = new int[market.participants()];
            Arrays.fill(winners, -1);
        }

        Outcome outcome() {
            Termination limit = null;
            for (int bids = raise(); bids > 0 && limit == null; bids = limit == null ? raise() : 0) {
                winners = determination.of(offers, winners);
                bidding.ended(bids, winners);
                limit = bidding.limitReached();
            }
            return bidding.outcome(winners, offers, money, limit == null ? Termination.QUIESCENT : limit);
        }

        /** Every loser offers more where that is most profitable; returns how many do. */
        private int raise() {
            int bids = 0;
            Grouping orders = market.ordersByParticipant();
            for (int p = 0; p < winners.length; p++) {
                int best = -1;
                for (int i = 0; i < orders.size(p) && winners[p] < 0; i++) {
                    int order = orders.member(p, i);
                    long profit = values[order] - next(order);
                    if (values[order] >= 0 && profit >= 0 && (best < 0 || profit > values[best] - next(best))) {
                        best = order;
                    }
                }
                if (best >= 0) {
                    offers[best] = next(best);
                    bids++;
                }
            }
            return bids;
        }

        private long next(int order) {
            return Math.max(0, offers[order]) + money.step();
        }
    }
}
