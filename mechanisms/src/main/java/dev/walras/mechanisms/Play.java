package dev.walras.mechanisms;

import dev.walras.market.Market;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Trading;
import dev.walras.mechanism.Traffic;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanism.Venue;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.Practised;
import dev.walras.mechanisms.behaviour.Truthful;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.mechanisms.floor.Conditions;
import dev.walras.mechanisms.floor.Tally;
import dev.walras.mechanisms.floor.UnreliableFloor;
import dev.walras.mechanisms.trading.ArrivalVenue;
import dev.walras.problem.Instance;

/** Runs a mechanism of any kind on an instance, through the window that its kind allows, and counts the messages. */
public final class Play {
    private Play() {}

    /**
     * What was decided and what it took to tell.
     *
     * @param outcome the decision
     * @param traffic the messages between participants and coordinator
     * @param effort how the messages of a price process divide into search and recovery; nothing for other mechanisms
     */
    public record Played(Outcome outcome, Traffic traffic, Tally.Effort effort) {
        Played(Outcome outcome, Traffic traffic) {
            this(outcome, traffic, Tally.Effort.NONE);
        }
    }

    /** Runs {@code mechanism} with truthful participants. */
    public static Played run(Mechanism mechanism, Instance instance, RunContext context) {
        return run(mechanism, instance, new Truthful(), context);
    }

    /**
     * Runs {@code mechanism} with participants of a behaviour, which draw from the seed of {@code context}. A central
     * solver sees the truth whatever the behaviour; a sealed auction sees the reports, a price process best replies to
     * prices as if the reports were true, a trading venue the submissions.
     *
     * @throws dev.walras.mechanism.UnsupportedMarketException before any work, when the mechanism does not handle the
     *     market
     */
    public static Played run(Mechanism mechanism, Instance instance, Behaviour behaviour, RunContext context) {
        return run(mechanism, instance, new Circumstances(behaviour, Conditions.RELIABLE), context);
    }

    /**
     * What participants and messages are like.
     *
     * @param behaviour how participants report
     * @param conditions how messages and participants fare on the floor of a price process
     */
    public record Circumstances(Behaviour behaviour, Conditions conditions) {}

    /**
     * Runs {@code mechanism} under circumstances. Conditions that are not reliable are those of a price process.
     *
     * @throws dev.walras.mechanism.UnsupportedMarketException before any work, when the mechanism does not handle the
     *     market, or uses no floor
     */
    public static Played run(Mechanism mechanism, Instance instance, Circumstances circumstances, RunContext context) {
        Behaviour behaviour = circumstances.behaviour();
        Conditions conditions = circumstances.conditions();
        if (!conditions.reliable() && !(mechanism instanceof PriceSignal)) {
            throw new UnsupportedMarketException(mechanism.spec().id() + " is no price process: it has no floor that"
                    + " could be unreliable (" + conditions.text() + ")");
        }
        if (behaviour instanceof Practised practised) {
            mechanism.spec().requireSupported(instance.market());
            Behaviour practice = practised.after(mechanism, instance, context);
            return run(mechanism, instance, new Circumstances(practice, conditions), context);
        }
        Market truth = instance.market();
        switch (mechanism) {
            case CentralSolver solver -> {
                return new Played(solver.solve(instance, context), reportOnce(truth));
            }
            case SealedBid auction -> {
                return new Played(auction.clear(behaviour.report(truth, context.seed()), context), reportOnce(truth));
            }
            case PriceSignal process -> {
                Floor all = new ColumnFloor(behaviour.report(truth, context.seed()), context.threads());
                Tally floor = new Tally(conditions.reliable() ? all : new UnreliableFloor(all, conditions, context));
                Outcome outcome = process.run(floor, context.withObserver(floor.observer(context.observer())));
                return new Played(outcome, floor.traffic(), floor.effort());
            }
            case Trading rule -> {
                Venue venue = new ArrivalVenue(truth, behaviour, context.seed());
                Outcome outcome = rule.trade(venue, context);
                return new Played(outcome, venue.traffic());
            }
        }
    }

    /**
     * Every participant sends all its orders at once, and gets one answer. An order takes 8 bytes for its value and 8
     * for each good and quantity; the answer takes 8 for the payment and 8 for the lots of each order.
     */
    private static Traffic reportOnce(Market market) {
        long up = 8L * market.orders() + 8L * market.entries();
        long down = 8L * market.participants() + 8L * market.orders();
        Traffic headers = Traffic.NONE.plus(2L * market.participants(), 0);
        return headers.plus(new Traffic(0, up + down));
    }
}
