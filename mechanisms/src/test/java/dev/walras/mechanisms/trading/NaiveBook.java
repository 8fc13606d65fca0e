package dev.walras.mechanisms.trading;

import dev.walras.mechanism.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A second matcher, written apart: a list of orders, searched from end to end for every trade. */
final class NaiveBook {
    private static final class Order {
        long id;
        Side side = Side.BUY;
        long price;
        long quantity;
    }

    private final List<Order> byTime = new ArrayList<>();
    private final List<TradeLog.Trade> trades = new ArrayList<>();

    private Order find(long id) {
        return byTime.stream().filter(order -> order.id == id).findFirst().orElse(null);
    }

    private Order best(Side side) {
        Order best = null;
        for (Order order : byTime) {
            boolean better = best == null || (side == Side.SELL ? order.price < best.price : order.price > best.price);
            if (order.side == side && better) {
                best = order;
            }
        }
        return best;
    }

    private Order incoming(Side side, long id, long quantity) {
        Order order = new Order();
        order.id = id;
        order.side = side;
        order.quantity = quantity;
        return order;
    }

    void limit(Side side, long id, long price, long quantity) {
        Order order = incoming(side, id, quantity);
        order.price = price;
        sweep(order, price);
        if (order.quantity > 0) {
            byTime.add(order);
        }
    }

    void market(Side side, long id, long quantity) {
        sweep(incoming(side, id, quantity), side == Side.BUY ? 1L << 60 : -(1L << 60));
    }

    private void sweep(Order order, long limit) {
        while (order.quantity > 0) {
            Order other = best(order.side == Side.BUY ? Side.SELL : Side.BUY);
            if (other == null || (order.side == Side.BUY ? other.price > limit : other.price < limit)) {
                return;
            }
            long units = Math.min(order.quantity, other.quantity);
            boolean buys = order.side == Side.BUY;
            trades.add(new TradeLog.Trade(buys ? order.id : other.id, buys ? other.id : order.id, other.price, units));
            order.quantity -= units;
            other.quantity -= units;
            if (other.quantity == 0) {
                byTime.remove(other);
            }
        }
    }

    boolean cancel(long id) {
        return byTime.removeIf(order -> order.id == id);
    }

    boolean replace(long id, long price, long quantity) {
        Order order = find(id);
        if (order == null) {
            return false;
        }
        if (quantity > 0 && price == order.price && quantity <= order.quantity) {
            order.quantity = quantity;
            return true;
        }
        byTime.remove(order);
        if (quantity > 0) {
            limit(order.side, id, price, quantity);
        }
        return true;
    }

    List<TradeLog.Trade> trades() {
        return trades;
    }

    List<LimitOrderBook.Resting> resting(Side side) {
        Comparator<Order> byPrice = Comparator.comparingLong(order -> side == Side.BUY ? -order.price : order.price);
        return byTime.stream()
                .filter(order -> order.side == side)
                .sorted(byPrice)
                .map(order -> new LimitOrderBook.Resting(order.id, order.price, order.quantity))
                .toList();
    }
}
