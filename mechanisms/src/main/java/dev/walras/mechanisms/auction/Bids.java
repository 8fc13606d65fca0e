package dev.walras.mechanisms.auction;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;

/** Arithmetic on what participants bid; sums stay within {@link Market#LIMIT}. */
public final class Bids {
    private Bids() {}

    /** What the fills of every participant are worth to it by its bids, in micros; negative is a cost. */
    public static long[] worth(Market market, Fills fills) {
        long[] worth = new long[market.participants()];
        for (int k = 0; k < market.orders(); k++) {
            worth[market.owner(k)] += fills.lots().get(k) * market.valueMicrosPerLot(k);
        }
        return worth;
    }

    /** The sum of what the fills are worth, in micros. */
    public static long welfare(Market market, Fills fills) {
        long sum = 0;
        for (int k = 0; k < market.orders(); k++) {
            sum += fills.lots().get(k) * market.valueMicrosPerLot(k);
        }
        return sum;
    }

    /** Everybody pays what its fills are worth to it; sellers are paid what they ask. */
    public static Payments payAsBid(Market market, Fills fills) {
        return Payments.of(worth(market, fills));
    }
}
