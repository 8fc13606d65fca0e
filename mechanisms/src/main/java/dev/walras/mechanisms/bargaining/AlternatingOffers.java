package dev.walras.mechanisms.bargaining;

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
import dev.walras.mechanism.Venue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Pairs of buyer and seller bargain by alternating offers as they meet.
 *
 * <p>Who arrives meets those of the other side who wait for or offer the same good, the longest waiting first, and
 * bargains with each with whom there is a gain; the newcomer proposes first. Both know what a deal is worth to both, so
 * the first proposal is the equilibrium division of {@link Rubinstein} and is accepted at once: the newcomer keeps its
 * share of the gain, rounded down to whole micros. What is left of an order waits. A pair sends two submissions and two
 * confirmations.
 *
 * <p>Individually rational and balanced; who trades with whom is a matter of arrival, so not efficient. Not truthful:
 * what an order is worth divides the gain.
 *
 * <p>Reference: A. Rubinstein, Perfect equilibrium in a bargaining model, Econometrica 50(1), 1982, 97-109,
 * doi:10.2307/1912531.
 */
public final class AlternatingOffers implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "trade.alternating-offers",
            "Alternating offers in pairs",
            InformationClass.LOCAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.TWO_SIDED, Trait.MULTI_LOT, Trait.PORTFOLIO),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.BUDGET_BALANCED, Guarantee.INDIVIDUALLY_RATIONAL),
            "A. Rubinstein, Perfect equilibrium in a bargaining model, Econometrica 50(1), 1982, doi:10.2307/1912531");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("buyer", "discount factor of buyers, from 0 to 1", "0.9"),
            new Settings.Setting("seller", "discount factor of sellers, from 0 to 1", "0.9"),
            new Settings.Setting("periods", "how many proposals there can be; 0 is no end", "0"));

    private final BigFraction buyerFirst;
    private final BigFraction sellerFirst;

    /** With the {@link #SETTINGS} given. */
    public AlternatingOffers(Settings settings) {
        BigFraction buyer = fraction(settings.real("buyer", 0.9, 0, 1));
        BigFraction seller = fraction(settings.real("seller", 0.9, 0, 1));
        int periods = (int) settings.integer("periods", 0, 0, 1_000);
        this.buyerFirst = share(new Rubinstein(buyer, seller), periods);
        this.sellerFirst = share(new Rubinstein(seller, buyer), periods);
    }

    private static BigFraction fraction(double number) {
        BigDecimal decimal = BigDecimal.valueOf(number);
        return new BigFraction(decimal.unscaledValue(), BigInteger.TEN.pow(Math.max(0, decimal.scale())));
    }

    private static BigFraction share(Rubinstein game, int periods) {
        return periods == 0 ? game.share() : game.share(periods);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome trade(Venue venue, RunContext context) {
        SPEC.requireSupported(venue.traits());
        Run run = new Run(venue);
        Termination termination = Termination.COMPLETED;
        int rounds = 0;
        for (Venue.Submission next = venue.next(); next != null; next = venue.next()) {
            rounds++;
            run.meet(next);
            if (context.cancelled().getAsBoolean()) {
                termination = Termination.CANCELLED;
                break;
            }
        }
        return new Outcome(Fills.of(run.lots), Payments.of(run.payments), null, termination, Math.max(1, rounds));
    }

    /** One session: who waits, by good and side, in the order of arrival. */
    private final class Run {
        private final Venue venue;
        private final List<Map<Integer, Venue.Submission>> buyers = new ArrayList<>();
        private final List<Map<Integer, Venue.Submission>> sellers = new ArrayList<>();
        private final long[] lots;
        private final long[] payments;
        private final long[] left;

        Run(Venue venue) {
            this.venue = venue;
            venue.goods().forEach(good -> {
                buyers.add(new LinkedHashMap<>());
                sellers.add(new LinkedHashMap<>());
            });
            this.lots = new long[venue.orders()];
            this.left = new long[venue.orders()];
            this.payments = new long[venue.participants()];
        }

        void meet(Venue.Submission newcomer) {
            int good = newcomer.perLot().good(0);
            boolean buys = newcomer.perLot().units(0) > 0;
            Map<Integer, Venue.Submission> own = (buys ? buyers : sellers).get(good);
            Map<Integer, Venue.Submission> others = (buys ? sellers : buyers).get(good);
            own.remove(newcomer.handle());
            left[newcomer.handle()] = newcomer.maxLots();
            for (Venue.Submission other : List.copyOf(others.values())) {
                long gain = Math.addExact(newcomer.limitMicrosPerLot(), other.limitMicrosPerLot());
                if (left[newcomer.handle()] > 0 && gain > 0 && other.participant() != newcomer.participant()) {
                    deal(newcomer, other, gain);
                    if (left[other.handle()] == 0) {
                        others.remove(other.handle());
                    }
                }
            }
            if (left[newcomer.handle()] > 0) {
                own.put(newcomer.handle(), newcomer);
            }
        }

        private void deal(Venue.Submission newcomer, Venue.Submission other, long gain) {
            boolean buys = newcomer.perLot().units(0) > 0;
            BigFraction kept = (buys ? buyerFirst : sellerFirst).multiply(BigInteger.valueOf(gain));
            long keeps = kept.getNumerator().divide(kept.getDenominator()).longValueExact();
            long taken = Math.min(left[newcomer.handle()], left[other.handle()]);
            // A buyer pays its limit less what it keeps; a seller's limit is below 0, so that it is paid more.
            long paid = newcomer.limitMicrosPerLot() - keeps;
            settle(newcomer, taken, paid);
            settle(other, taken, -paid);
        }

        private void settle(Venue.Submission order, long taken, long paid) {
            lots[order.handle()] += taken;
            left[order.handle()] -= taken;
            payments[order.participant()] += taken * paid;
            venue.filled(order.handle(), taken);
        }
    }
}
