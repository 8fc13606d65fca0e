package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
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
 * what is left is said by the {@link Rationing}. O(n log n) in the number of orders.
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
    private final long[] lots;
    private final int[] ranked;
    private long unsold;
    private long lowestWinning;
    private long highestLosing;

    /** Sells the endowment of {@code market}. */
    HighestBids(Market market, long reserve, Rationing rationing) {
        this.market = market;
        this.reserve = reserve;
        this.lots = new long[market.orders()];
        this.ranked = accepted(market, reserve);
        this.unsold = market.goods() == 0 ? 0 : market.endowment(0);
        this.lowestWinning = reserve;
        this.highestLosing = reserve;
        int next = 0;
        while (next < ranked.length && unsold > 0) {
            int end = next;
            long wanted = 0;
            while (end < ranked.length && value(end) == value(next)) {
                wanted += market.maxLots(ranked[end++]);
            }
            lowestWinning = value(next);
            highestLosing = wanted > unsold ? value(next) : end < ranked.length ? value(end) : reserve;
            serve(next, end, wanted, rationing);
            next = end;
        }
        if (next == 0 && ranked.length > 0) {
            highestLosing = value(0);
        }
    }

    private static int[] accepted(Market market, long reserve) {
        int[] bids = MeritOrder.bids(market);
        int count = bids.length;
        while (count > 0 && market.valueMicrosPerLot(bids[count - 1]) < Math.max(1, reserve)) {
            count--;
        }
        return Arrays.copyOf(bids, count);
    }

    private long value(int rank) {
        return market.valueMicrosPerLot(ranked[rank]);
    }

    /** Serves the equal bids of ranks {@code from} to {@code to}, which want {@code wanted} units in all. */
    private void serve(int from, int to, long wanted, Rationing rationing) {
        long room = Math.min(unsold, wanted);
        unsold -= room;
        long given = 0;
        if (rationing == Rationing.PRO_RATA) {
            for (int i = from; i < to; i++) {
                lots[ranked[i]] = share(room, market.maxLots(ranked[i]), wanted);
                given += lots[ranked[i]];
            }
            for (int i = from; i < to && given < room; i++) {
                if (lots[ranked[i]] < market.maxLots(ranked[i])) {
                    lots[ranked[i]]++;
                    given++;
                }
            }
            return;
        }
        for (int i = from; i < to && given < room; i++) {
            lots[ranked[i]] = Math.min(room - given, market.maxLots(ranked[i]));
            given += lots[ranked[i]];
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

    /** The bids that take part, best first. */
    int[] ranked() {
        return ranked;
    }

    /** Units that nobody gets. */
    long unsold() {
        return unsold;
    }

    /** The lowest bid that wins a unit, in micros; the reserve when none does. */
    long lowestWinning() {
        return lowestWinning;
    }

    /** The highest bid that loses a unit, in micros; the reserve when none does. */
    long highestLosing() {
        return highestLosing;
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
