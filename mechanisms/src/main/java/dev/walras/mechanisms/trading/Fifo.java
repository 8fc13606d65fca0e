package dev.walras.mechanisms.trading;

import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Trading;
import dev.walras.mechanism.Venue;
import java.util.Set;

/**
 * First come, first served: the baseline that looks at no price and no value beyond what makes a trade agreeable.
 *
 * <p>A submission that only receives is served at once with as many lots as there are; what is left of it waits. It
 * takes the operator's endowment first, free of charge, then the oldest offers of sellers, paying each what it asks. If
 * that is more than its limit for all these lots, it tries half of them, and so on down to its fewest lots. A
 * submission that gives one good is an offer and waits for those who want it; when it arrives, those who wait already
 * are tried again in the order of their arrival. Orders that give several goods at once, or that give and receive, are
 * not served.
 *
 * <p>Offers are taken by whole lots and not below their fewest lots. Sellers get just their limits, so nobody loses,
 * and payments sum to zero. Neither efficient nor truthful: asking more pays.
 *
 * <p>Time: for each submission, the goods of its bundle times the offers it takes or passes over; for each offer, those
 * who wait for its good, until it is used up.
 *
 * <p>Reference: none; the queue of any batch system without priorities.
 */
public final class Fifo implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "base.fifo",
            "First come, first served",
            InformationClass.OPEN_ORDERS,
            MechanismSpec.anyMarket(),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT, Guarantee.BUDGET_BALANCED),
            "the queue of a batch system without priorities");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome trade(Venue venue, RunContext context) {
        FifoSession session = new FifoSession(venue);
        int submissions = 0;
        Termination termination = Termination.COMPLETED;
        for (Venue.Submission next = venue.next(); next != null; next = venue.next()) {
            submissions++;
            session.submit(next);
            if (context.cancelled().getAsBoolean()) {
                termination = Termination.CANCELLED;
                break;
            }
        }
        return new Outcome(session.fills(), session.payments(), null, termination, Math.max(1, submissions));
    }
}
