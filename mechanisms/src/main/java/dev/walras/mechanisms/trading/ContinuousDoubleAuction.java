package dev.walras.mechanisms.trading;

import dev.walras.market.Fills;
import dev.walras.market.Good;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Continuous double auction: an order trades at once with the best resting orders that it crosses, at their prices, and
 * rests with what is left.
 *
 * <p>The market: orders that each buy or sell single units of one good; a book for each good. Priority is by price,
 * then by time of arrival; an order partly filled keeps its place; a new submission of the same order replaces the old
 * one. What belongs to the operator rests from the beginning as an ask at {@code reserve}. With
 * {@code book=single-quote} only the best bid and ask stand, a worse quote is refused, and every trade clears the book:
 * the variant of Gode and Sunder. When an order of an exclusive group trades, the other quotes of the group are taken
 * out.
 *
 * <p>Nobody trades beyond its limit. What buyers pay goes to sellers or to the operator. Neither efficient nor
 * truthful. O(log n) for each submission and trade. A round of the observer is a submission.
 *
 * <p>Reference: D. K. Gode and S. Sunder, Allocative efficiency of markets with zero-intelligence traders, Journal of
 * Political Economy 101(1), 1993, 119-137, doi:10.1086/261868; rules of the book: D. Friedman and J. Rust (eds.), The
 * Double Auction Market, Addison-Wesley, 1993.
 */
public final class ContinuousDoubleAuction implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "trade.continuous-double-auction",
            "Continuous double auction",
            InformationClass.OPEN_ORDERS,
            EnumSet.complementOf(EnumSet.of(Trait.BUNDLES, Trait.CONVERSION, Trait.COARSE_LOTS, Trait.ALL_OR_NONE)),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "D. K. Gode and S. Sunder, Allocative efficiency of markets with zero-intelligence traders, JPE 101(1),"
                    + " 1993, 119-137, doi:10.1086/261868");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting(
                    "book", "what rests: all-orders, or the best bid and ask (single-quote)", "all-orders"),
            new Settings.Setting("reserve", "price at which the operator sells its endowment, in micros a unit", "0"));

    /** What rests in a book. */
    public enum Book {
        /** Every order until it is filled. */
        ALL_ORDERS,
        /** The best bid and the best ask until the next trade. */
        SINGLE_QUOTE
    }

    private static final int OPERATOR = -1;

    private final Book book;
    private final long reserve;

    /** With the {@link #SETTINGS} given. */
    public ContinuousDoubleAuction(Settings settings) {
        this.book = settings.choice("book", Book.ALL_ORDERS, Book.class);
        this.reserve = settings.integer("reserve", 0, 0, 1L << 53);
    }

    /**
     * One trade.
     *
     * @param buy handle of the order that bought
     * @param sell handle of the order that sold, -1 for the operator
     * @param priceMicros price of a unit, in micros
     * @param units how many
     */
    public record Deal(int buy, int sell, long priceMicros, long units) {}

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome trade(Venue venue, RunContext context) {
        return session(venue, context).outcome();
    }

    /** The deals of a session, in order; the session is that of {@link #trade}. */
    public List<Deal> deals(Venue venue, RunContext context) {
        return List.copyOf(session(venue, context).deals);
    }

    private Session session(Venue venue, RunContext context) {
        for (Trait trait : venue.traits()) {
            if (!SPEC.handles().contains(trait)) {
                throw new UnsupportedMarketException(SPEC.id() + " does not handle " + trait.description());
            }
        }
        Session session = new Session(venue);
        session.run(context);
        return session;
    }

    /** One session. */
    private final class Session {
        private final Venue venue;
        private final OrderBook[] books;
        private final Map<Integer, OrderBook.Quote> resting = new HashMap<>();
        private final Map<Integer, List<OrderBook.Quote>> byGroup = new HashMap<>();
        private final Map<Integer, Integer> groupOf = new HashMap<>();
        private final List<Deal> deals = new ArrayList<>();
        private final long[] lots;
        private final long[] payments;
        private Termination termination = Termination.COMPLETED;
        private int time;

        Session(Venue venue) {
            this.venue = venue;
            this.lots = new long[venue.orders()];
            this.payments = new long[venue.participants()];
            this.books = new OrderBook[venue.goods().size()];
            for (int g = 0; g < books.length; g++) {
                Good good = venue.goods().get(g);
                books[g] = new OrderBook();
                if (good.endowment() > 0) {
                    books[g].add(new OrderBook.Quote(
                            new OrderBook.Terms(OPERATOR, OPERATOR, false, reserve), good.endowment(), 0));
                }
            }
        }

        void run(RunContext context) {
            for (Venue.Submission next = venue.next(); next != null; next = venue.next()) {
                submit(next);
                if (context.cancelled().getAsBoolean()) {
                    termination = Termination.CANCELLED;
                    return;
                }
            }
        }

        private void submit(Venue.Submission submission) {
            time++;
            withdraw(resting.remove(submission.handle()));
            boolean buys = submission.perLot().units(0) > 0;
            long price = buys ? submission.limitMicrosPerLot() : -submission.limitMicrosPerLot();
            OrderBook.Quote quote = new OrderBook.Quote(
                    new OrderBook.Terms(submission.handle(), submission.participant(), buys, price),
                    submission.maxLots(),
                    time);
            if (submission.group() >= 0) {
                groupOf.put(quote.handle, submission.group());
                byGroup.computeIfAbsent(submission.group(), group -> new ArrayList<>())
                        .add(quote);
            }
            OrderBook of = books[submission.perLot().good(0)];
            if (book == Book.SINGLE_QUOTE) {
                submitSingle(quote, of);
            } else {
                match(quote, of);
                rest(quote, of);
            }
        }

        /** Quotes must be better than the standing one of their side; a trade clears the book. */
        private void submitSingle(OrderBook.Quote quote, OrderBook of) {
            int before = deals.size();
            match(quote, of);
            if (deals.size() > before) {
                of.clear();
            } else {
                OrderBook.Quote standing = of.best(quote.buys);
                if (standing == null || (quote.buys ? quote.price > standing.price : quote.price < standing.price)) {
                    rest(quote, of);
                }
            }
        }

        private void rest(OrderBook.Quote quote, OrderBook of) {
            if (quote.lots > 0) {
                of.add(quote);
                resting.put(quote.handle, quote);
            }
        }

        private void match(OrderBook.Quote quote, OrderBook of) {
            OrderBook.Quote other = of.best(!quote.buys);
            while (quote.lots > 0 && other != null && (quote.buys ? quote.crosses(other) : other.crosses(quote))) {
                if (groupOf.containsKey(quote.handle)
                        && groupOf.get(quote.handle).equals(groupOf.get(other.handle))) {
                    withdraw(other);
                } else {
                    deal(quote.buys ? quote : other, quote.buys ? other : quote, other.price);
                }
                other = of.best(!quote.buys);
            }
        }

        private void deal(OrderBook.Quote bid, OrderBook.Quote ask, long price) {
            long units = Math.min(bid.lots, ask.lots);
            long money = Math.multiplyExact(price, units);
            fill(bid, units, money);
            fill(ask, units, -money);
            deals.add(new Deal(bid.handle, ask.handle, price, units));
        }

        private void fill(OrderBook.Quote quote, long units, long money) {
            quote.lots -= units;
            if (quote.handle == OPERATOR) {
                return;
            }
            lots[quote.handle] += units;
            payments[quote.participant] = Math.addExact(payments[quote.participant], money);
            venue.filled(quote.handle, units);
            Integer group = groupOf.get(quote.handle);
            if (group != null) {
                for (OrderBook.Quote other : byGroup.getOrDefault(group, List.of())) {
                    if (other.handle != quote.handle) {
                        withdraw(other);
                    }
                }
            }
        }

        private void withdraw(OrderBook.@Nullable Quote quote) {
            if (quote != null) {
                quote.lots = 0;
            }
        }

        Outcome outcome() {
            return new Outcome(Fills.of(lots), Payments.of(payments), null, termination, Math.max(1, time));
        }
    }
}
