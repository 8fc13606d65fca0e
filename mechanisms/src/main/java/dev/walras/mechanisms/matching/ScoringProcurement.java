package dev.walras.mechanisms.matching;

import dev.walras.market.Fills;
import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.stream.IntStream;

/**
 * Scoring auctions of service levels: goods are levels, a buyer's exclusive bids say what each is worth to it, a
 * supplier's exclusive asks what each costs.
 *
 * <p>Buyers are served by arrival, then index. A supplier's score is the most that a level it offers leaves over, worth
 * less ask; the highest positive score wins, ties to the lower supplier. Under the first-score rule the winner is paid
 * its ask; under the second-score rule what leaves the buyer the runner-up's score (0 without one). A winner leaves.
 * One unit each; a cost below 0 counts as 0; participants with bids sell nothing. O(buyers x asks).
 *
 * <p>Balanced and individually rational. With one buyer, who states its scores honestly, honest asks are a best reply
 * under the second score; nothing of the kind holds for the first score, see {@link FirstScoreEquilibrium}.
 *
 * <p>Reference: Y.-K. Che, Design competition through multidimensional auctions, RAND Journal of Economics 24(4), 1993,
 * 668-680, doi:10.2307/2555752. Differs from it in that levels are a finite list and buyers may be several.
 */
public final class ScoringProcurement implements SealedBid {
    /** The facts of the first-score rule. */
    public static final MechanismSpec FIRST_SCORE = spec("auction.scoring-first", "First-score auction");

    /** The facts of the second-score rule. */
    public static final MechanismSpec SECOND_SCORE = spec("auction.scoring-second", "Second-score auction");

    private final ScoringAuction.Rule rule;

    /** With what the winner is paid. */
    public ScoringProcurement(ScoringAuction.Rule rule) {
        this.rule = rule;
    }

    private static MechanismSpec spec(String id, String name) {
        return new MechanismSpec(
                id,
                name,
                InformationClass.CENTRAL,
                EnumSet.of(Trait.MANY_GOODS, Trait.TWO_SIDED, Trait.EXCLUSIVE),
                EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.BUDGET_BALANCED, Guarantee.INDIVIDUALLY_RATIONAL),
                "Y.-K. Che, Design competition through multidimensional auctions, RAND Journal of Economics 24(4),"
                        + " 1993, doi:10.2307/2555752");
    }

    @Override
    public MechanismSpec spec() {
        return rule == ScoringAuction.Rule.FIRST_SCORE ? FIRST_SCORE : SECOND_SCORE;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        spec().requireSupported(reports);
        return new Run(reports).outcome();
    }

    /** One auction after the other. */
    private final class Run {
        private final Market market;
        private final boolean[] buys;
        private final boolean[] done;
        private final long[] lots;
        private final long[] payments;

        Run(Market market) {
            this.market = market;
            this.buys = new boolean[market.participants()];
            this.done = new boolean[market.participants()];
            this.lots = new long[market.orders()];
            this.payments = new long[market.participants()];
            for (int k = 0; k < market.orders(); k++) {
                buys[market.owner(k)] |= market.bundleUnits(k, 0) > 0;
            }
        }

        Outcome outcome() {
            IntStream.range(0, buys.length)
                    .filter(p -> buys[p])
                    .boxed()
                    .sorted(Comparator.comparingInt(market::arrival))
                    .forEach(this::serve);
            return new Outcome(Fills.of(lots), Payments.of(payments), null, Termination.COMPLETED, 1);
        }

        private void serve(int buyer) {
            int winner = -1;
            int bid = -1;
            int ask = -1;
            long most = 0;
            long second = 0;
            for (int supplier = 0; supplier < buys.length; supplier++) {
                if (!buys[supplier] && !done[supplier]) {
                    int[] pair = best(buyer, supplier);
                    long score = pair[0] < 0 ? 0 : score(pair[0], pair[1]);
                    if (score > most) {
                        second = most;
                        most = score;
                        winner = supplier;
                        bid = pair[0];
                        ask = pair[1];
                    } else {
                        second = Math.max(second, score);
                    }
                }
            }
            if (winner >= 0) {
                long paid = cost(ask) + (rule == ScoringAuction.Rule.FIRST_SCORE ? 0 : most - second);
                lots[bid] = 1;
                lots[ask] = 1;
                payments[buyer] += paid;
                payments[winner] -= paid;
                done[winner] = true;
            }
        }

        private long cost(int ask) {
            return Math.max(0, -market.valueMicrosPerLot(ask));
        }

        private long score(int bid, int ask) {
            return market.valueMicrosPerLot(bid) - cost(ask);
        }

        /** The bid and ask for one level that leave the most; -1 when the supplier offers none that is wanted. */
        private int[] best(int buyer, int supplier) {
            Grouping orders = market.ordersByParticipant();
            int[] best = {-1, -1};
            for (int i = 0; i < orders.size(buyer); i++) {
                int bid = orders.member(buyer, i);
                for (int j = 0; market.bundleUnits(bid, 0) > 0 && j < orders.size(supplier); j++) {
                    int ask = orders.member(supplier, j);
                    boolean same = market.bundleGood(ask, 0) == market.bundleGood(bid, 0);
                    if (same && (best[0] < 0 || score(bid, ask) > score(best[0], best[1]))) {
                        best = new int[] {bid, ask};
                    }
                }
            }
            return best;
        }
    }
}
