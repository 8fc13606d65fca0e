package dev.walras.mechanisms.clock;

import dev.walras.market.Bundle;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * iBundle: an ascending auction of packages with ask prices on packages, anonymous or of each bidder's own.
 *
 * <p>Asks begin at 0, and the ask of a package is at least that of any package it contains. A round: everybody bids the
 * asks of all its packages of largest profit, if that is 0 or more, and repeats its provisional package, if not among
 * them, at the price held. Who is priced out makes <b>last-and-final</b> bids, an increment below the ask, on every
 * package worth at least that; without them the auction may stop below the optimum. The bids of most revenue, one a
 * bidder, become provisional winners; ties go to most winners, then to the allocation before, then to the
 * lexicographically smallest list of orders. Each package bid for by a loser who is not final comes to ask an increment
 * more than the bid. It ends when no loser but final ones are left; winners pay their bids.
 *
 * <p>Variant {@code 2} has one anonymous ask a package; {@code 3} an ask for each bidder and package, raised by its own
 * bids only; {@code d} begins with anonymous asks and gives a bidder asks of its own as soon as it loses with bids on
 * two packages that could be served together.
 *
 * <p>With straightforward bidders, as simulated here, the welfare is within three increments times the lesser of
 * bidders and goods of the optimum: for {@code 3} and {@code d} always, for {@code 2} while no loser bids on two
 * packages that could be served together. Not truthful. Each round is one winner determination, as in
 * {@link AscendingProxy}, whose remarks on rounds, messages and proxies hold here, too.
 *
 * <p>Reference: D. C. Parkes, L. H. Ungar, Iterative combinatorial auctions: theory and practice, AAAI 2000, 74-81. Use
 * {@link CombinatorialClock} when asks on goods are enough to find packages.
 */
public final class IterativeBundle implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.ibundle",
            "iBundle ascending package auction",
            InformationClass.REVEALED_BIDS,
            Bidding.handled(),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "D. C. Parkes, L. H. Ungar, Iterative combinatorial auctions: theory and practice, AAAI 2000, 74-81");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("variant", "2 anonymous asks, 3 an ask for each bidder, d from 2 to 3 as needed", "d"),
            Increment.ABSOLUTE,
            Increment.SHARE);

    /** Whose the asks are. */
    private enum Variant {
        ANONYMOUS,
        PERSONAL,
        DYNAMIC;

        static Variant parse(String text) {
            return switch (text) {
                case "2" -> ANONYMOUS;
                case "3" -> PERSONAL;
                case "d" -> DYNAMIC;
                default ->
                    throw new IllegalArgumentException(
                            "auction.ibundle: setting variant is \"" + text + "\"; it must be one of 2, 3, d");
            };
        }
    }

    private final CentralSolver planner;
    private final Increment.Asked increment;
    private final Variant variant;

    /** With {@code planner} for large winner determinations, and the {@link #SETTINGS} given. */
    public IterativeBundle(CentralSolver planner, Settings settings) {
        this.planner = planner;
        this.increment = Increment.Asked.of(settings);
        this.variant = Variant.parse(settings.text("variant", "d"));
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
        private final Asks asks;
        private final long[] bids;
        private final boolean[] last;
        private final Winners determination;
        private final Bidding bidding;
        private int[] winners;

        Run(Market market, RunContext context) {
            this.market = market;
            this.money = increment.in(market);
            this.values = money.values(market);
            this.asks = new Asks(market, variant);
            this.bids = new long[market.orders()];
            this.last = new boolean[market.participants()];
            this.determination = new Winners(market, planner, context, Winners.Ties.MOST_WINNERS);
            this.bidding = new Bidding(market, context);
            this.winners = new int[market.participants()];
            Arrays.fill(winners, -1);
        }

        Outcome outcome() {
            Termination end = null;
            while (end == null) {
                long sent = bid();
                winners = determination.of(bids, winners);
                bidding.ended(sent, winners);
                end = raise() ? bidding.limitReached() : Termination.QUIESCENT;
            }
            return bidding.outcome(winners, bids, money, end);
        }

        /** Everybody bids; returns how many bids there are. */
        private long bid() {
            long sent = 0;
            Grouping orders = market.ordersByParticipant();
            for (int p = 0; p < winners.length; p++) {
                long best = -1;
                for (int i = 0; i < orders.size(p); i++) {
                    int order = orders.member(p, i);
                    best = Math.max(best, values[order] < 0 ? -1 : values[order] - asks.of(order));
                }
                last[p] = best < 0;
                for (int i = 0; i < orders.size(p); i++) {
                    int order = orders.member(p, i);
                    long offer = offer(order, best);
                    bids[order] = offer < 0 && order == winners[p] ? bids[order] : offer;
                    sent += bids[order] >= 0 ? 1 : 0;
                }
            }
            return sent;
        }

        /** The bid on an order when the best profit of its owner is {@code best}; -1 for none. */
        private long offer(int order, long best) {
            if (values[order] < 0) {
                return -1;
            }
            long ask = asks.of(order);
            if (best < 0) {
                return values[order] >= ask - money.step() ? Math.max(0, ask - money.step()) : -1;
            }
            return values[order] - ask == best ? ask : -1;
        }

        /** Raises the asks of what losers bid for; false when there is nothing to raise. */
        private boolean raise() {
            boolean raised = false;
            Grouping orders = market.ordersByParticipant();
            for (int p = 0; p < winners.length; p++) {
                if (winners[p] >= 0 || last[p]) {
                    continue;
                }
                asks.loses(p, bids);
                for (int i = 0; i < orders.size(p); i++) {
                    int order = orders.member(p, i);
                    if (bids[order] >= 0) {
                        asks.raise(order, bids[order] + money.step());
                        raised = true;
                    }
                }
            }
            return raised;
        }
    }

    /** The ask prices of packages, as far as they were raised. */
    private static final class Asks {
        private final Market market;
        private final Variant variant;
        private final Bundle[] bundles;
        private final Map<Bundle, Long> anonymous = new LinkedHashMap<>();
        private final Map<Integer, Map<Bundle, Long>> personal = new LinkedHashMap<>();

        Asks(Market market, Variant variant) {
            this.market = market;
            this.variant = variant;
            this.bundles = new Bundle[market.orders()];
            Arrays.setAll(bundles, market::bundle);
            for (int p = 0; variant == Variant.PERSONAL && p < market.participants(); p++) {
                personal.put(p, new LinkedHashMap<>());
            }
        }

        private Map<Bundle, Long> table(int participant) {
            return personal.getOrDefault(participant, anonymous);
        }

        /** The ask: the highest of any package contained. */
        long of(int order) {
            long ask = 0;
            for (Map.Entry<Bundle, Long> entry : table(market.owner(order)).entrySet()) {
                if (entry.getValue() > ask && contains(bundles[order], entry.getKey())) {
                    ask = entry.getValue();
                }
            }
            return ask;
        }

        void raise(int order, long ask) {
            table(market.owner(order)).merge(bundles[order], ask, Math::max);
        }

        /** A bidder has lost: in the dynamic variant it may get asks of its own. */
        void loses(int participant, long[] bids) {
            if (variant == Variant.DYNAMIC && !personal.containsKey(participant) && compatible(participant, bids)) {
                personal.put(participant, new LinkedHashMap<>(anonymous));
            }
        }

        private boolean compatible(int participant, long[] bids) {
            Grouping orders = market.ordersByParticipant();
            for (int i = 0; i < orders.size(participant); i++) {
                for (int j = i + 1; j < orders.size(participant); j++) {
                    int a = orders.member(participant, i);
                    int b = orders.member(participant, j);
                    if (bids[a] >= 0 && bids[b] >= 0 && together(bundles[a], bundles[b])) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean together(Bundle a, Bundle b) {
            for (int i = 0; i < a.size(); i++) {
                if (a.units(i) > market.endowment(a.good(i)) - b.unitsOf(a.good(i))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean contains(Bundle large, Bundle small) {
            for (int i = 0; i < small.size(); i++) {
                if (small.units(i) > large.unitsOf(small.good(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
