package dev.walras.mechanisms.clock;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Good;
import dev.walras.market.LongVector;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.floor.MessageSizes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deferred-acceptance clock: the price of a unit rises, and whoever is still in the way of others must say at each
 * step whether it stays; who leaves does so for good, who is in nobody's way any more is served.
 *
 * <p>The market: each participant wants one bundle of the operator's goods, or nothing. At a clock price <i>p</i> a
 * bundle costs <i>p</i> times its units. At the start everybody says whether it wants its bundle. A participant is
 * served, at the last price it agreed to, as soon as none of its goods is wanted beyond its supply by those who are
 * left. The clock rises by {@code increment} micros, or {@code relative} times the price if that is more; the others
 * are then asked in order whether they stay. The clock stops when nobody is left to ask.
 *
 * <p>The price that a participant faces rises whatever it says and its only choice is to leave: to stay while the price
 * is below the value is obviously best, also for coalitions. Truthful, individually rational, no deficit. It is a
 * greedy algorithm that rejects the least dense first; in general it is not efficient, and a coarse step rejects more
 * than one at a time. At most log(highest value a unit) / {@code relative} rounds of one message each way.
 *
 * <p>Reference: P. Milgrom, I. Segal, Clock auctions and radio spectrum reallocation, Journal of Political Economy
 * 128(1), 2020, 1-31, doi:10.1086/704074. {@link OfferClock} is the reverse auction of the paper, with any test of what
 * can be packed. Use {@code auction.greedy-los} where values may be reported.
 */
public final class DeferredAcceptanceClock implements PriceSignal {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.deferred-acceptance-clock",
            "Deferred-acceptance clock auction",
            InformationClass.PRICE_BROADCAST,
            EnumSet.of(Trait.MANY_GOODS, Trait.BUNDLES, Trait.ENDOWMENT, Trait.COARSE_LOTS),
            EnumSet.of(Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "P. Milgrom, I. Segal, Clock auctions and radio spectrum reallocation, Journal of Political Economy 128(1),"
                    + " 2020, 1-31, doi:10.1086/704074");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("start", "first price, in micros a unit", "0"),
            new Settings.Setting("increment", "least step of the clock, in micros a unit", "1"),
            new Settings.Setting("relative", "least step of the clock as a share of the price", "0.05"));

    private static final long HIGHEST = 1L << 53;
    private static final int[] NOTHING = {};

    private final long start;
    private final long increment;
    private final double relative;

    /** With the {@link #SETTINGS} given. */
    public DeferredAcceptanceClock(Settings settings) {
        this.start = settings.integer("start", 0, 0, HIGHEST);
        this.increment = settings.integer("increment", 1, 1, HIGHEST);
        this.relative = settings.real("relative", 0.05, 0, 1);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Floor floor, RunContext context) {
        for (Trait trait : floor.traits()) {
            if (!SPEC.handles().contains(trait)) {
                throw new UnsupportedMarketException(SPEC.id() + " does not handle " + trait.description());
            }
        }
        return new Run(floor, context).outcome();
    }

    /** One who is left: what it wants, and the last price it agreed to. */
    private static final class Active {
        private final int participant;
        private final Reply.Trade trade;
        private long agreed;

        Active(int participant, Reply.Trade trade, long agreed) {
            this.participant = participant;
            this.trade = trade;
            this.agreed = agreed;
        }
    }

    /** One auction. */
    private final class Run {
        private final Floor floor;
        private final RunContext context;
        private final long startNanos = System.nanoTime();
        private final long[] supply;
        private final double[] wanted;
        private final List<Active> active = new ArrayList<>();
        private final long[] lots;
        private final long[] payments;
        private int rounds;

        Run(Floor floor, RunContext context) {
            this.floor = floor;
            this.context = context;
            this.supply = floor.goods().stream().mapToLong(Good::endowment).toArray();
            this.wanted = new double[supply.length];
            this.lots = new long[floor.orders()];
            this.payments = new long[floor.participants()];
        }

        Outcome outcome() {
            for (int p = 0; p < floor.participants(); p++) {
                Reply.Trade trade = asked(p, start);
                if (trade != null) {
                    active.add(new Active(p, trade, start));
                    count(trade, +1);
                }
            }
            serve();
            long price = start;
            ended(price);
            Termination end = null;
            while (!active.isEmpty() && end == null) {
                price += Math.max(increment, (long) (relative * price));
                end = price > HIGHEST ? Termination.DIVERGED : null;
                if (end == null) {
                    tick(price);
                    ended(price);
                    end = limitReached();
                }
            }
            Termination stated = end == null || active.isEmpty() ? Termination.CLEARED : end;
            return new Outcome(Fills.of(lots), Payments.of(payments), everywhere(price), stated, rounds);
        }

        private void ended(long price) {
            rounds++;
            context.observer().round(rounds, everywhere(price), floor.traffic().messages(), Fills.of(lots));
        }

        private Prices everywhere(long price) {
            return new Prices(LongVector.repeat(supply.length, price));
        }

        private @Nullable Termination limitReached() {
            if (context.cancelled().getAsBoolean()) {
                return Termination.CANCELLED;
            }
            if (rounds >= context.limits().rounds()) {
                return Termination.ROUND_LIMIT;
            }
            long millis = (System.nanoTime() - startNanos) / 1_000_000;
            return millis >= context.limits().timeMillis() ? Termination.TIME_LIMIT : null;
        }

        /** What {@code participant} wants at {@code price} a unit; null when nothing. */
        private Reply.@Nullable Trade asked(int participant, long price) {
            long[] prices = new long[supply.length];
            Arrays.fill(prices, price);
            List<Reply.Trade> trades =
                    floor.ask(participant, prices, supply, NOTHING).trades();
            return trades.isEmpty() ? null : trades.get(0);
        }

        /** Asks everybody who is left, in order, whether it stays at {@code price}. */
        private void tick(long price) {
            for (Active bidder : List.copyOf(active)) {
                if (!active.contains(bidder)) {
                    continue;
                }
                if (asked(bidder.participant, price) != null) {
                    bidder.agreed = price;
                } else {
                    active.remove(bidder);
                    count(bidder.trade, -1);
                    serve();
                }
            }
        }

        private void count(Reply.Trade trade, int sign) {
            Bundle bundle = trade.perLot();
            for (int i = 0; i < bundle.size(); i++) {
                wanted[bundle.good(i)] += (double) sign * bundle.units(i);
            }
        }

        /** Serves all who are in nobody's way. */
        private void serve() {
            for (Active bidder : List.copyOf(active)) {
                Bundle bundle = bidder.trade.perLot();
                boolean free = true;
                long units = 0;
                for (int i = 0; i < bundle.size(); i++) {
                    free &= wanted[bundle.good(i)] <= supply[bundle.good(i)];
                    units = Math.addExact(units, bundle.units(i));
                }
                if (free) {
                    active.remove(bidder);
                    lots[bidder.trade.handle()] = 1;
                    payments[bidder.participant] = Math.multiplyExact(bidder.agreed, units);
                    floor.tell(bidder.participant, MessageSizes.FILL + 8);
                }
            }
        }
    }
}
