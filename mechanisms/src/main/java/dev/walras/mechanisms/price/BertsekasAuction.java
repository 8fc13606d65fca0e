package dev.walras.mechanisms.price;

import dev.walras.market.Fills;
import dev.walras.market.Good;
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
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.floor.MessageSizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The auction algorithm for assignment: who has nothing bids for its best good up to the price at which its second best
 * would be as good, plus an increment; the former holder is evicted.
 *
 * <p>The market: each participant wants at most one unit of one good, all goods belong to the operator. The unassigned
 * participant of lowest index bids (Gauss-Seidel); of a good with several units it gets the cheapest. Prices begin at
 * 0. Who has no gain left goes without. In the end everybody pays the price of its good, or its own bid without the
 * increment when that is less. The increment is {@code epsilon}, or {@code relative} times the highest price if that is
 * more, which keeps price wars short: at a relative increment of a thousandth a price cannot rise more than some 20,000
 * times before it reaches 10^9.
 *
 * <p>At the end everybody is within its last increment of its best reply (epsilon complementary slackness), and goods
 * that nobody bid for have price 0; so the welfare is within the sum of the last increments of the optimum: exact when
 * {@code relative} is 0, values are whole multiples of some unit, and {@code epsilon} times the number of participants
 * is less than it. It refuses markets that are not of this form, as far as their traits show it.
 *
 * <p>Messages: a request with prices and a bid for every step, an award, an eviction. At most (highest price / epsilon)
 * bids a good. A round is as many bids as there are participants.
 *
 * <p>Reference: D. P. Bertsekas, The auction algorithm: a distributed relaxation method for the assignment problem,
 * Annals of Operations Research 14, 1988, 105-123, doi:10.1007/BF02186476. Differs from it: bidders may go without, and
 * increments may be relative. Scaling of epsilon is left out, as it needs a reverse auction where goods stay
 * unassigned.
 */
public final class BertsekasAuction implements PriceSignal {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "price.bertsekas-auction",
            "Auction algorithm for assignment",
            InformationClass.LOCAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.ENDOWMENT, Trait.EXCLUSIVE),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "D. P. Bertsekas, The auction algorithm, Annals of Operations Research 14, 1988, 105-123,"
                    + " doi:10.1007/BF02186476");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("epsilon", "least increment of a bid, in micros", "1"),
            new Settings.Setting("relative", "least increment of a bid as a share of the highest price", "0.001"));

    private static final int NOBODY = -1;

    private final Increment increment;

    /** With the {@link #SETTINGS} given. */
    public BertsekasAuction(Settings settings) {
        this.increment = Increment.of(settings, 0.001);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Floor floor, RunContext context) {
        Tatonnement.requireSupported(SPEC, floor);
        return new Run(floor, context).outcome();
    }

    /** One unit of a good and what its holder pays. */
    private static final class Unit {
        private final int number;
        private long price;
        private long increment;
        private int holder = NOBODY;
        private int handle;

        Unit(int number) {
            this.number = number;
        }
    }

    /** One run. */
    private final class Run {
        private final Floor floor;
        private final Rounds rounds;
        private final long[] prices;
        private final List<PriorityQueue<Unit>> units = new ArrayList<>();
        private final PriorityQueue<Integer> unassigned = new PriorityQueue<>();
        private long highest;

        Run(Floor floor, RunContext context) {
            this.floor = floor;
            this.rounds = new Rounds(floor, context, Integer.MAX_VALUE);
            this.prices = new long[floor.goods().size()];
            for (int g = 0; g < prices.length; g++) {
                units.add(units(floor.goods().get(g)));
                prices[g] = units.get(g).isEmpty() ? Market.LIMIT + 1 : 0;
            }
            for (int participant = 0; participant < floor.participants(); participant++) {
                unassigned.add(participant);
            }
        }

        /** The units of a good by price; no more of them than participants matter. */
        private PriorityQueue<Unit> units(Good good) {
            PriorityQueue<Unit> queue = new PriorityQueue<>(
                    Comparator.comparingLong((Unit unit) -> unit.price).thenComparingInt(unit -> unit.number));
            for (int u = 0; u < Math.min(good.endowment(), floor.participants()); u++) {
                queue.add(new Unit(u));
            }
            return queue;
        }

        Outcome outcome() {
            Termination limit = null;
            int bids = 0;
            while (!unassigned.isEmpty() && limit == null) {
                step(unassigned.remove());
                bids++;
                if (bids % floor.participants() == 0 || unassigned.isEmpty()) {
                    rounds.ended(stated());
                    limit = rounds.limitReached();
                }
            }
            return outcome(unassigned.isEmpty() || limit == null ? Termination.CLEARED : limit);
        }

        private void step(int participant) {
            long step = increment.at(highest);
            Floor.Bid bid = floor.bid(participant, prices, step);
            if (bid == null) {
                return;
            }
            PriorityQueue<Unit> offered = units.get(bid.good());
            Unit unit = offered.remove();
            if (unit.holder != NOBODY) {
                floor.tell(unit.holder, 4);
                unassigned.add(unit.holder);
            }
            unit.holder = participant;
            unit.handle = bid.handle();
            unit.price = bid.priceMicros();
            unit.increment = step;
            offered.add(unit);
            prices[bid.good()] = offered.element().price;
            highest = Math.max(highest, unit.price);
            floor.tell(participant, MessageSizes.FILL + 8);
        }

        /** The price of a unit of each good; 2^53 where there is none, so that nobody is said to want it. */
        private long[] stated() {
            long[] stated = prices.clone();
            for (int g = 0; g < stated.length; g++) {
                stated[g] = units.get(g).isEmpty() ? Tatonnement.HIGHEST_PRICE : stated[g];
            }
            return stated;
        }

        /**
         * Everybody pays the price of its good: that of the cheapest unit. Who bid more for another unit of it gets the
         * difference back.
         */
        private Outcome outcome(Termination termination) {
            long[] lots = new long[floor.orders()];
            long[] payments = new long[floor.participants()];
            for (int g = 0; g < prices.length; g++) {
                for (Unit unit : units.get(g)) {
                    if (unit.holder != NOBODY) {
                        lots[unit.handle] = 1;
                        payments[unit.holder] = Math.min(prices[g], unit.price - unit.increment);
                    }
                }
            }
            return new Outcome(Fills.of(lots), Payments.of(payments), Prices.of(stated()), termination, rounds.count());
        }
    }
}
