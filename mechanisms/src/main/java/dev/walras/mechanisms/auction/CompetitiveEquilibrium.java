package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.UnsupportedMarketException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The competitive equilibrium of a double auction in one good: the reference that every double auction is held against.
 *
 * <p>Unit bids by falling value and unit asks by rising cost are paired; {@code trades} is the most pairs with the bid
 * at least the ask, those without gain included. At every price of the interval from {@code lowMicros} to
 * {@code highMicros} supply can equal demand: it reaches from the larger of the last winning ask and the first losing
 * bid to the smaller of the last winning bid and the first losing ask. Bids below 0 are left out, costs below 0 count
 * as 0. O(n log n).
 *
 * <p>Reference: V. L. Smith, An experimental study of competitive market behavior, Journal of Political Economy 70(2),
 * 1962, 111-137, doi:10.1086/258609.
 *
 * @param trades units that trade, those without gain included
 * @param lowMicros the lowest price that clears, in micros a unit; null when nothing bounds it from below
 * @param highMicros the highest price that clears, in micros a unit; null when nothing bounds it from above
 * @param surplusMicros the most gains from trade, in micros
 */
public record CompetitiveEquilibrium(
        long trades, @Nullable Long lowMicros, @Nullable Long highMicros, long surplusMicros) {
    private static final Set<Trait> HANDLED = EnumSet.of(Trait.TWO_SIDED, Trait.MULTI_LOT, Trait.PORTFOLIO);

    /**
     * That of {@code market}.
     *
     * @throws UnsupportedMarketException when the market is not one good traded by the unit, none of it endowed
     */
    public static CompetitiveEquilibrium of(Market market) {
        if (market.goods() > 1 || !HANDLED.containsAll(market.traits())) {
            throw new UnsupportedMarketException("a competitive equilibrium is computed for one good that participants"
                    + " trade by the unit, not for market \"" + market.id() + "\"");
        }
        Crossing crossing = Crossing.of(market);
        long surplus = 0;
        long[] lots = crossing.lots();
        for (int k = 0; k < lots.length; k++) {
            boolean gives = market.bundleUnits(k, 0) < 0;
            surplus += lots[k] * (gives ? -MeritOrder.cost(market, k) : market.valueMicrosPerLot(k));
        }
        boolean trade = crossing.units() > 0;
        Long low = trade
                ? Long.valueOf(crossing.lowestPrice())
                : crossing.hasNextBid() ? Long.valueOf(crossing.nextBid()) : null;
        Long high = trade
                ? Long.valueOf(crossing.highestPrice())
                : crossing.hasNextAsk() ? Long.valueOf(crossing.nextAsk()) : null;
        return new CompetitiveEquilibrium(crossing.units(), low, high, surplus);
    }
}
