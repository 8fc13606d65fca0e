package dev.walras.mechanisms.trading;

import dev.walras.market.Fills;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Trading;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanism.Venue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Buyers and sellers meet in pairs, drawn at random, and trade at a price between their limits where these cross: a
 * market without any centre.
 *
 * <p>Everybody comes with the orders it submits; a new submission of an order replaces the old one. Whoever comes meets
 * {@code meetings} counterparts drawn from those of its good who wait. When nobody comes any more, waiting buyers and
 * sellers of a good are paired at random, round by round, until nobody has traded in {@code quiet} rounds. A pair tells
 * one another its limits; where the bid is at least the ask, it trades as many lots as both have, at {@code split}
 * times the bid plus the rest of the ask, rounded down to a micro.
 *
 * <p>There is no price of the market: the same good changes hands at many. Trades between a buyer and a seller who
 * would not trade at a common price cost efficiency, as they take each other's better partner. Nobody trades beyond its
 * limit, and what a buyer pays its seller gets. Two messages a meeting. O(orders) a round.
 *
 * <p>Reference: E. H. Chamberlin, An experimental imperfect market, Journal of Political Economy 56(2), 1948, 95-108,
 * doi:10.1086/256654. Use {@code trade.continuous-double-auction} where a book may bring the best bid and ask together.
 */
public final class BilateralTrade implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "trade.bilateral",
            "Random bilateral trade",
            InformationClass.LOCAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.TWO_SIDED, Trait.MULTI_LOT, Trait.PORTFOLIO),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT, Guarantee.BUDGET_BALANCED),
            "E. H. Chamberlin, An experimental imperfect market, JPE 56(2), 1948, 95-108, doi:10.1086/256654");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("split", "weight of the bid in the price of a trade, 0 to 1", "0.5"),
            new Settings.Setting("meetings", "how many counterparts meets who comes", "1"),
            new Settings.Setting("quiet", "the session ends after so many rounds without a trade", "20"));

    /** The payload of a limit told to a counterpart: handle 4, limit 8. */
    private static final long LIMIT_BYTES = 12;

    private static final long SHARES = 1_000_000;

    private final long split;
    private final int meetings;
    private final int quiet;

    /** With the {@link #SETTINGS} given. */
    public BilateralTrade(Settings settings) {
        this.split = Math.round(settings.real("split", 0.5, 0, 1) * SHARES);
        this.meetings = (int) settings.integer("meetings", 1, 0, 1_000);
        this.quiet = (int) settings.integer("quiet", 20, 1, 1_000_000);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome trade(Venue venue, RunContext context) {
        for (Trait trait : venue.traits()) {
            if (!SPEC.handles().contains(trait)) {
                throw new UnsupportedMarketException(SPEC.id() + " does not handle " + trait.description());
            }
        }
        return new Run(venue, context).outcome();
    }

    /** The price of a lot between an ask and a bid, in micros. */
    long price(long ask, long bid) {
        long high = Math.multiplyHigh(bid - ask, split);
        long low = (bid - ask) * split;
        // Exact for every difference below 2^43 times a million; above, the remainder of a micro does not matter.
        long part = high == 0 && low >= 0 ? low / SHARES : (long) ((double) (bid - ask) / SHARES * split);
        return ask + Math.min(bid - ask, part);
    }

    /** Those of one good who wait, buyers and sellers. */
    private static final class Crowd {
        private final List<Waiting> buyers = new ArrayList<>();
        private final List<Waiting> sellers = new ArrayList<>();
    }

    /** Who waits with an order. */
    private static final class Waiting {
        private final Venue.Submission submission;
        private long lots;

        Waiting(Venue.Submission submission) {
            this.submission = submission;
            this.lots = submission.maxLots();
        }
    }

    /** One session. */
    private final class Run {
        private final Venue venue;
        private final RunContext context;
        private final SplittableRandom random;
        private final Map<Integer, Crowd> crowds = new TreeMap<>();
        private final Map<Integer, Waiting> byHandle = new TreeMap<>();
        private final long[] lots;
        private final long[] payments;

        Run(Venue venue, RunContext context) {
            this.venue = venue;
            this.context = context;
            this.random = context.random("meetings");
            this.lots = new long[venue.orders()];
            this.payments = new long[venue.participants()];
        }

        Outcome outcome() {
            for (Venue.Submission next = venue.next(); next != null; next = venue.next()) {
                arrive(next);
            }
            int rounds = 0;
            int idle = 0;
            Termination termination = null;
            while (termination == null) {
                rounds++;
                boolean traded = false;
                for (Crowd crowd : crowds.values()) {
                    traded |= meetAll(crowd);
                }
                idle = traded ? 0 : idle + 1;
                termination = idle >= quiet ? Termination.QUIESCENT : limit(rounds);
            }
            return new Outcome(Fills.of(lots), Payments.of(payments), null, termination, rounds);
        }

        private @Nullable Termination limit(int rounds) {
            return context.cancelled().getAsBoolean()
                    ? Termination.CANCELLED
                    : rounds >= context.limits().rounds() ? Termination.ROUND_LIMIT : null;
        }

        private void arrive(Venue.Submission submission) {
            boolean buys = submission.perLot().units(0) > 0;
            Crowd crowd = crowds.computeIfAbsent(submission.perLot().good(0), good -> new Crowd());
            Waiting before = byHandle.remove(submission.handle());
            if (before != null) {
                (buys ? crowd.buyers : crowd.sellers).remove(before);
            }
            Waiting waiting = new Waiting(submission);
            List<Waiting> others = buys ? crowd.sellers : crowd.buyers;
            for (int i = 0; i < meetings && waiting.lots > 0 && !others.isEmpty(); i++) {
                Waiting other = others.get(random.nextInt(others.size()));
                meet(buys ? waiting : other, buys ? other : waiting);
                if (other.lots == 0) {
                    others.remove(other);
                    byHandle.remove(other.submission.handle());
                }
            }
            if (waiting.lots > 0) {
                (buys ? crowd.buyers : crowd.sellers).add(waiting);
                byHandle.put(submission.handle(), waiting);
            }
        }

        /** Pairs the shorter side with as many of the longer, at random; whether anybody traded. */
        private boolean meetAll(Crowd crowd) {
            shuffle(crowd.buyers);
            shuffle(crowd.sellers);
            boolean traded = false;
            for (int i = 0; i < Math.min(crowd.buyers.size(), crowd.sellers.size()); i++) {
                traded |= meet(crowd.buyers.get(i), crowd.sellers.get(i));
            }
            crowd.buyers.removeIf(waiting -> waiting.lots == 0);
            crowd.sellers.removeIf(waiting -> waiting.lots == 0);
            return traded;
        }

        private void shuffle(List<Waiting> crowd) {
            for (int i = crowd.size() - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                Waiting moved = crowd.get(i);
                crowd.set(i, crowd.get(j));
                crowd.set(j, moved);
            }
        }

        /** Both tell their limits, and trade where these cross; whether they did. */
        private boolean meet(Waiting buyer, Waiting seller) {
            Venue.Submission bid = buyer.submission;
            Venue.Submission ask = seller.submission;
            venue.tell(ask.participant(), LIMIT_BYTES);
            venue.tell(bid.participant(), LIMIT_BYTES);
            long least = -ask.limitMicrosPerLot();
            if (bid.limitMicrosPerLot() < least || bid.participant() == ask.participant()) {
                return false;
            }
            long traded = Math.min(buyer.lots, seller.lots);
            long paid = Math.multiplyExact(traded, price(least, bid.limitMicrosPerLot()));
            buyer.lots -= traded;
            seller.lots -= traded;
            lots[bid.handle()] += traded;
            lots[ask.handle()] += traded;
            payments[bid.participant()] = Math.addExact(payments[bid.participant()], paid);
            payments[ask.participant()] = Math.subtractExact(payments[ask.participant()], paid);
            venue.filled(bid.handle(), traded);
            venue.filled(ask.handle(), traded);
            return true;
        }
    }
}
