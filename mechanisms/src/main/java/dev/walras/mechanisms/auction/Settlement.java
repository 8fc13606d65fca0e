package dev.walras.mechanisms.auction;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.market.UnitOrders;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import org.jspecify.annotations.Nullable;

/** Outcomes of one-shot auctions of one good at prices per unit. */
final class Settlement {
    private Settlement() {}

    /** Everybody who receives pays {@code price} micros a unit, everybody who gives is paid as much. */
    static Outcome atOnePrice(Market market, long[] lots, long price) {
        return outcome(market, lots, price, price, new Prices(LongVector.repeat(market.goods(), price)));
    }

    /** Who receives pays {@code buyersPay} micros a unit, who gives is paid {@code sellersGet}. */
    static Outcome atTwoPrices(Market market, long[] lots, long buyersPay, long sellersGet) {
        return outcome(market, lots, buyersPay, sellersGet, null);
    }

    private static Outcome outcome(
            Market market, long[] lots, long buyersPay, long sellersGet, @Nullable Prices prices) {
        long[] payments = UnitOrders.payments(market, lots, buyersPay, sellersGet);
        return new Outcome(Fills.of(lots), Payments.of(payments), prices, Termination.COMPLETED, 1);
    }
}
