package dev.walras.market;

/** The orders of one good that is traded by the unit, read a block at a time. */
public interface UnitOrders {
    /** How many orders a block holds at most. */
    int BLOCK = 2048;

    /** The columns of a block of orders; whoever reads it next overwrites it. */
    final class Block {
        private final long[] value = new long[BLOCK];
        private final long[] units = new long[BLOCK];
        private final long[] most = new long[BLOCK];

        /** What a unit is worth to the owner of each order, in micros; negative is a cost. */
        public long[] value() {
            return value;
        }

        /** 1 for an order that receives, -1 for one that gives. */
        public long[] units() {
            return units;
        }

        /** The most units of each order, 1 or more. */
        public long[] most() {
            return most;
        }
    }

    /** The number of orders. */
    int size();

    /** Units that are there without anybody giving them; 0 or more. */
    long endowment();

    /** No value is below this. */
    long leastValue();

    /** No value is above this. */
    long greatestValue();

    /** Reads {@code count} orders, at most {@link #BLOCK}, from order {@code from} on. */
    void read(int from, int count, Block into);

    /**
     * The orders of {@code market}, which has at most one good.
     *
     * @throws IllegalArgumentException when it has more, or an order trades other than one unit a lot
     */
    static UnitOrders of(Market market) {
        Market.Orders orders = market.columns();
        LongVector units = orders.entryUnits();
        if (market.goods() > 1 || units.least() < -1 || units.greatest() > 1) {
            throw new IllegalArgumentException(market + " is no market of one good by the unit");
        }
        long endowment = market.goods() == 0 ? 0 : market.endowment(0);
        return new UnitOrders() {
            @Override
            public int size() {
                return market.orders();
            }

            @Override
            public long endowment() {
                return endowment;
            }

            @Override
            public long leastValue() {
                return orders.value().least();
            }

            @Override
            public long greatestValue() {
                return orders.value().greatest();
            }

            @Override
            public void read(int from, int count, Block into) {
                orders.value().read(from, count, into.value);
                units.read(from, count, into.units);
                orders.maxLots().read(from, count, into.most);
            }
        };
    }

    /**
     * What every participant of {@code market} pays when {@code lots} trade at one price for those who receive and one
     * for those who give.
     *
     * @param lots units of every order of a market of one good by the unit
     * @param buyersPay micros a unit
     * @param sellersGet micros a unit
     * @throws ArithmeticException when a payment exceeds a {@code long}
     */
    static long[] payments(Market market, long[] lots, long buyersPay, long sellersGet) {
        long[] payments = new long[market.participants()];
        Market.Orders orders = market.columns();
        long[] owner = new long[BLOCK];
        long[] units = new long[BLOCK];
        for (int from = 0; from < lots.length; from += BLOCK) {
            int count = Math.min(BLOCK, lots.length - from);
            orders.participant().read(from, count, owner);
            orders.entryUnits().read(from, count, units);
            for (int i = 0; i < count; i++) {
                long sign = units[i] >> 63;
                long price = (buyersPay & ~sign) | (sellersGet & sign);
                int who = (int) owner[i];
                payments[who] = Math.addExact(payments[who], Math.multiplyExact(lots[from + i] * units[i], price));
            }
        }
        return payments;
    }
}
