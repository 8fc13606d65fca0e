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
import dev.walras.mechanisms.auction.CallAuction;
import dev.walras.mechanisms.auction.Rationing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Frequent batch auctions: submissions are collected, and after every {@code batch} of them each good is cleared by a
 * {@link CallAuction}; what is not filled stays for the next one.
 *
 * <p>Orders each buy or sell single units of one good. Being first within a batch brings nothing but priority among
 * equal limits, and with {@code rationing=pro-rata} not even that. A new submission of the same order replaces the old
 * one, and its place in time. What belongs to the operator is offered at {@code reserve}. The session ends with a last
 * auction.
 *
 * <p>Nobody trades beyond its limit; what buyers pay goes to sellers or to the operator. Neither efficient nor
 * truthful; with one batch it is the call market, with batches of one order nearly the {@link ContinuousDoubleAuction}.
 * O(n log n) in the orders that stand, for every batch. A round of the outcome is an auction.
 *
 * <p>Reference: E. Budish, P. Cramton, J. Shim, The high-frequency trading arms race: frequent batch auctions as a
 * market design response, Quarterly Journal of Economics 130(4), 2015, 1547-1621, doi:10.1093/qje/qjv027.
 */
public final class FrequentBatch implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "trade.frequent-batch",
            "Frequent batch auctions",
            InformationClass.OPEN_ORDERS,
            EnumSet.complementOf(
                    EnumSet.of(Trait.BUNDLES, Trait.CONVERSION, Trait.COARSE_LOTS, Trait.ALL_OR_NONE, Trait.EXCLUSIVE)),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "E. Budish, P. Cramton, J. Shim, The high-frequency trading arms race, QJE 130(4), 2015,"
                    + " doi:10.1093/qje/qjv027");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("batch", "submissions between two auctions", "10"),
            new Settings.Setting("tick", "distance of prices, in micros a unit", "1"),
            new Settings.Setting(
                    "rationing", "who trades first at the margin: first (by time), or pro-rata to the lots", "first"),
            new Settings.Setting("reserve", "price at which the operator sells its endowment, in micros a unit", "0"));

    private static final int OPERATOR = -1;

    private final int batch;
    private final CallAuction.Rules rules;
    private final long reserve;

    /** With the {@link #SETTINGS} given. */
    public FrequentBatch(Settings settings) {
        this.batch = (int) settings.integer("batch", 10, 1, Integer.MAX_VALUE);
        this.rules = new CallAuction.Rules(
                settings.integer("tick", 1, 1, 1L << 53),
                CallAuction.Candidates.TICKS,
                null,
                settings.choice("rationing", Rationing.FIRST, Rationing.class));
        this.reserve = settings.integer("reserve", 0, 0, 1L << 53);
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
        return new Session(venue).run(context);
    }

    /** An order that stands, with the units it has left. */
    private static final class Standing {
        final int handle;
        final int participant;
        final boolean buys;
        final long limit;
        long left;

        Standing(Venue.Submission submission) {
            this.handle = submission.handle();
            this.participant = submission.participant();
            this.buys = submission.perLot().units(0) > 0;
            this.limit = buys ? submission.limitMicrosPerLot() : Math.max(0, -submission.limitMicrosPerLot());
            this.left = submission.maxLots();
        }

        Standing(long reserve, long endowment) {
            this.handle = OPERATOR;
            this.participant = OPERATOR;
            this.buys = false;
            this.limit = reserve;
            this.left = endowment;
        }
    }

    /** One session: for every good the orders that stand, in order of time. */
    private final class Session {
        private final Venue venue;
        private final List<Map<Integer, Standing>> books = new ArrayList<>();
        private final long[] lots;
        private final long[] payments;
        private int auctions;

        Session(Venue venue) {
            this.venue = venue;
            this.lots = new long[venue.orders()];
            this.payments = new long[venue.participants()];
            for (int g = 0; g < venue.goods().size(); g++) {
                Map<Integer, Standing> book = new LinkedHashMap<>();
                long endowment = venue.goods().get(g).endowment();
                if (endowment > 0) {
                    book.put(OPERATOR, new Standing(reserve, endowment));
                }
                books.add(book);
            }
        }

        Outcome run(RunContext context) {
            int collected = 0;
            for (Venue.Submission next = venue.next(); next != null; next = venue.next()) {
                Map<Integer, Standing> book = books.get(next.perLot().good(0));
                book.remove(next.handle());
                Standing standing = new Standing(next);
                if (!standing.buys || standing.limit >= 0) {
                    book.put(next.handle(), standing);
                }
                if (++collected % batch == 0) {
                    clear();
                    if (context.cancelled().getAsBoolean()) {
                        return outcome(Termination.CANCELLED);
                    }
                }
            }
            clear();
            return outcome(Termination.COMPLETED);
        }

        private void clear() {
            auctions++;
            for (Map<Integer, Standing> book : books) {
                List<Standing> orders = List.copyOf(book.values());
                CallAuction.Result result = CallAuction.clear(
                        orders.stream()
                                .map(order -> new CallAuction.LimitOrder(order.buys, order.limit, order.left))
                                .toList(),
                        rules);
                for (int i = 0; i < orders.size() && result.volume() > 0; i++) {
                    fill(orders.get(i), result.fills().get(i), result.price());
                }
                book.values().removeIf(order -> order.left == 0);
            }
        }

        private void fill(Standing order, long units, long price) {
            order.left -= units;
            if (units == 0 || order.handle == OPERATOR) {
                return;
            }
            lots[order.handle] += units;
            long money = Math.multiplyExact(units, price);
            payments[order.participant] = Math.addExact(payments[order.participant], order.buys ? money : -money);
            venue.filled(order.handle, units);
        }

        private Outcome outcome(Termination termination) {
            return new Outcome(Fills.of(lots), Payments.of(payments), null, termination, auctions);
        }
    }
}
