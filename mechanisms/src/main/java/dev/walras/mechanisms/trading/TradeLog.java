package dev.walras.mechanisms.trading;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** Trades in the order in which they were made, in columns: 32 bytes a trade. */
public final class TradeLog {
    private long[] buys = new long[16];
    private long[] sells = new long[16];
    private long[] prices = new long[16];
    private long[] quantities = new long[16];
    private int size;

    /**
     * One trade.
     *
     * @param buy the order that bought
     * @param sell the order that sold
     * @param price the price of a unit, in ticks
     * @param quantity how many units, 1 or more
     */
    public record Trade(long buy, long sell, long price, long quantity) {}

    /** Adds a trade. */
    public void add(long buy, long sell, long price, long quantity) {
        if (size == buys.length) {
            int length = Math.multiplyExact(2, size);
            buys = Arrays.copyOf(buys, length);
            sells = Arrays.copyOf(sells, length);
            prices = Arrays.copyOf(prices, length);
            quantities = Arrays.copyOf(quantities, length);
        }
        buys[size] = buy;
        sells[size] = sell;
        prices[size] = price;
        quantities[size++] = quantity;
    }

    /** How many trades there are. */
    public int size() {
        return size;
    }

    /** The {@code i}-th trade, from 0. */
    public Trade trade(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException("there is no trade " + i + "; there are " + size);
        }
        return new Trade(buys[i], sells[i], prices[i], quantities[i]);
    }

    /** The trades, as a view of this log. */
    public List<Trade> trades() {
        return new View();
    }

    /** The units traded in all. */
    public long volume() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum = Math.addExact(sum, quantities[i]);
        }
        return sum;
    }

    /** The price of every trade, in order, in ticks. */
    public double[] prices() {
        return Arrays.stream(prices, 0, size).asDoubleStream().toArray();
    }

    /** The list of trades. */
    private final class View extends AbstractList<Trade> implements RandomAccess {
        @Override
        public Trade get(int index) {
            return trade(index);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
