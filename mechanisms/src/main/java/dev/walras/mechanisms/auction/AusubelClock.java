package dev.walras.mechanisms.auction;

import dev.walras.market.Fills;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ausubel's ascending-bid auction of several units of one good: a clock goes up, and units are <i>clinched</i> at its
 * price as soon as the others together leave them over.
 *
 * <p>With <i>K</i> units endowed, participant <i>i</i> has clinched {@code max(0, K - sum of the others' demands)}
 * units at a price, at most what it demands; what is new is paid at that price. The clock stops when no more is
 * demanded than there is. If then less is demanded, the rest is offered at the stopping price, participant by
 * participant, to those whose demand fell there.
 *
 * <p>The clock sees demands only, never values. With {@code increment} 0 it goes straight to the next price, to the
 * micro, at which somebody clinches: it finds it by doubling and halving, asking for demands on the way. The outcome is
 * then that of a clock that takes every micro, in at most K + 1 searches of some 60 rounds, but participants also say
 * what they want at prices beyond the next clinch. With {@code increment} 1 or more it goes up by as many micros a
 * round from {@code start} on, as in the paper.
 *
 * <p>Only for one good that the operator sells by the unit. Every round takes one pass over the orders. With increment
 * 0, or 1, from price 0, the outcome is Vickrey's: efficient, individually rational, no deficit; truthful as an ex-post
 * perfect equilibrium. Longer increments lose up to an increment a unit, and may leave units unsold. At a limit on
 * rounds or time only what is clinched is sold.
 *
 * <p>Reference: L. M. Ausubel, An efficient ascending-bid auction for multiple objects, American Economic Review 94(5),
 * 2004, 1452-1475, doi:10.1257/0002828043052330. Use {@link VickreyMultiUnit} for the same in one round.
 */
public final class AusubelClock implements PriceSignal {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.ausubel",
            "Ausubel's clinching clock",
            InformationClass.PRICE_BROADCAST,
            EnumSet.of(Trait.ENDOWMENT, Trait.MULTI_LOT, Trait.PORTFOLIO),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "L. M. Ausubel, An efficient ascending-bid auction for multiple objects, American Economic Review 94(5),"
                    + " 2004, doi:10.1257/0002828043052330");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("start", "price of the first round, in micros a unit", "0"),
            new Settings.Setting(
                    "increment",
                    "step of the clock in micros; 0 goes to the next price at which a unit is clinched",
                    "0"));

    private static final long HIGHEST_PRICE = 1L << 53;
    private static final long AWARD_BYTES = 16;

    private final long start;
    private final long increment;

    /**
     * With a clock.
     *
     * @param start price of the first round, in micros a unit, 0 or more
     * @param increment step in micros; 0 goes to the next price at which a unit is clinched
     */
    public AusubelClock(long start, long increment) {
        if (start < 0 || start > HIGHEST_PRICE || increment < 0 || increment > HIGHEST_PRICE) {
            throw new IllegalArgumentException(
                    "start " + start + " and increment " + increment + " must be from 0 to 2^53 micros");
        }
        this.start = start;
        this.increment = increment;
    }

    /** As {@code settings} say. */
    public static AusubelClock of(Settings settings) {
        return new AusubelClock(
                settings.integer("start", 0, 0, HIGHEST_PRICE), settings.integer("increment", 0, 0, HIGHEST_PRICE));
    }

    /**
     * Units clinched.
     *
     * @param participant who has them
     * @param units how many
     * @param priceMicros what each costs, in micros
     */
    public record Clinch(int participant, long units, long priceMicros) {}

    @Override
    public MechanismSpec spec() {
        if (start == 0 && increment <= 1) {
            return SPEC;
        }
        return new MechanismSpec(
                SPEC.id(),
                SPEC.name(),
                SPEC.information(),
                SPEC.handles(),
                Set.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
                SPEC.reference());
    }

    @Override
    public Outcome run(Floor floor, RunContext context) {
        return session(floor, context).outcome();
    }

    /**
     * What was clinched, by price, then by participant: one entry for all that somebody gets at a price, also where
     * units that nobody wanted any more are offered at the stopping price. The session is that of {@link #run}.
     */
    public List<Clinch> clinches(Floor floor, RunContext context) {
        Map<Long, SortedMap<Integer, Long>> byPrice = new TreeMap<>();
        for (Clinch clinch : session(floor, context).clinched) {
            byPrice.computeIfAbsent(clinch.priceMicros(), price -> new TreeMap<>())
                    .merge(clinch.participant(), clinch.units(), Math::addExact);
        }
        List<Clinch> clinches = new ArrayList<>();
        byPrice.forEach((price, units) ->
                units.forEach((participant, count) -> clinches.add(new Clinch(participant, count, price))));
        return clinches;
    }

    private Session session(Floor floor, RunContext context) {
        Set<Trait> missing = EnumSet.noneOf(Trait.class);
        missing.addAll(floor.traits());
        missing.removeAll(SPEC.handles());
        if (!missing.isEmpty()) {
            throw new UnsupportedMarketException(
                    SPEC.id() + " does not handle " + missing.iterator().next().description());
        }
        Session session = new Session(floor, context);
        if (!floor.goods().isEmpty()) {
            session.run();
        }
        return session;
    }

    /** What everybody wants at a price. */
    private static final class Demands {
        private final long price;
        private final List<Reply> replies;
        private final long[] units;
        private final long total;

        Demands(long price, List<Reply> replies) {
            this.price = price;
            this.replies = replies;
            this.units = new long[replies.size()];
            long sum = 0;
            for (int p = 0; p < units.length; p++) {
                for (Reply.Trade trade : replies.get(p).trades()) {
                    units[p] += trade.lots();
                }
                sum += units[p];
            }
            this.total = sum;
        }

        long price() {
            return price;
        }

        List<Reply> replies() {
            return replies;
        }

        long units(int participant) {
            return units[participant];
        }

        long total() {
            return total;
        }
    }

    /** The demands at a price, and just before it. */
    private record Step(Demands before, Demands after) {}

    /** One run of the clock. */
    private final class Session {
        private final Floor floor;
        private final RunContext context;
        private final long began = System.nanoTime();
        private final long supply;
        private final long[] held;
        private final long[] payments;
        private final List<Clinch> clinched = new ArrayList<>();
        private final long[] lots;
        private int rounds;
        private long sold;
        private long stopPrice;
        private @Nullable Termination limit;

        Session(Floor floor, RunContext context) {
            this.floor = floor;
            this.context = context;
            this.supply = floor.goods().isEmpty() ? 0 : floor.goods().get(0).endowment();
            this.held = new long[floor.participants()];
            this.payments = new long[floor.participants()];
            this.lots = new long[floor.orders()];
            this.stopPrice = start;
        }

        void run() {
            Demands now = demands(start);
            Demands before = now;
            clinch(now);
            while (now.total() > supply && !limited()) {
                Step step = increment > 0 ? tick(now) : jump(now);
                if (step == null) {
                    break;
                }
                before = step.before();
                now = step.after();
                clinch(now);
            }
            stopPrice = now.price();
            award(now);
            if (now.total() < supply && before.total() > supply) {
                offerRest(before, now);
            }
            for (int p = 0; p < held.length; p++) {
                if (held[p] > 0) {
                    floor.tell(p, AWARD_BYTES);
                }
            }
        }

        private Demands demands(long price) {
            Demands demands = new Demands(price, floor.replies(new long[] {price}));
            rounds++;
            context.observer().round(rounds, Prices.of(price), floor.traffic().messages(), null);
            return demands;
        }

        private boolean limited() {
            if (context.cancelled().getAsBoolean()) {
                limit = Termination.CANCELLED;
            } else if (rounds >= context.limits().rounds()) {
                limit = Termination.ROUND_LIMIT;
            } else if ((System.nanoTime() - began) / 1_000_000
                    >= context.limits().timeMillis()) {
                limit = Termination.TIME_LIMIT;
            }
            return limit != null;
        }

        private Step tick(Demands from) {
            return new Step(from, demands(Math.min(HIGHEST_PRICE, from.price() + increment)));
        }

        /** To the lowest price above {@code from} at which anything is clinched; null at a limit. */
        private @Nullable Step jump(Demands from) {
            Demands low = from;
            long step = 1;
            Demands high = demands(low.price() + step);
            while (!clinches(high)) {
                if (high.price() >= HIGHEST_PRICE) {
                    limit = Termination.DIVERGED;
                }
                if (limit != null || limited()) {
                    return null;
                }
                low = high;
                step *= 2;
                high = demands(Math.min(HIGHEST_PRICE, low.price() + step));
            }
            while (high.price() - low.price() > 1) {
                if (limited()) {
                    return null;
                }
                Demands middle = demands(low.price() + (high.price() - low.price()) / 2);
                if (clinches(middle)) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return new Step(low, high);
        }

        /** Whether somebody has more units at these demands than before, or the clock stops. */
        private boolean clinches(Demands demands) {
            if (demands.total() <= supply) {
                return true;
            }
            for (int p = 0; p < held.length; p++) {
                if (due(demands, p) > held[p]) {
                    return true;
                }
            }
            return false;
        }

        private long due(Demands demands, int p) {
            return Math.min(demands.units(p), supply - (demands.total() - demands.units(p)));
        }

        private void clinch(Demands demands) {
            for (int p = 0; p < held.length; p++) {
                long more = due(demands, p) - held[p];
                if (more > 0) {
                    give(p, more, demands.price());
                }
            }
        }

        private void give(int p, long units, long price) {
            held[p] += units;
            sold += units;
            payments[p] = Math.addExact(payments[p], Math.multiplyExact(units, price));
            clinched.add(new Clinch(p, units, price));
        }

        /** Fills the orders that everybody still wants, as far as it has units. */
        private void award(Demands last) {
            for (Reply reply : last.replies()) {
                long left = held[reply.participant()];
                for (Reply.Trade trade : reply.trades()) {
                    lots[trade.handle()] = Math.min(left, trade.lots());
                    left -= lots[trade.handle()];
                }
            }
        }

        /**
         * Deals with those whose demand fell at the stopping price: units that they hold already come from what they
         * wanted just before; what is then left is offered to them at the stopping price, at which they break even.
         */
        private void offerRest(Demands before, Demands last) {
            for (int i = 0; i < last.replies().size(); i++) {
                int p = last.replies().get(i).participant();
                long missing = Math.max(0, held[p] - last.units(p));
                long used = missing;
                for (Reply.Trade trade : before.replies().get(i).trades()) {
                    long taken = Math.min(missing, trade.lots() - lots[trade.handle()]);
                    lots[trade.handle()] += taken;
                    missing -= taken;
                }
                if (sold < supply && before.units(p) > Math.max(held[p], last.units(p))) {
                    offer(last.replies().get(i), used, last.price());
                }
            }
        }

        private void offer(Reply wanted, long used, long price) {
            int[] skip = wanted.trades().stream().mapToInt(Reply.Trade::handle).toArray();
            long[] rest = {supply - sold + used};
            for (Reply.Trade trade : floor.ask(wanted.participant(), new long[] {price}, rest, skip)
                    .trades()) {
                long more = Math.min(supply - sold, trade.lots() - lots[trade.handle()]);
                if (more > 0) {
                    lots[trade.handle()] += more;
                    give(wanted.participant(), more, price);
                }
            }
        }

        Outcome outcome() {
            Termination termination = limit == null ? Termination.CLEARED : limit;
            return new Outcome(
                    Fills.of(lots),
                    Payments.of(payments),
                    floor.goods().isEmpty() ? null : Prices.of(stopPrice),
                    termination,
                    rounds);
        }
    }
}
