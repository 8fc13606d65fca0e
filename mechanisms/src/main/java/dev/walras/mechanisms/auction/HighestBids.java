package dev.walras.mechanisms.auction;

import dev.walras.market.Clearing;
import dev.walras.market.Market;
import dev.walras.market.UnitOrders;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Settings;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who wins when the operator sells its units of one good to the highest unit bids.
 *
 * <p>Bids must be positive and at least the reserve. Above the lowest winning bid everybody wins; how bids at it share
 * what is left is said by the {@link Rationing}. O(n) in the number of orders, see {@link Clearing}.
 */
final class HighestBids {
    static final Settings.Setting RESERVE =
            new Settings.Setting("reserve", "the least price of a unit, in micros; lower bids are left out", "0");
    static final Settings.Setting RATIONING = new Settings.Setting(
            "rationing",
            "how equal bids at the margin share what is left: first (by index), or pro-rata to their lots",
            "first");

    private final Market market;
    private final long reserve;
    private final Clearing clearing;
    private final long[] lots;

    /** Sells the endowment of {@code market}. */
    HighestBids(Market market, long reserve, Rationing rationing) {
        this.market = market;
        this.reserve = reserve;
        this.clearing = Clearing.of(UnitOrders.of(market), leastBid(), Clearing.Ties.TRADE);
        this.lots = clearing.lots();
        if (rationing == Rationing.PRO_RATA && clearing.roomOfBidsAtPivot() < clearing.wantedAtPivot()) {
            shareOut();
        }
    }

    private long leastBid() {
        return Math.max(1, reserve);
    }

    /** Serves the bids at the margin in proportion to what they want, then one unit more to the first of them. */
    private void shareOut() {
        long room = clearing.roomOfBidsAtPivot();
        long given = 0;
        for (int k = 0; k < lots.length; k++) {
            if (market.valueMicrosPerLot(k) == clearing.pivot()) {
                lots[k] = share(room, market.maxLots(k), clearing.wantedAtPivot());
                given += lots[k];
            }
        }
        for (int k = 0; k < lots.length && given < room; k++) {
            if (market.valueMicrosPerLot(k) == clearing.pivot() && lots[k] < market.maxLots(k)) {
                lots[k]++;
                given++;
            }
        }
    }

    /** {@code room x part / whole}, rounded down. */
    static long share(long room, long part, long whole) {
        if (Math.multiplyHigh(room, part) == 0 && room * part >= 0) {
            return room * part / whole;
        }
        return BigInteger.valueOf(room)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    /** Lots of every order. */
    long[] lots() {
        return lots;
    }

    /** The bids that take part, best first, equal ones by index; sorted when asked for. */
    int[] ranked() {
        int[] bids = MeritOrder.bids(market);
        int count = bids.length;
        while (count > 0 && market.valueMicrosPerLot(bids[count - 1]) < leastBid()) {
            count--;
        }
        return Arrays.copyOf(bids, count);
    }

    /** Units that nobody gets. */
    long unsold() {
        return market.goods() == 0 ? 0 : market.endowment(0) - clearing.units();
    }

    /** The lowest bid that wins a unit, in micros; the reserve when none does. */
    long lowestWinning() {
        return clearing.lastBuyer() < 0 ? reserve : clearing.lastBid();
    }

    /** The highest bid that loses a unit, in micros; the reserve when none does. */
    long highestLosing() {
        return clearing.nextBid() < 0 ? reserve : clearing.nextBid();
    }

    /** Micros a unit below which nothing is sold. */
    long reserve() {
        return reserve;
    }

    /** The reserve that {@code settings} ask for. */
    static long reserve(Settings settings) {
        return settings.integer(RESERVE.key(), 0, 0, 1L << 53);
    }

    /** The rationing that {@code settings} ask for. */
    static Rationing rationing(Settings settings) {
        return settings.choice(RATIONING.key(), Rationing.FIRST, Rationing.class);
    }

    /** {@code reserve} when it is a price. */
    static long checked(long reserve) {
        if (reserve < 0) {
            throw new IllegalArgumentException("the reserve is " + reserve + " micros; it must be 0 or more");
        }
        return reserve;
    }

    /** The facts of a sale with a reserve, which may leave out gains from trade. */
    static MechanismSpec facts(MechanismSpec spec, long reserve) {
        if (reserve == 0) {
            return spec;
        }
        Set<Guarantee> claims = EnumSet.noneOf(Guarantee.class);
        claims.addAll(spec.claims());
        claims.remove(Guarantee.EFFICIENT);
        return new MechanismSpec(spec.id(), spec.name(), spec.information(), spec.handles(), claims, spec.reference());
    }
}
