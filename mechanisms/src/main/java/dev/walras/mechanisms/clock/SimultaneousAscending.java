package dev.walras.mechanisms.clock;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The simultaneous ascending auction: all goods are sold at once, each with a standing price and a standing bidder, to
 * straightforward bidders.
 *
 * <p>A bidder is asked what it wants at its prices: what it holds at the price it bid, anything else at the standing
 * price plus an increment. What is new in the reply is bid for: the bidder becomes the standing one and whoever held
 * the cheapest units loses them. Who holds something must pay for it unless another takes it. With {@code sequence}
 * {@code one-by-one} the first bidder in order that has a new bid is next; with {@code rounds} all are asked in every
 * round at the same prices, and of two bids for the same unit the first counts. The auction ends when nobody has a new
 * bid, or at a limit. Then everybody says which of its orders it serves from what it holds.
 *
 * <p>In rounds an activity rule can hold: a bidder is eligible for as many units as all goods have, and when it is
 * active (holds or bids) on less than {@code activity} of its eligibility, it uses one of its {@code waivers}, or its
 * eligibility falls to its activity over that share. A reply that is beyond the eligibility is not accepted.
 *
 * <p>The increment is {@code increment} micros, or {@code relative} times the price if that is more. When goods are
 * substitutes to everybody the welfare is within an increment for each good of the optimum and prices are within as
 * much of the least Walrasian ones. With complements bidders are <b>exposed</b>: they may hold part of a bundle, pay
 * for it and have no use for it, so that nothing is promised about their gains. For several units of a good a bidder is
 * told one price; where it has to outbid others it may pay up to an increment more for each unit than it was told.
 *
 * <p>Messages: prices and availability, a reply, an award or an eviction for each bid. Reference: P. Milgrom, Putting
 * auction theory to work: the simultaneous ascending auction, Journal of Political Economy 108(2), 2000, 245-272,
 * doi:10.1086/262118; for one unit each, V. P. Crawford, E. M. Knoer, Job matching with heterogeneous firms and
 * workers, Econometrica 49(2), 1981, 437-450, doi:10.2307/1913320. Use {@link CombinatorialClock} where there are
 * complements.
 */
public final class SimultaneousAscending implements PriceSignal {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "price.simultaneous-ascending",
            "Simultaneous ascending auction",
            InformationClass.PRICE_BROADCAST,
            EnumSet.complementOf(EnumSet.of(Trait.TWO_SIDED, Trait.CONVERSION, Trait.BUDGETS)),
            Set.of(Guarantee.NO_DEFICIT),
            "P. Milgrom, Putting auction theory to work: the simultaneous ascending auction, Journal of Political"
                    + " Economy 108(2), 2000, 245-272, doi:10.1086/262118");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("start", "price of every good at first, in micros a unit", "0"),
            new Settings.Setting("increment", "least increment of a bid, in micros a unit", "1"),
            new Settings.Setting("relative", "least increment of a bid as a share of the price", "0.05"),
            new Settings.Setting(
                    "sequence", "one-by-one, or rounds in which all are asked at the same prices", "one-by-one"),
            new Settings.Setting(
                    "activity", "share of its eligibility on which a bidder must be active, in rounds", "0"),
            new Settings.Setting("waivers", "how often a bidder may be less active", "0"));

    /** Who is asked when. */
    public enum Sequence {
        /** The first bidder in order that has a new bid is next. */
        ONE_BY_ONE,
        /** Everybody is asked in every round. */
        ROUNDS
    }

    /**
     * The auction with its number of bids.
     *
     * @param outcome what it ends in
     * @param bids how many bids were accepted
     */
    public record Course(Outcome outcome, long bids) {}

    private static final long HIGHEST = 1L << 53;
    private static final int[] NOTHING = {};

    private final long start;
    private final long increment;
    private final double relative;
    private final Sequence sequence;
    private final double activity;
    private final long waivers;

    /** With the {@link #SETTINGS} given. */
    public SimultaneousAscending(Settings settings) {
        this.start = settings.integer("start", 0, 0, HIGHEST);
        this.increment = settings.integer("increment", 1, 1, HIGHEST);
        this.relative = settings.real("relative", 0.05, 0, 1);
        this.sequence = settings.choice("sequence", Sequence.ONE_BY_ONE, Sequence.class);
        this.activity = settings.real("activity", 0, 0, 1);
        this.waivers = settings.integer("waivers", 0, 0, Integer.MAX_VALUE);
        if (activity > 0 && sequence != Sequence.ROUNDS) {
            throw new IllegalArgumentException("an activity rule needs rounds\nMaybe add sequence=rounds.");
        }
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Floor floor, RunContext context) {
        return course(floor, context).outcome();
    }

    /** Runs the auction and counts bids. */
    public Course course(Floor floor, RunContext context) {
        for (Trait trait : floor.traits()) {
            if (!SPEC.handles().contains(trait)) {
                throw new UnsupportedMarketException(SPEC.id() + " does not handle " + trait.description());
            }
        }
        return new Run(floor, context).course();
    }

    /** One auction. */
    private final class Run {
        private final Floor floor;
        private final RunContext context;
        private final long startNanos = System.nanoTime();
        private final List<Holdings> goods = new ArrayList<>();
        private final double[] eligibility;
        private final long[] waiversLeft;
        private long bids;
        private int rounds;

        Run(Floor floor, RunContext context) {
            this.floor = floor;
            this.context = context;
            floor.goods().forEach(good -> goods.add(new Holdings(good, start)));
            double units =
                    floor.goods().stream().mapToDouble(good -> good.endowment()).sum();
            this.eligibility = new double[floor.participants()];
            Arrays.fill(eligibility, units);
            this.waiversLeft = new long[eligibility.length];
            Arrays.fill(waiversLeft, waivers);
        }

        Course course() {
            Termination end = null;
            while (end == null) {
                boolean any = sequence == Sequence.ROUNDS ? roundOfAll() : roundOneByOne();
                rounds++;
                context.observer().round(rounds, standing(), floor.traffic().messages(), null);
                end = any ? limitReached() : Termination.QUIESCENT;
            }
            return new Course(outcome(end), bids);
        }

        private @Nullable Termination limitReached() {
            if (context.cancelled().getAsBoolean()) {
                return Termination.CANCELLED;
            }
            if (rounds >= context.limits().rounds()) {
                return Termination.ROUND_LIMIT;
            }
            for (Holdings good : goods) {
                if (good.standing() > HIGHEST) {
                    return Termination.DIVERGED;
                }
            }
            long millis = (System.nanoTime() - startNanos) / 1_000_000;
            return millis >= context.limits().timeMillis() ? Termination.TIME_LIMIT : null;
        }

        /** As many bids as there are participants, each by the first that has one; false when there was none. */
        private boolean roundOneByOne() {
            boolean any = false;
            for (int i = 0; i < floor.participants(); i++) {
                boolean found = false;
                for (int p = 0; p < floor.participants() && !found; p++) {
                    found = accept(p, wanted(p));
                }
                any |= found;
                if (!found) {
                    return any;
                }
            }
            return any;
        }

        /** Everybody is asked at the same prices; false when nobody had a new bid. */
        private boolean roundOfAll() {
            List<Wish> wishes = new ArrayList<>();
            for (int p = 0; p < floor.participants(); p++) {
                wishes.add(wanted(p));
            }
            boolean any = false;
            boolean waived = false;
            for (int p = 0; p < floor.participants(); p++) {
                any |= accept(p, wishes.get(p));
                waived |= activity > 0 && checkActivity(p, wishes.get(p));
            }
            return any || waived;
        }

        /** What a bidder wants, by good, what it held when it was asked, and the prices of new bids. */
        private final class Wish {
            private final long[] units = new long[goods.size()];
            private final long[] held = new long[goods.size()];
            private final long[] prices = new long[goods.size()];

            /** Units on which the bidder is active: held, or bid for. */
            double points() {
                double points = 0;
                for (int g = 0; g < units.length; g++) {
                    points += Math.max(units[g], held[g]);
                }
                return points;
            }

            double pointsHeld() {
                return Arrays.stream(held).mapToDouble(x -> x).sum();
            }
        }

        private Wish wanted(int p) {
            Wish cheap = ask(p, false);
            boolean idle = Arrays.stream(cheap.units).allMatch(units -> units == 0);
            boolean holds = goods.stream().anyMatch(good -> good.held(p) > 0);
            return idle && !holds && severalPrices(p) ? ask(p, true) : cheap;
        }

        /** Whether units of some good that others hold stand at different prices. */
        private boolean severalPrices(int p) {
            return goods.stream().anyMatch(good -> good.lowestOfOthers(p) != good.highestOfOthers(p));
        }

        /** Asks for a wish: at the price that wins the cheapest units, or at the one that wins all. */
        private Wish ask(int p, boolean all) {
            Wish wish = new Wish();
            long[] prices = new long[goods.size()];
            long[] available = new long[prices.length];
            for (int g = 0; g < prices.length; g++) {
                Holdings good = goods.get(g);
                long standing = all ? good.highestOfOthers(p) : good.lowestOfOthers(p);
                boolean open = standing <= HIGHEST;
                wish.held[g] = good.held(p);
                wish.prices[g] = open ? standing + Math.max(increment, (long) (relative * standing)) : Market.LIMIT;
                available[g] = wish.held[g] + (open ? good.below(p, wish.prices[g]) : 0);
                prices[g] = wish.held[g] > 0 ? good.highest(p) : wish.prices[g];
            }
            for (Reply.Trade trade : floor.ask(p, prices, available, NOTHING).trades()) {
                Bundle bundle = trade.perLot();
                for (int i = 0; i < bundle.size(); i++) {
                    wish.units[bundle.good(i)] += trade.lots() * bundle.units(i);
                }
            }
            return wish;
        }

        /** Makes the new bids of a wish, as far as the units are still to be had; false when there is none. */
        private boolean accept(int p, Wish wish) {
            if (!allowed(p, wish)) {
                return false;
            }
            boolean any = false;
            for (int g = 0; g < wish.units.length; g++) {
                Holdings good = goods.get(g);
                long more = Math.min(wish.units[g] - wish.held[g], good.below(p, wish.prices[g]));
                if (more > 0) {
                    good.take(p, more, wish.prices[g]).forEach(loser -> floor.tell(loser, 4));
                    floor.tell(p, MessageSizes.FILL + 8);
                    any = true;
                }
            }
            bids += any ? 1 : 0;
            return any;
        }

        /** Whether a bidder is eligible for all that it wants and holds; sums of units are whole. */
        private boolean allowed(int p, Wish wish) {
            return wish.points() <= eligibility[p] * (1 + 1e-12);
        }

        /** Applies the activity rule after a round; true when a waiver was used, which keeps the auction open. */
        private boolean checkActivity(int p, Wish wish) {
            double active = allowed(p, wish) ? wish.points() : wish.pointsHeld();
            if (active >= activity * eligibility[p]) {
                return false;
            }
            if (waiversLeft[p] > 0) {
                waiversLeft[p]--;
                return true;
            }
            eligibility[p] = active / activity;
            return false;
        }

        private Prices standing() {
            return Prices.of(goods.stream()
                    .mapToLong(good -> Math.min(good.standing(), HIGHEST))
                    .toArray());
        }

        private Outcome outcome(Termination end) {
            long[] lots = new long[floor.orders()];
            long[] payments = new long[floor.participants()];
            long[] free = new long[goods.size()];
            for (int p = 0; p < payments.length; p++) {
                long[] held = new long[free.length];
                for (int g = 0; g < held.length; g++) {
                    held[g] = goods.get(g).held(p);
                    payments[p] = Math.addExact(payments[p], goods.get(g).owed(p));
                }
                if (Arrays.stream(held).anyMatch(units -> units > 0)) {
                    floor.ask(p, free, held, NOTHING).trades().forEach(trade -> lots[trade.handle()] = trade.lots());
                }
            }
            return new Outcome(Fills.of(lots), Payments.of(payments), standing(), end, rounds);
        }
    }
}
