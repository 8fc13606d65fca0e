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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Deferred acceptance with money: everybody offers its favourite good the price it is permitted to pay there, and each
 * time it is turned down its permitted price for that good rises by an increment.
 *
 * <p>The market: each participant wants at most one unit of one good, all goods belong to the operator; a good may have
 * one unit or several. Permitted prices begin at 0, one for each participant and good. A good keeps its highest offers,
 * as many as it has units (the earlier offer on ties), and turns the others down. Offers that are kept remain in force
 * until a higher one comes. It ends when nobody who is without finds a good worth its permitted price. Everybody pays
 * its own offer.
 *
 * <p>With increment <i>e</i> no participant and good could both gain more than <i>e</i> by dealing with each other, so
 * the outcome is within participants x <i>e</i> of the optimum, and exact when {@code relative} is 0, values are whole
 * multiples of some unit and {@code epsilon} times the number of participants is less than it. The increment is
 * {@code epsilon}, or {@code relative} times the highest price so far if that is more.
 *
 * <p>Messages: a request with prices and an offer for every step, an acceptance or a refusal. At most (value /
 * increment) steps for each participant and good: slower than {@code price.bertsekas-auction}, where prices rise to the
 * next best alternative at once. Of every answer the rule uses only which good it names, not by how much it is better.
 *
 * <p>Reference: V. P. Crawford and E. M. Knoer, Job matching with heterogeneous firms and workers, Econometrica 49(2),
 * 1981, 437-450.
 */
public final class CrawfordKnoer implements PriceSignal {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "price.crawford-knoer",
            "Deferred acceptance with rising prices",
            InformationClass.LOCAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.ENDOWMENT, Trait.EXCLUSIVE),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "V. P. Crawford and E. M. Knoer, Job matching with heterogeneous firms and workers, Econometrica 49(2), 1981,"
                    + " 437-450");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("epsilon", "least step of a permitted price, in micros", "1"),
            new Settings.Setting("relative", "least step as a share of the highest price", "0.05"));

    private final Increment increment;

    /** With the {@link #SETTINGS} given. */
    public CrawfordKnoer(Settings settings) {
        this.increment = Increment.of(settings, 0.05);
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

    /** An offer in force. */
    private record Offer(int participant, int handle, long price, long number) {}

    /** One run. */
    private final class Run {
        private final Floor floor;
        private final Rounds rounds;
        private final List<PriorityQueue<Offer>> kept = new ArrayList<>();
        private final long[] units;
        private final long[][] permitted;
        private final Queue<Integer> without = new ArrayDeque<>();
        private long offers;
        private long highest;

        Run(Floor floor, RunContext context) {
            List<Good> goods = floor.goods();
            this.floor = floor;
            this.rounds = new Rounds(floor, context, Integer.MAX_VALUE);
            this.units = goods.stream().mapToLong(Good::endowment).toArray();
            this.permitted = new long[floor.participants()][units.length];
            for (int g = 0; g < units.length; g++) {
                kept.add(new PriorityQueue<>(Comparator.comparingLong(Offer::price)
                        .thenComparing(Offer::number, Comparator.reverseOrder())));
            }
            for (int participant = 0; participant < permitted.length; participant++) {
                without.add(participant);
                for (int g = 0; g < units.length; g++) {
                    permitted[participant][g] = units[g] == 0 ? Market.LIMIT + 1 : 0;
                }
            }
        }

        Outcome outcome() {
            Termination limit = null;
            while (!without.isEmpty() && limit == null) {
                offer(without.remove());
                offers++;
                if (offers % permitted.length == 0 || without.isEmpty()) {
                    rounds.ended(stated());
                    limit = rounds.limitReached();
                }
            }
            return outcome(without.isEmpty() || limit == null ? Termination.CLEARED : limit);
        }

        private void offer(int participant) {
            Floor.Bid favourite = floor.bid(participant, permitted[participant], 0);
            if (favourite == null) {
                return;
            }
            int good = favourite.good();
            Offer offer = new Offer(participant, favourite.handle(), permitted[participant][good], offers);
            highest = Math.max(highest, offer.price);
            PriorityQueue<Offer> standing = kept.get(good);
            if (standing.size() == units[good]) {
                Offer lowest = standing.element();
                if (offer.price <= lowest.price) {
                    refuse(participant, good);
                    return;
                }
                standing.remove();
                refuse(lowest.participant, good);
            }
            standing.add(offer);
            floor.tell(participant, MessageSizes.FILL);
        }

        private void refuse(int participant, int good) {
            permitted[participant][good] += increment.at(highest);
            without.add(participant);
            floor.tell(participant, 4);
        }

        /** The least offer in force for a good that is used up, 0 for one that is not. */
        private long[] stated() {
            long[] stated = new long[units.length];
            for (int g = 0; g < stated.length; g++) {
                if (units[g] == 0) {
                    stated[g] = Tatonnement.HIGHEST_PRICE;
                } else if (kept.get(g).size() == units[g]) {
                    stated[g] = kept.get(g).element().price;
                }
            }
            return stated;
        }

        private Outcome outcome(Termination termination) {
            long[] lots = new long[floor.orders()];
            long[] payments = new long[floor.participants()];
            for (PriorityQueue<Offer> offersKept : kept) {
                for (Offer offer : offersKept) {
                    lots[offer.handle] = 1;
                    payments[offer.participant] = offer.price;
                }
            }
            return new Outcome(Fills.of(lots), Payments.of(payments), Prices.of(stated()), termination, rounds.count());
        }
    }
}
