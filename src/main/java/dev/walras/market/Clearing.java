package dev.walras.market;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where demand and supply of one good meet, found by counting, not by sorting.
 *
 * <p>Unit bids by falling value meet the units endowed (at cost 0) and unit asks by rising cost; equal ones stand by
 * index. The first <i>q</i> pairs trade, <i>q</i> being the most for which the bid reaches the ask ({@link Ties#TRADE})
 * or exceeds it ({@link Ties#REST}). A cost below 0 counts as 0, so that no price is negative; bids below the least
 * allowed are left out.
 *
 * <p>Let D(p) be the units of bids of p or more and S(p) the endowment and the units of asks of p or less. The
 * <i>pivot</i> is the highest p with D(p) positive and at least S(p - 1), 0 if none: then q = min(D(p), S(p)), bids
 * above p and asks below p trade wholly, and those at p share the rest. The pivot is found digit by digit: every pass
 * counts the units of both sides in 4096 stretches of price and keeps one of them; once few orders are left in it, the
 * pass that writes the fills sets them aside. Time O(n): mostly two passes over the columns, at worst one for every 12
 * bits of price and one more. Memory a {@code long} an order for the fills. Exact on any market: sums of units stay
 * below {@link Market#LIMIT}.
 *
 * <p>It is selection by weight (T. H. Cormen et al., Introduction to Algorithms, MIT Press, problem 9-2, weighted
 * median) on two sides at once. Sort where every rank is wanted, not just the margin.
 */
public final class Clearing {
    private static final int DIGIT_BITS = 12;
    private static final int STRETCHES = 1 << DIGIT_BITS;
    /** A stretch of fewer units than a share of 1 / this is set aside. */
    private static final int FEW = 16;
    /** What a bid below the least one is taken for. */
    private static final long LEFT_OUT = -Market.LIMIT / 2;

    /** Whether a bid equal to an ask trades with it. */
    public enum Ties {
        /** It does: as many units as possible change hands. */
        TRADE,
        /** It does not: only what gains is done. */
        REST
    }

    private final UnitOrders orders;
    private final long leastBid;
    /** What a bid must exceed an ask by: 0 or 1. */
    private final long edge;

    private final UnitOrders.Block block = new UnitOrders.Block();
    private final long[] lots;
    /** The stretch that holds the pivot: {@code 2^shift} prices from {@code low} on, found by {@code digit} bits. */
    private long low;

    private int shift;
    private int digit = DIGIT_BITS;
    /** Units of bids above the stretch and in it, of endowment and asks below it and in it. */
    private long demandAbove;

    private long demandAtPivot;
    private long supplyBelow;
    private long supplyAtPivot;
    private long bidRoom;
    private long askRoom;
    private long units;
    private long welfare;
    private boolean costless;

    private final int lastBuyer;
    private final int lastSeller;
    private final long lastBid;
    private final long lastAsk;
    private final long nextBid;
    private final long nextAsk;

    private Clearing(UnitOrders orders, long leastBid, Ties ties) {
        this.orders = orders;
        this.leastBid = leastBid;
        this.edge = ties == Ties.TRADE ? 0 : 1;
        this.lots = new long[orders.size()];
        long highest = Math.max(0, Math.max(orders.greatestValue(), -orders.leastValue()));
        this.shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(highest) - DIGIT_BITS);
        this.supplyBelow = orders.endowment();
        locate(orders, orders.size() / FEW);
        Margin margin = new Margin();
        if (shift == 0) {
            settle();
            fill(margin, null);
        } else {
            // Everything beyond the stretch is decided; what lies in it is set aside in the same pass, and then looked
            // at alone.
            Near near = new Near();
            fill(margin, near);
            Margin far = margin;
            digit = Math.min(shift, DIGIT_BITS);
            shift -= digit;
            locate(near, 0);
            settle();
            margin = new Margin();
            near.fill(margin);
            margin.otherwise(far);
        }
        this.lastBuyer = margin.who[Margin.BID_IN];
        this.lastSeller = margin.who[Margin.ASK_IN];
        this.lastBid = lastBuyer < 0 ? 0 : margin.price[Margin.BID_IN] + edge;
        this.lastAsk = lastSeller < 0 ? 0 : margin.price[Margin.ASK_IN];
        this.nextBid = margin.who[Margin.BID_OUT] < 0 ? -1 : Math.max(-1, margin.price[Margin.BID_OUT] + edge);
        this.nextAsk = margin.who[Margin.ASK_OUT] < 0 ? -1 : margin.price[Margin.ASK_OUT];
    }

    /**
     * The clearing of {@code orders}.
     *
     * @param leastBid bids below are left out, in micros; 0 or more, and 1 or more where equal ones rest
     */
    public static Clearing of(UnitOrders orders, long leastBid, Ties ties) {
        if (leastBid < (ties == Ties.REST ? 1 : 0)) {
            throw new IllegalArgumentException("the least bid is " + leastBid + " micros; it must be 0 or more, and 1"
                    + " or more where bids that equal an ask rest");
        }
        return new Clearing(orders, leastBid, ties);
    }

    /** Counts both sides in ever finer stretches of price, until few units or one price is left. */
    private void locate(UnitOrders source, long few) {
        while (true) {
            long[] counts = count(source);
            int stretch = choose(counts);
            low += (long) stretch << shift;
            demandAtPivot = counts[STRETCHES + stretch];
            supplyAtPivot = counts[stretch];
            if (shift == 0 || demandAtPivot + supplyAtPivot < few) {
                return;
            }
            digit = Math.min(shift, DIGIT_BITS);
            shift -= digit;
        }
    }

    /** The stretch is one price: how many units trade is known. */
    private void settle() {
        units = Math.min(demandAbove + demandAtPivot, supplyBelow + supplyAtPivot);
        bidRoom = Math.max(0, units - demandAbove);
        askRoom = Math.max(0, units - supplyBelow);
    }

    /** Units of asks, then of bids, by {@code digit} bits from {@code shift} on of how far prices are above low. */
    private long[] count(UnitOrders source) {
        long[] counts = new long[2 * STRETCHES];
        for (int from = 0; from < source.size(); from += UnitOrders.BLOCK) {
            int n = Math.min(UnitOrders.BLOCK, source.size() - from);
            source.read(from, n, block);
            count(n, counts);
        }
        return counts;
    }

    private void count(int n, long[] counts) {
        int from = shift;
        int bits = digit;
        long bottom = low;
        long[] value = block.value();
        long[] side = block.units();
        long[] most = block.most();
        long least = leastBid;
        long less = edge;
        for (int i = 0; i < n; i++) {
            // Sides alternate at random: nothing here may depend on the side by a branch.
            long sign = side[i] >> 63;
            long key = Math.max((value[i] ^ sign) - sign, least & ~sign) - (less & ~sign);
            long leftOut = (value[i] - least) >> 63 & ~sign;
            // What is below the lowest stretch comes out as a large number, too.
            long stretch = (key - bottom) >>> from;
            if (stretch >>> bits == 0) {
                counts[(int) (stretch + (STRETCHES & ~sign))] += most[i] & ~leftOut;
            }
        }
    }

    /** The last stretch whose bids, with all above, want at least what is supplied below it; updates the sums. */
    private int choose(long[] counts) {
        long above = demandAbove;
        for (int i = 0; i < STRETCHES; i++) {
            above += counts[STRETCHES + i];
        }
        long below = supplyBelow;
        int stretch = 0;
        while (stretch + 1 < STRETCHES
                && above > counts[STRETCHES + stretch]
                && above - counts[STRETCHES + stretch] >= below + counts[stretch]) {
            above -= counts[STRETCHES + stretch];
            below += counts[stretch];
            stretch++;
        }
        demandAbove = above - counts[STRETCHES + stretch];
        supplyBelow = below;
        return stretch;
    }

    /** Who stands next to the margin: by side, and by in or out. */
    private static final class Margin {
        private static final int ASK_OUT = 0;
        private static final int ASK_IN = 1;
        private static final int BID_OUT = 2;
        private static final int BID_IN = 3;

        /** How far the nearest is beyond the stretch. */
        private final long[] distance = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};

        private final long[] price = new long[4];
        /** The last of those. */
        private final int[] who = {-1, -1, -1, -1};

        void note(int quarter, long beyond, int order) {
            if (beyond <= distance[quarter]) {
                distance[quarter] = beyond;
                who[quarter] = order;
            }
        }

        /** Turns distances from a stretch into prices. */
        void from(long low, long high) {
            price[ASK_OUT] = high + distance[ASK_OUT];
            price[ASK_IN] = low - distance[ASK_IN];
            price[BID_OUT] = low - distance[BID_OUT];
            price[BID_IN] = high + distance[BID_IN];
        }

        /** Where nobody was found here, whoever is further away. */
        void otherwise(Margin further) {
            for (int i = 0; i < who.length; i++) {
                if (who[i] < 0) {
                    who[i] = further.who[i];
                    price[i] = further.price[i];
                }
            }
        }
    }

    /** Writes the fills of all orders beyond the stretch, and sets the others aside; shares where there is no list. */
    private void fill(Margin margin, @Nullable Near near) {
        long high = low + ((1L << shift) - 1);
        for (int from = 0; from < lots.length; from += UnitOrders.BLOCK) {
            int n = Math.min(UnitOrders.BLOCK, lots.length - from);
            orders.read(from, n, block);
            fill(from, n, margin, near);
        }
        margin.from(low, high);
    }

    private void fill(int from, int n, Margin margin, @Nullable Near near) {
        long[] value = block.value();
        long[] side = block.units();
        long[] most = block.most();
        long least = leastBid;
        long less = edge;
        long bottom = low;
        long top = low + ((1L << shift) - 1);
        long gain = 0;
        long free = 0;
        for (int i = 0; i < n; i++) {
            // Sides alternate at random: nothing here may depend on the side by a branch.
            long sign = side[i] >> 63;
            long leftOut = (value[i] - least) >> 63 & ~sign;
            long offer = Math.max((value[i] ^ sign) - sign, LEFT_OUT & ~sign);
            long key = ((offer & ~leftOut) | (LEFT_OUT & leftOut)) - (less & ~sign);
            long beyond = Math.max(key - top, 0) + Math.min(key - bottom, 0);
            long better = (beyond ^ sign) - sign;
            long lot = most[i] & (-better >> 63);
            lots[from + i] = lot;
            gain += value[i] * lot;
            free |= sign & ~value[i];
            if (better == 0) {
                if (near == null) {
                    share(margin, from + i, sign == 0, most[i]);
                    gain += value[i] * lots[from + i];
                } else {
                    near.add(from + i, block, i);
                }
            } else {
                margin.note((int) ((2 & ~sign) | (-better >>> 63)), Math.abs(better), from + i);
            }
        }
        welfare += gain;
        costless |= free < 0;
    }

    /** An order at the pivot has what is left for it. */
    private void share(Margin margin, int order, boolean bid, long most) {
        long room = bid ? bidRoom : askRoom;
        long given = Math.min(room, most);
        lots[order] = given;
        if (bid) {
            bidRoom -= given;
        } else {
            askRoom -= given;
        }
        if (given > 0) {
            margin.note(bid ? Margin.BID_IN : Margin.ASK_IN, 0, order);
        }
        if (given < most) {
            margin.note(bid ? Margin.BID_OUT : Margin.ASK_OUT, 0, order);
        }
    }

    /** The orders with prices in the stretch. */
    private final class Near implements UnitOrders {
        private int[] order = new int[BLOCK];
        private long[] value = new long[BLOCK];
        private long[] units = new long[BLOCK];
        private long[] most = new long[BLOCK];
        private int size;

        void add(int k, Block block, int i) {
            if (size == value.length) {
                order = Arrays.copyOf(order, 2 * size);
                value = Arrays.copyOf(value, 2 * size);
                units = Arrays.copyOf(units, 2 * size);
                most = Arrays.copyOf(most, 2 * size);
            }
            order[size] = k;
            value[size] = block.value()[i];
            units[size] = block.units()[i];
            most[size++] = block.most()[i];
        }

        /** Fills those orders, now that the pivot is known. */
        void fill(Margin margin) {
            for (int i = 0; i < size; i++) {
                boolean bid = units[i] > 0;
                long better = bid ? value[i] - edge - low : low - Math.max(0, -value[i]);
                if (better == 0) {
                    share(margin, order[i], bid, most[i]);
                } else {
                    lots[order[i]] = better > 0 ? most[i] : 0;
                    margin.note((bid ? 2 : 0) + (better > 0 ? 1 : 0), Math.abs(better), order[i]);
                }
                welfare += value[i] * lots[order[i]];
            }
            margin.from(low, low);
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public long endowment() {
            return orders.endowment();
        }

        @Override
        public long leastValue() {
            return orders.leastValue();
        }

        @Override
        public long greatestValue() {
            return orders.greatestValue();
        }

        @Override
        public void read(int from, int count, Block into) {
            System.arraycopy(value, from, into.value(), 0, count);
            System.arraycopy(units, from, into.units(), 0, count);
            System.arraycopy(most, from, into.most(), 0, count);
        }
    }

    /** The number of units that trade, <i>q</i>. */
    public long units() {
        return units;
    }

    /** The sum of the values of what trades, in micros. */
    public long welfareMicros() {
        return welfare;
    }

    /** Whether some ask costs nothing or less. */
    public boolean hasCostlessAsks() {
        return costless;
    }

    /** Units of every order; handed over, for the caller to change. */
    public long[] lots() {
        return lots;
    }

    /** The last bid that trades, -1 if none: of those of the least value the one of the highest index. */
    public int lastBuyer() {
        return lastBuyer;
    }

    /** The last ask that trades, -1 if none: of those of the highest cost the one of the highest index. */
    public int lastSeller() {
        return lastSeller;
    }

    /** The lowest bid that trades, in micros; 0 if none. */
    public long lastBid() {
        return lastBid;
    }

    /** The highest ask that trades, in micros, 0 or more; 0 if none. */
    public long lastAsk() {
        return lastAsk;
    }

    /** The highest bid that does not trade wholly, in micros; -1 if none. */
    public long nextBid() {
        return nextBid;
    }

    /** The lowest ask that does not trade wholly, in micros, 0 or more; -1 if none. */
    public long nextAsk() {
        return nextAsk;
    }

    /** The price at which orders share what is left for them, in micros: bids of it, and asks of it. */
    public long pivot() {
        return low;
    }

    /** Units that bids of {@link #pivot} get together. */
    public long roomOfBidsAtPivot() {
        return units - demandAbove;
    }

    /** Units that bids of {@link #pivot} want together. */
    public long wantedAtPivot() {
        return demandAtPivot;
    }
}
