package dev.walras.mechanisms.trading;

import dev.walras.market.Fills;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
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
import dev.walras.mechanisms.online.BaseFee;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Sells the operator's goods block by block, each at a {@link BaseFee} that follows demand.
 *
 * <p>Participants come in blocks of {@code block} arrivals, and each is asked once what it takes at the fees of its
 * block, first come first served. A good's target is its endowment shared evenly among the blocks, rounded up; a block
 * may use up to {@code elasticity} times as much. After every block the fee of each good moves by what was used of it.
 * All fees are paid to the operator; there are no tips. The goods of a block may run out, and so may the endowment.
 *
 * <p>Only goods that the operator owns; bundles, exclusive orders and budgets are possible. Individually rational, no
 * deficit; the rule decides by quantities at announced prices, and knows the number of participants. Fees need some
 * blocks to find demand from {@code fee} on, an eighth a block by default. O(1) a participant besides its reply. A
 * round of the observer is a block.
 *
 * <p>Reference: T. Roughgarden, Transaction fee mechanism design, ACM SIGecom Exchanges 19(1), 2021, 52-55,
 * doi:10.1145/3476436.3476445. Use {@link PostedPrice} for one price learned from a sample.
 */
public final class BaseFeeMarket implements Trading {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "trade.base-fee",
            "Base fee of blocks",
            InformationClass.PRICE_BROADCAST,
            EnumSet.complementOf(EnumSet.of(Trait.TWO_SIDED, Trait.CONVERSION)),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "V. Buterin et al., EIP-1559: Fee market change for ETH 1.0 chain, 2019; T. Roughgarden, Transaction fee"
                    + " mechanism design, ACM SIGecom Exchanges 19(1), 2021, doi:10.1145/3476436.3476445");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("fee", "fee of every good in the first block, in micros a unit", "1_000_000"),
            new Settings.Setting("block", "arrivals in a block", "10"),
            new Settings.Setting("elasticity", "what a block may use, as a multiple of its target", "2"),
            new Settings.Setting("denominator", "share of the fee by which it moves at most: 1 / denominator", "8"));

    private static final int[] NOTHING = {};
    private static final long HIGHEST_FEE = 1L << 53;

    private final long fee;
    private final int block;
    private final BaseFee rule;

    /** With the {@link #SETTINGS} given. */
    public BaseFeeMarket(Settings settings) {
        this.fee = settings.integer("fee", 1_000_000, 0, HIGHEST_FEE);
        this.block = (int) settings.integer("block", 10, 1, Integer.MAX_VALUE);
        this.rule = new BaseFee(
                settings.integer("elasticity", 2, 1, 1_000_000), settings.integer("denominator", 8, 1, 1L << 53));
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
        return new Session(venue).run(context);
    }

    /** One run of blocks. */
    private final class Session {
        private final Venue venue;
        private final int[] arrivals;
        private final long[] fees;
        private final long[] capacity;
        private final long[] left;
        private final long[] used;
        private final long[] lots;
        private final long[] payments;

        Session(Venue venue) {
            this.venue = venue;
            this.arrivals = venue.arrivals();
            int goods = venue.goods().size();
            this.fees = new long[goods];
            this.capacity = new long[goods];
            this.left = new long[goods];
            this.used = new long[goods];
            this.lots = new long[venue.orders()];
            this.payments = new long[venue.participants()];
            long blocks = Math.max(1, Math.ceilDiv(arrivals.length, block));
            for (int g = 0; g < goods; g++) {
                fees[g] = fee;
                left[g] = venue.goods().get(g).endowment();
                long target = Math.max(1, Math.ceilDiv(left[g], blocks));
                capacity[g] = target > Long.MAX_VALUE / rule.elasticity() ? Long.MAX_VALUE : target * rule.elasticity();
            }
        }

        Outcome run(RunContext context) {
            int blocks = 0;
            Termination termination = Termination.COMPLETED;
            for (int first = 0; first < arrivals.length; first += Math.min(block, arrivals.length - first)) {
                if (context.cancelled().getAsBoolean()) {
                    termination = Termination.CANCELLED;
                    break;
                }
                blocks++;
                serve(first, first + Math.min(block, arrivals.length - first));
                context.observer()
                        .round(blocks, Prices.of(fees), venue.traffic().messages(), null);
                for (int g = 0; g < fees.length; g++) {
                    fees[g] = Math.min(HIGHEST_FEE, rule.next(fees[g], capacity[g], used[g]));
                    used[g] = 0;
                }
            }
            return new Outcome(
                    Fills.of(lots), Payments.of(payments), Prices.of(fees), termination, Math.max(1, blocks));
        }

        private void serve(int from, int to) {
            long[] available = new long[fees.length];
            for (int i = from; i < to; i++) {
                for (int g = 0; g < fees.length; g++) {
                    available[g] = Math.min(left[g], capacity[g] - used[g]);
                }
                Reply reply = venue.ask(arrivals[i], fees, available, NOTHING);
                for (Reply.Trade trade : reply.trades()) {
                    take(reply.participant(), trade);
                }
            }
        }

        private void take(int participant, Reply.Trade trade) {
            lots[trade.handle()] += trade.lots();
            for (int e = 0; e < trade.perLot().size(); e++) {
                int good = trade.perLot().good(e);
                long units = trade.lots() * trade.perLot().units(e);
                left[good] -= units;
                used[good] += units;
                payments[participant] = Math.addExact(payments[participant], Math.multiplyExact(units, fees[good]));
            }
            venue.filled(trade.handle(), trade.lots());
        }
    }
}
