package dev.walras.mechanisms.matching;

import dev.walras.market.Fills;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Side;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Trading;
import dev.walras.mechanism.Venue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The contract net at a venue: every bid that arrives is a task, whose owner calls all who offer its good.
 *
 * <p>A call names the good and the most the manager pays; each participant with an open order to sell answers with a
 * proposal or a refusal. The manager accepts the cheapest, ties to the lower participant, rejects the others, and pays
 * what was proposed; a task of several lots accepts several, and calls again as long as that brings lots. Asks that
 * arrive are no tasks. Calls and answers, acceptances and rejections are messages counted by the venue; what a bid
 * costs is one call and one answer for every participant with an open ask for its good.
 *
 * <p>Individually rational and balanced. Neither efficient nor truthful: a proposal that is marked up earns more.
 *
 * <p>Reference: R. G. Smith, The contract net protocol, IEEE Transactions on Computers C-29(12), 1980, 1104-1113,
 * doi:10.1109/TC.1980.1675516.
 */
public final class ContractNetTrading implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "match.contract-net",
            "Contract net",
            InformationClass.LOCAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.TWO_SIDED, Trait.MULTI_LOT, Trait.PORTFOLIO, Trait.EXCLUSIVE),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.BUDGET_BALANCED, Guarantee.INDIVIDUALLY_RATIONAL),
            "R. G. Smith, The contract net protocol, IEEE Transactions on Computers C-29(12), 1980,"
                    + " doi:10.1109/TC.1980.1675516");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome trade(Venue venue, RunContext context) {
        SPEC.requireSupported(venue.traits());
        Run run = new Run(venue);
        Termination termination = Termination.COMPLETED;
        for (Venue.Submission task = venue.next(); task != null; task = venue.next()) {
            if (task.perLot().units(0) > 0) {
                run.assign(task);
            }
            if (context.cancelled().getAsBoolean()) {
                termination = Termination.CANCELLED;
                break;
            }
        }
        return new Outcome(Fills.of(run.lots), Payments.of(run.payments), null, termination, Math.max(1, run.tasks));
    }

    /** One session. */
    private static final class Run {
        private final Venue venue;
        private final long[] lots;
        private final long[] payments;
        private int tasks;

        Run(Venue venue) {
            this.venue = venue;
            this.lots = new long[venue.orders()];
            this.payments = new long[venue.participants()];
        }

        void assign(Venue.Submission task) {
            tasks++;
            long left = task.maxLots();
            long before = left + 1;
            while (left > 0 && left < before) {
                before = left;
                for (Venue.Submission proposal : proposals(task)) {
                    long taken = Math.min(left, proposal.maxLots());
                    if (taken < 1) {
                        venue.refused(proposal.handle());
                        continue;
                    }
                    left -= taken;
                    fill(proposal, taken, -proposal.limitMicrosPerLot());
                    fill(task, taken, -proposal.limitMicrosPerLot());
                }
            }
        }

        /** What others propose, cheapest first. */
        private List<Venue.Submission> proposals(Venue.Submission task) {
            List<Venue.Submission> proposals = new ArrayList<>(
                    venue.willing(new PublicEvent.Shout(task.perLot().good(0), Side.BUY, task.limitMicrosPerLot())));
            proposals.removeIf(proposal -> proposal.participant() == task.participant());
            proposals.sort(Comparator.comparingLong(proposal -> -proposal.limitMicrosPerLot()));
            return proposals;
        }

        private void fill(Venue.Submission order, long taken, long price) {
            lots[order.handle()] += taken;
            payments[order.participant()] += (order.perLot().units(0) > 0 ? taken : -taken) * price;
            venue.filled(order.handle(), taken);
        }
    }
}
