package dev.walras.mechanisms.matching;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Deferred acceptance at posted asks: requests propose to offers, offers keep those they rank best.
 *
 * <p>A <b>request</b> is an exclusive group of bids, or a lone bid; it takes one of its bids wholly, with
 * {@code maxLots}, from one offer. An <b>offer</b> is an ask of one good, or the operator's endowment of a good, asking
 * 0; of exclusive asks only the first is an offer, and none when the group also has bids. A lot of an offer serves one
 * request. A request ranks pairs of bid and offer by what the bid is worth minus the ask of the lots it takes, and
 * proposes only where that is positive; ties to the lower bid, then to the offer of the lower index, the endowment
 * last. An offer ranks by {@link Priority}. Requests pay the asks of the lots they take, which their offers are paid;
 * nothing is paid for an endowment.
 *
 * <p>Not for orders of several goods, conversions, minimum fills and budgets. With <i>n</i> pairs of bid and offer that
 * agree, O(n log n) time as in {@link GaleShapley}, and O(n) memory; markets with more than {@value #MOST_PAIRS} such
 * pairs are refused. Individually rational and balanced. Stable when offers rank the smallest requests first: no
 * request prefers an offer that has, or gets by dropping requests it ranks lower, room for it. Not truthful: the value
 * ranks a request, too.
 *
 * <p>Reference: D. Gale, L. S. Shapley, College admissions and the stability of marriage, American Mathematical Monthly
 * 69(1), 1962, 9-15, doi:10.2307/2312726. Differs from it in that requests have sizes; offers' ranks are computed, not
 * reported. Use an auction when prices may move.
 */
public final class DeferredAcceptance implements SealedBid {
    /** The facts, when offers rank the smallest requests first. */
    public static final MechanismSpec SPEC = spec(EnumSet.of(
            Guarantee.STABLE, Guarantee.NO_DEFICIT, Guarantee.BUDGET_BALANCED, Guarantee.INDIVIDUALLY_RATIONAL));

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(new Settings.Setting(
            "priority",
            "whom offers prefer: size (the smallest requests, stable) or value (the highest value a unit)",
            "size"));

    /** The largest number of pairs of bid and offer: 2^25. */
    public static final int MOST_PAIRS = 1 << 25;

    /** How offers rank requests. */
    public enum Priority {
        /** The fewest lots of the offer first, then the highest value a unit, then the lower index. */
        SIZE,
        /** The highest value a unit first, then the lower index; with requests of several sizes not always stable. */
        VALUE
    }

    private final Priority priority;

    /** With the way in which offers rank requests. */
    public DeferredAcceptance(Priority priority) {
        this.priority = priority;
    }

    /** As {@code settings} say: {@code priority}. */
    public static DeferredAcceptance of(Settings settings) {
        return new DeferredAcceptance(settings.choice("priority", Priority.SIZE, Priority.class));
    }

    private static MechanismSpec spec(Set<Guarantee> claims) {
        return new MechanismSpec(
                "match.deferred-acceptance",
                "Deferred acceptance at posted asks",
                InformationClass.CENTRAL,
                EnumSet.of(
                        Trait.MANY_GOODS,
                        Trait.TWO_SIDED,
                        Trait.ENDOWMENT,
                        Trait.MULTI_LOT,
                        Trait.COARSE_LOTS,
                        Trait.EXCLUSIVE,
                        Trait.PORTFOLIO),
                claims,
                "D. Gale, L. S. Shapley, College admissions and the stability of marriage, American Mathematical"
                        + " Monthly 69(1), 1962, doi:10.2307/2312726");
    }

    /** The facts; stable only when offers rank by size. */
    @Override
    public MechanismSpec spec() {
        if (priority == Priority.SIZE) {
            return SPEC;
        }
        EnumSet<Guarantee> claims = EnumSet.copyOf(SPEC.claims());
        claims.remove(Guarantee.STABLE);
        return spec(claims);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        PostedPairs pairs = new PostedPairs(reports, priority);
        int[] matched = pairs.rule().match(pairs.lists());
        long[] lots = new long[reports.orders()];
        long[] payments = new long[reports.participants()];
        for (int pair : matched) {
            if (pair != GaleShapley.NONE) {
                int bid = pairs.bid(pair);
                lots[bid] = reports.maxLots(bid);
                int ask = pairs.ask(pair);
                if (ask >= 0) {
                    long taken = pairs.lotsTaken(pair);
                    long price = taken * pairs.askMicros(ask);
                    lots[ask] += taken;
                    payments[reports.owner(bid)] += price;
                    payments[reports.owner(ask)] -= price;
                }
            }
        }
        return new Outcome(Fills.of(lots), Payments.of(payments), null, Termination.COMPLETED, 1);
    }
}
