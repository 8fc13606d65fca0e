package dev.walras.mechanisms.clock;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The combinatorial clock auction: a clock phase with prices of goods, supplementary bids for packages, a final
 * assignment.
 *
 * <p>The {@link ClockPhase} starts at 0; its first step is the highest bid a unit over {@code resolution}, so that it
 * suits the market, and later ones are {@code relative} times the price. A step that leaves over a good that was short
 * is taken back and halved, at most {@code take-backs} times a good. In the supplementary round every bidder bids its
 * value for its last clock package and for its {@code supplementary} most profitable packages at the last prices, each
 * limited by the final and the relative cap of {@link RevealedPreference}; its other clock packages stand at the clock
 * prices. The bids are cleared by a sealed package auction, which decides the payments.
 *
 * <p>Bidders are straightforward here, for whom the caps do not bind; so with as many supplementary bids as orders the
 * outcome is that of the sealed auction for the reported values. With few, the clock prices decide which packages are
 * bid for. Individually rational; no deficit; not truthful. The outcome states the last clock prices; it ends
 * {@link Termination#QUIESCENT} instead of {@link Termination#CLEARED} when goods with a price are left over after the
 * clock. Bidding is done by proxies; see {@link AscendingProxy} on messages.
 *
 * <p>Reference: L. M. Ausubel, P. Cramton, P. Milgrom, The clock-proxy auction: a practical combinatorial auction
 * design, in Combinatorial Auctions, MIT Press, 2006, chapter 5; L. M. Ausubel, O. V. Baranov, Market design and the
 * evolution of the combinatorial clock auction, American Economic Review 104(5), 2014, 446-451,
 * doi:10.1257/aer.104.5.446. Use {@code auction.vcg} where bidders know all their packages.
 */
public final class CombinatorialClock implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.combinatorial-clock",
            "Combinatorial clock auction",
            InformationClass.REVEALED_BIDS,
            Bidding.handled(),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "L. M. Ausubel, P. Cramton, P. Milgrom, The clock-proxy auction: a practical combinatorial auction design,"
                    + " in Combinatorial Auctions, MIT Press, 2006, chapter 5");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            Increment.ABSOLUTE,
            Increment.SHARE,
            new Settings.Setting("start", "price of every good in round 1, in micros a unit; needs an increment", "0"),
            new Settings.Setting("relative", "least step of a clock as a share of its price", "0.05"),
            new Settings.Setting("take-backs", "how often a step that leaves a good over is taken back", "6"),
            new Settings.Setting("supplementary", "how many most profitable packages are bid for afterwards", "5"));

    private final SealedBid settlement;
    private final Increment.Asked increment;
    private final long start;
    private final double relative;
    private final int takeBacks;
    private final int supplementary;

    /** With {@code settlement} to clear the bids of both phases, and the {@link #SETTINGS} given. */
    public CombinatorialClock(SealedBid settlement, Settings settings) {
        this.settlement = settlement;
        this.increment = Increment.Asked.of(settings);
        this.start = settings.integer("start", 0, 0, 1L << 53);
        this.relative = settings.real("relative", 0.05, 0, 10);
        this.takeBacks = (int) settings.integer("take-backs", 6, 0, 60);
        this.supplementary = (int) settings.integer("supplementary", 5, 0, Integer.MAX_VALUE);
        if (start > 0 && increment.micros() == 0) {
            throw new IllegalArgumentException("a starting price needs an increment in micros, too");
        }
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    /**
     * Both phases.
     *
     * @param outcome what the auction ends in
     * @param clock the clock phase, in micros when the increment is in micros
     */
    public record Course(Outcome outcome, ClockPhase.Course clock) {}

    @Override
    public Outcome clear(Market reports, RunContext context) {
        return course(reports, context).outcome();
    }

    /** The auction with all rounds of its clock. */
    public Course course(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        return new Run(reports, context).course();
    }

    /** One auction. */
    private final class Run {
        private final Market market;
        private final RunContext context;
        private final Increment money;
        private final long[] values;
        private final Bidding bidding;

        Run(Market market, RunContext context) {
            this.market = market;
            this.context = context;
            this.money = increment.in(market);
            this.values = money.values(market);
            this.bidding = new Bidding(market, context);
        }

        Course course() {
            ClockPhase.Rule rule =
                    new ClockPhase.Rule(Collections.nCopies(market.goods(), start), step(), relative, takeBacks);
            int[] nobody = new int[market.participants()];
            Arrays.fill(nobody, -1);
            ClockPhase.Course clock = new ClockPhase(
                            market, Arrays.stream(values).boxed().toList(), rule)
                    .run(round -> {
                        bidding.ended(market.participants(), nobody, micros(round.prices()));
                        return bidding.limitReached();
                    });
            return new Course(assigned(clock, bids(clock)), clock);
        }

        private long[] micros(List<Long> prices) {
            return prices.stream().mapToLong(money::micros).toArray();
        }

        /** The first step: in relative money, the highest bid a unit over the resolution. */
        private long step() {
            if (!money.relative()) {
                return money.step();
            }
            long highest = 1;
            for (int k = 0; k < values.length; k++) {
                double units = 0;
                for (int i = 0; i < market.bundleSize(k); i++) {
                    units += market.bundleUnits(k, i);
                }
                highest = Math.max(highest, (long) (values[k] / units));
            }
            return Math.max(1, highest / increment.resolution());
        }

        /** The bid for every order after both phases; -1 for none. */
        private long[] bids(ClockPhase.Course clock) {
            long[] bids = new long[market.orders()];
            Arrays.fill(bids, -1);
            for (ClockPhase.Round round : clock.rounds()) {
                for (int order : round.packages()) {
                    if (order >= 0) {
                        bids[order] = Math.max(bids[order], cost(order, round.prices()));
                    }
                }
            }
            for (int p = 0; p < market.participants(); p++) {
                supplement(p, clock, bids);
            }
            return bids;
        }

        private long cost(int order, List<Long> prices) {
            long cost = 0;
            for (int i = 0; i < market.bundleSize(order); i++) {
                cost = Math.addExact(
                        cost,
                        Math.multiplyExact(prices.get(market.bundleGood(order, i)), market.bundleUnits(order, i)));
            }
            return cost;
        }

        private void supplement(int p, ClockPhase.Course clock, long[] bids) {
            int last = clock.last().packages().get(p);
            List<Integer> chosen = new ArrayList<>();
            for (int i = 0; i < market.ordersByParticipant().size(p); i++) {
                int order = market.ordersByParticipant().member(p, i);
                if (values[order] >= 0) {
                    chosen.add(order);
                }
            }
            List<Long> prices = clock.last().prices();
            chosen.sort((a, b) -> Double.compare(profit(b, prices), profit(a, prices)));
            RevealedPreference activity =
                    new RevealedPreference(history(p, clock), Collections.nCopies(market.goods(), 1L));
            long finalBid = last < 0 ? 0 : values[last];
            for (int order : chosen.subList(0, Math.min(chosen.size(), supplementary))) {
                bids[order] = Math.max(bids[order], capped(order, activity, finalBid));
            }
            if (last >= 0) {
                bids[last] = values[last];
            }
        }

        private double profit(int order, List<Long> prices) {
            double profit = values[order];
            for (int i = 0; i < market.bundleSize(order); i++) {
                profit -= (double) prices.get(market.bundleGood(order, i)) * market.bundleUnits(order, i);
            }
            return profit;
        }

        /** The value of an order, as far as the final and the relative cap allow; -1 when it may not be bid for. */
        private long capped(int order, RevealedPreference activity, long finalBid) {
            List<Long> units = units(order);
            Long relativeCap = activity.relativeCap(units, finalBid, Long.MAX_VALUE);
            long cap = Math.min(relativeCap == null ? -1 : relativeCap, activity.finalCap(units, finalBid));
            return Math.min(values[order], cap);
        }

        private List<RevealedPreference.Bid> history(int p, ClockPhase.Course clock) {
            return clock.rounds().stream()
                    .map(round -> new RevealedPreference.Bid(
                            round.prices(), units(round.packages().get(p))))
                    .toList();
        }

        private List<Long> units(int order) {
            Bundle bundle = order < 0 ? Bundle.EMPTY : market.bundle(order);
            List<Long> units = new ArrayList<>(market.goods());
            for (int g = 0; g < market.goods(); g++) {
                units.add(bundle.unitsOf(g));
            }
            return units;
        }

        private Outcome assigned(ClockPhase.Course clock, long[] bids) {
            int[] kept =
                    IntStream.range(0, bids.length).filter(k -> bids[k] > 0).toArray();
            Market offered = market.withValues(LongVector.of(bids)).select(kept);
            Outcome cleared = settlement.clear(offered, context);
            long[] lots = new long[market.orders()];
            for (int i = 0; i < kept.length; i++) {
                lots[kept[i]] = cleared.fills().lots().get(i);
            }
            long[] payments = new long[market.participants()];
            for (int p = 0; p < payments.length; p++) {
                payments[p] = money.micros(cleared.payments().micros().get(p));
            }
            Prices prices = Prices.of(micros(clock.last().prices()));
            int rounds = clock.rounds().size() + 1;
            return new Outcome(Fills.of(lots), Payments.of(payments), prices, ended(clock, cleared), rounds);
        }

        private Termination ended(ClockPhase.Course clock, Outcome cleared) {
            boolean proved = cleared.termination() == Termination.COMPLETED;
            if (clock.termination() != Termination.CLEARED || !proved) {
                return proved ? clock.termination() : cleared.termination();
            }
            for (int g = 0; g < market.goods(); g++) {
                boolean priced = clock.last().prices().get(g) > start;
                if (priced && clock.last().demand().get(g) < market.endowment(g)) {
                    return Termination.QUIESCENT;
                }
            }
            return Termination.CLEARED;
        }
    }
}
