package dev.walras.mechanisms.clock;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What auctions of packages in rounds have in common: what they handle, limits, observers, the final statement. */
final class Bidding {
    private final Market market;
    private final RunContext context;
    private final long start = System.nanoTime();
    private int rounds;
    private long messages;

    Bidding(Market market, RunContext context) {
        this.market = market;
        this.context = context;
    }

    /** Goods of the operator, mutually exclusive orders of single lots of any bundle. */
    static Set<Trait> handled() {
        return EnumSet.of(Trait.MANY_GOODS, Trait.BUNDLES, Trait.ENDOWMENT, Trait.COARSE_LOTS, Trait.EXCLUSIVE);
    }

    /**
     * A round has ended in which {@code bids} bids were sent and everybody was told the state of the auction.
     *
     * @param winners the provisional winning orders by participant, -1 for none
     */
    void ended(long bids, int[] winners) {
        ended(bids, winners, new long[market.goods()]);
    }

    /** The same, with prices of goods in micros that were announced. */
    void ended(long bids, int[] winners, long[] prices) {
        rounds++;
        messages += bids + market.participants();
        context.observer().round(rounds, Prices.of(prices), messages, fills(winners));
    }

    int rounds() {
        return rounds;
    }

    /** The limit that was reached, null while none is. */
    @Nullable
    Termination limitReached() {
        if (context.cancelled().getAsBoolean()) {
            return Termination.CANCELLED;
        }
        if (rounds >= context.limits().rounds()) {
            return Termination.ROUND_LIMIT;
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        return millis >= context.limits().timeMillis() ? Termination.TIME_LIMIT : null;
    }

    Fills fills(int[] winners) {
        long[] lots = new long[market.orders()];
        for (int order : winners) {
            if (order >= 0) {
                lots[order] = 1;
            }
        }
        return Fills.of(lots);
    }

    /** The winners get their orders and pay their offers. */
    Outcome outcome(int[] winners, long[] offers, Increment money, Termination termination) {
        long[] payments = new long[market.participants()];
        for (int p = 0; p < payments.length; p++) {
            payments[p] = winners[p] < 0 ? 0 : money.micros(offers[winners[p]]);
        }
        return new Outcome(fills(winners), Payments.of(payments), null, termination, rounds);
    }
}
