package dev.walras.mechanisms.behaviour;

import dev.walras.market.Order;
import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.Side;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An adaptive trader: one {@link Line} for every good and side of its orders, each working on the first of its orders
 * that is open. What it shouts never passes its limit: bids are rounded down, asks up.
 */
final class LineTrader implements Trader {
    /** Makes the line of a good and side. */
    interface Maker {
        Line make(int good, Side side);
    }

    private final Seat seat;
    private final Map<Integer, Integer> position = new HashMap<>();
    private final Line[] lineOf;
    private final long[] left;
    private final Map<Long, Line> lines = new HashMap<>();
    private final Set<Integer> closedGroups = new HashSet<>();

    LineTrader(Seat seat, Maker maker) {
        this.seat = seat;
        this.left = new long[seat.orders()];
        this.lineOf = new Line[seat.orders()];
        for (int i = 0; i < left.length; i++) {
            int order = seat.order(i);
            Side side = seat.side(order);
            int good = seat.good(order);
            position.put(order, i);
            lineOf[i] = lines.computeIfAbsent(key(good, side), k -> maker.make(good, side));
        }
        begin();
    }

    private static long key(int good, Side side) {
        return 2L * good + (side == Side.BUY ? 0 : 1);
    }

    private static double limitPrice(Seat seat, int order) {
        long value = seat.valueMicrosPerLot(order);
        return seat.side(order) == Side.BUY ? value : -value;
    }

    @Override
    public void begin() {
        for (int i = 0; i < left.length; i++) {
            left[i] = seat.maxLots(seat.order(i));
        }
        closedGroups.clear();
        choose();
    }

    /** Points every line at its first open order. */
    private void choose() {
        lines.values().forEach(Line::rest);
        for (int i = left.length - 1; i >= 0; i--) {
            int order = seat.order(i);
            if (left[i] > 0 && !closedGroups.contains(seat.group(order))) {
                lineOf[i].workOn(limitPrice(seat, order));
            }
        }
    }

    @Override
    public void filled(int order, long lots) {
        int at = position.getOrDefault(order, -1);
        left[at] -= lots;
        if (seat.group(order) != Order.NO_GROUP && left[at] == 0) {
            closedGroups.add(seat.group(order));
        }
        if (left[at] == 0) {
            choose();
        }
    }

    @Override
    public long limitMicrosPerLot(int order, Board board) {
        Line line = lineOf[position.getOrDefault(order, -1)];
        double limit = limitPrice(seat, order);
        double price = line.price(limit, board);
        return line.side() == Side.BUY
                ? (long) Math.min(limit, Math.floor(price))
                : -(long) Math.max(limit, Math.ceil(price));
    }

    @Override
    public boolean watches() {
        return true;
    }

    @Override
    public void see(PublicEvent event) {
        show(lines.get(key(event.good(), Side.BUY)), event);
        show(lines.get(key(event.good(), Side.SELL)), event);
    }

    private static void show(@Nullable Line line, PublicEvent event) {
        if (line != null) {
            line.see(event);
        }
    }
}
