package dev.walras.mechanisms.cloud;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Trading;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanism.Venue;
import java.util.EnumSet;
import java.util.List;

/**
 * Online scheduling with commitment on arrival: every slot of every machine has a price that rises exponentially with
 * the share of it that is sold, and each job takes its best start at the prices it finds.
 *
 * <p>The market: goods are resources in slots, endowed to the operator; a job is a participant with mutually exclusive
 * orders, one for each start it can live with, as the allocation family formulates jobs with deadlines. Participants
 * come in order of arrival. A good of which the share <i>u</i> is sold costs {@code low} a unit while {@code u <= 1 /
 * (1 + ln(high / low))}, and {@code (low / e) x (e x high / low)^u} beyond, rounded up: {@code high} when all is sold.
 * Each participant replies once, is told what it gets, and keeps it.
 *
 * <p>Two messages a participant. Truthful, as prices and what is left do not depend on the report of who comes, and as
 * each gets what it prefers of it; individually rational; no deficit. Jobs small beside the capacity and worth from
 * {@code low} to {@code high} a unit get within a factor {@code 1 + ln(high / low)} of the optimum on one slot. It
 * refuses participants with several independent orders, for whom one reply is not a best reply.
 *
 * <p>Reference: B. Lucier, I. Menache, J. Naor, J. Yaniv, Efficient online scheduling for deadline-sensitive jobs, SPAA
 * 2013, 305-314, doi:10.1145/2486159.2486187, for the problem; the prices are those of Y. Zhou, D. Chakrabarty, R.
 * Lukose, Budget constrained bidding in keyword auctions and online knapsack problems, WINE 2008. Differs from the
 * former: jobs are not interrupted, and each slot has a price of its own. {@link OnlineDeadlines} interrupts jobs, and
 * knows weaker commitments.
 */
public final class DeadlineScheduling implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "online.deadline-scheduling",
            "Online scheduling at exponential slot prices",
            InformationClass.OPEN_ORDERS,
            EnumSet.of(
                    Trait.MANY_GOODS,
                    Trait.BUNDLES,
                    Trait.ENDOWMENT,
                    Trait.COARSE_LOTS,
                    Trait.MULTI_LOT,
                    Trait.ALL_OR_NONE,
                    Trait.EXCLUSIVE),
            EnumSet.of(Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "B. Lucier, I. Menache, J. Naor, J. Yaniv, Efficient online scheduling for deadline-sensitive jobs, SPAA"
                    + " 2013, 305-314, doi:10.1145/2486159.2486187");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("low", "least value of a unit that is expected, in micros", "1"),
            new Settings.Setting("high", "most value of a unit that is expected, in micros", "1000000000"));

    private static final long HIGHEST = 1L << 53;

    private final long low;
    private final long high;

    /** With the {@link #SETTINGS} given. */
    public DeadlineScheduling(Settings settings) {
        this.low = settings.integer("low", 1, 1, HIGHEST);
        this.high = settings.integer("high", 1_000_000_000, low, HIGHEST);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome trade(Venue venue, RunContext context) {
        for (Trait trait : venue.traits()) {
            if (!SPEC.handles().contains(trait)) {
                throw new UnsupportedMarketException(SPEC.id() + " does not handle " + trait.description());
            }
        }
        OnlineDeadlines.Rule rule = new OnlineDeadlines.Rule(OnlineDeadlines.Commitment.ON_ARRIVAL, low, high, 1);
        long[] left = venue.goods().stream().mapToLong(good -> good.endowment()).toArray();
        long[] lots = new long[venue.orders()];
        long[] payments = new long[venue.participants()];
        Termination termination = Termination.COMPLETED;
        for (int participant : venue.arrivals()) {
            if (context.cancelled().getAsBoolean()) {
                termination = Termination.CANCELLED;
                break;
            }
            long[] prices = new long[left.length];
            for (int g = 0; g < left.length; g++) {
                long endowment = venue.goods().get(g).endowment();
                double sold = endowment == 0 ? 1 : (double) (endowment - left[g]) / endowment;
                prices[g] = (long) Math.ceil(rule.threshold(sold));
            }
            for (Reply.Trade trade :
                    venue.ask(participant, prices, left.clone(), new int[0]).trades()) {
                lots[trade.handle()] = trade.lots();
                payments[participant] = Math.addExact(payments[participant], take(trade, prices, left));
                venue.filled(trade.handle(), trade.lots());
            }
        }
        return new Outcome(Fills.of(lots), Payments.of(payments), null, termination, 1);
    }

    /** Takes a trade from what is left; returns what it costs. */
    private static long take(Reply.Trade trade, long[] prices, long[] left) {
        Bundle bundle = trade.perLot();
        long cost = 0;
        for (int i = 0; i < bundle.size(); i++) {
            int good = bundle.good(i);
            long units = Math.multiplyExact(trade.lots(), bundle.units(i));
            left[good] -= units;
            cost = Math.addExact(cost, Math.multiplyExact(prices[good], units));
        }
        return cost;
    }
}
