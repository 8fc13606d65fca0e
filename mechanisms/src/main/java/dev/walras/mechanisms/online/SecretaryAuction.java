package dev.walras.mechanisms.online;

import dev.walras.market.Fills;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Trading;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanism.Venue;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The secretary rule as a sale: the first participants are only watched, everybody after them may buy above the best
 * bid seen among them, and pays that bid.
 *
 * <p>Of <i>n</i> participants the first <i>s</i> to submit are let pass, {@link Secretary#optimalSkip} of <i>n</i>
 * unless a share is set. With <i>K</i> units endowed the price is the <i>K</i>-th best unit bid of those, 0 when there
 * are fewer; whoever comes later and bids more takes up to its lots of what is left. Nothing need be known of values,
 * only how many participants come; for one unit, when they come in random order, the highest value is served with a
 * probability of at least 1 / e.
 *
 * <p>Only for one good that the operator sells by the unit, to participants with one order each. Truthful, individually
 * rational, no deficit. O(log K) a submission.
 *
 * <p>Reference: M. T. Hajiaghayi, R. Kleinberg, D. C. Parkes, Adaptive limited-supply online auctions, EC 2004, 71-80.
 * Use {@link ThresholdSale} where bounds of values are known.
 */
public final class SecretaryAuction implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "online.secretary",
            "Secretary auction",
            InformationClass.OPEN_ORDERS,
            EnumSet.of(Trait.ENDOWMENT, Trait.MULTI_LOT),
            EnumSet.of(Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "M. T. Hajiaghayi, R. Kleinberg, D. C. Parkes, Adaptive limited-supply online auctions, EC 2004");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(new Settings.Setting(
            "skip", "share of participants who are only watched; -1 for the best of the secretary problem", "-1"));

    private static final int MOST_SAMPLED = 1 << 20;

    private final double skip;

    /** As {@code settings} say. */
    public SecretaryAuction(Settings settings) {
        this.skip = settings.real("skip", -1, -1, 1);
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
        int participants = venue.participants();
        int watched = participants == 0
                ? 0
                : skip < 0 ? Secretary.optimalSkip(participants) : (int) Math.round(skip * participants);
        long left = venue.goods().isEmpty() ? 0 : venue.goods().get(0).endowment();
        Sample sample = new Sample((int) Math.min(left, MOST_SAMPLED));
        Set<Integer> seen = new LinkedHashSet<>();
        Set<Integer> sampled = new LinkedHashSet<>();
        long[] lots = new long[venue.orders()];
        long[] payments = new long[participants];
        int rounds = 0;
        Termination termination = Termination.COMPLETED;
        for (Venue.Submission next = venue.next(); next != null && left > 0; next = venue.next()) {
            rounds++;
            if (seen.add(next.participant()) && seen.size() <= watched) {
                sampled.add(next.participant());
            }
            long price = sample.price();
            if (sampled.contains(next.participant())) {
                sample.add(next.limitMicrosPerLot(), next.maxLots());
            } else if (next.limitMicrosPerLot() > price) {
                long taken = Math.min(left, next.maxLots());
                lots[next.handle()] += taken;
                payments[next.participant()] += taken * price;
                left -= taken;
                venue.filled(next.handle(), taken);
            }
            if (context.cancelled().getAsBoolean()) {
                termination = Termination.CANCELLED;
                break;
            }
        }
        return new Outcome(Fills.of(lots), Payments.of(payments), null, termination, Math.max(1, rounds));
    }

    /** The best unit bids of those who are watched, as many as there are units. */
    private static final class Sample {
        private final int size;
        private final PriorityQueue<Long> best = new PriorityQueue<>();

        Sample(int size) {
            this.size = size;
        }

        void add(long bid, long units) {
            for (long unit = 0; unit < Math.min(units, size); unit++) {
                if (best.size() == size) {
                    if (best.element() >= bid) {
                        return;
                    }
                    best.remove();
                }
                best.add(bid);
            }
        }

        /** The lowest of the best bids, 0 when there are not enough or it is below 0. */
        long price() {
            return best.size() < size || best.isEmpty() ? 0 : Math.max(0, best.element());
        }
    }
}
