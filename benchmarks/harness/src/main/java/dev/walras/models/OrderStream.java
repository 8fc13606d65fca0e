package dev.walras.models;

import dev.walras.mechanism.Side;
import dev.walras.mechanisms.trading.LimitOrderBook;
import dev.walras.mechanisms.trading.TradeLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.apache.commons.math3.util.ArithmeticUtils;
import org.jspecify.annotations.Nullable;

/**
 * A stream of orders through a limit order book. Ids are texts, prices any fractions: ticks are their common divisor.
 */
final class OrderStream {
    private static final List<String> VERBS = List.of("type", "action", "op", "kind", "event", "order_type");
    private static final List<String> QUANTITIES = List.of("qty", "quantity", "size");

    private final LimitOrderBook book = new LimitOrderBook();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Long> numbers = new LinkedHashMap<>();
    private final Map<String, Side> sides = new LinkedHashMap<>();
    private final Map<String, Long> dropped = new LinkedHashMap<>();
    private long ticksPerUnit = 1;

    private OrderStream() {}

    static Answer run(Input instance) {
        return new OrderStream()
                .answer(instance.at(!instance.has("orders") && instance.has("events") ? "events" : "orders")
                        .items());
    }

    private Answer answer(List<Input> events) {
        for (Input event : events) {
            Input price = event.find("price");
            if (price != null && price.isNumber()) {
                ticksPerUnit = ArithmeticUtils.lcm(ticksPerUnit, price.exact().getDenominatorAsLong());
            }
        }
        events.forEach(this::take);
        List<Answer> trades = new ArrayList<>();
        for (TradeLog.Trade trade : book.log().trades()) {
            trades.add(new Answer()
                    .put("buy", names.get((int) trade.buy()))
                    .put("sell", names.get((int) trade.sell()))
                    .put("price", price(trade.price()))
                    .put("qty", trade.quantity()));
        }
        return new Answer()
                .put("trades", trades)
                .put("resting_bids", resting(Side.BUY))
                .put("resting_asks", resting(Side.SELL))
                .put("volume", book.log().volume())
                .put("best_bid", best(Side.BUY))
                .put("best_ask", best(Side.SELL))
                .put("dropped", dropped);
    }

    private void take(Input event) {
        String verb = verb(event);
        switch (verb) {
            case "cancel", "delete" -> {
                book.cancel(number(target(event, verb)));
                event.taken();
            }
            case "replace", "modify", "amend" -> replace(event, target(event, verb));
            case "market" -> {
                long quantity = quantity(event).whole(1, Long.MAX_VALUE);
                long traded = book.market(side(event), number(event.at("id").text()), quantity);
                if (traded < quantity) {
                    dropped.put(event.at("id").text(), quantity - traded);
                }
            }
            case "limit", "new", "add", "submit", "order" -> {
                String id = event.at("id").text();
                sides.put(id, side(event));
                book.limit(
                        side(event),
                        number(id),
                        ticks(event.at("price")),
                        quantity(event).whole(1, Long.MAX_VALUE));
            }
            default -> throw event.error("asks to \"" + verb + "\"; there are limit, market, cancel and replace");
        }
    }

    /** What an event asks for; by its keys when it does not say. */
    private static String verb(Input event) {
        for (String key : VERBS) {
            Input verb = event.find(key);
            if (verb != null) {
                return verb.text().toLowerCase(Locale.ROOT);
            }
        }
        for (String key : List.of("cancel", "replace", "modify", "amend", "market")) {
            Input verb = event.find(key);
            if (verb != null && !verb.text().equals("false")) {
                return key;
            }
        }
        Input side = event.find("side");
        if (side != null && side.text().equalsIgnoreCase("cancel")) {
            return "cancel";
        }
        Input price = event.find("price");
        return price == null || !price.isNumber() ? "market" : "limit";
    }

    /** The order to change: named by the event's verb, or by its id. */
    private static String target(Input event, String verb) {
        Input named = event.find(verb);
        if (named == null || named.text().equals("true")) {
            named = find(event, List.of("target", "target_id", "order", "order_id", "ref"));
            Input id = event.find("id");
            named = named == null ? id : named;
        }
        return named == null ? event.at("id").text() : named.text();
    }

    private void replace(Input event, String id) {
        long number = number(id);
        if (!book.rests(number)) {
            event.taken();
            return;
        }
        Side side = sides.getOrDefault(id, Side.BUY);
        LimitOrderBook.Resting now = book.resting(side).stream()
                .filter(order -> order.id() == number)
                .findFirst()
                .orElseThrow();
        Input price = event.find("price");
        Input quantity = find(event, QUANTITIES);
        event.taken();
        book.replace(
                number,
                price == null ? now.price() : ticks(price),
                quantity == null ? now.quantity() : quantity.whole(0, Long.MAX_VALUE));
    }

    private static @Nullable Input find(Input event, List<String> keys) {
        for (String key : keys) {
            Input found = event.find(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Input quantity(Input event) {
        Input found = find(event, QUANTITIES);
        return found == null ? event.at("qty") : found;
    }

    private static Side side(Input event) {
        Input side = event.at("side");
        return switch (side.text().toLowerCase(Locale.ROOT)) {
            case "buy", "bid", "b" -> Side.BUY;
            case "sell", "ask", "offer", "s" -> Side.SELL;
            default -> throw side.error("is \"" + side.text() + "\"; it must be buy or sell");
        };
    }

    private long number(String id) {
        return numbers.computeIfAbsent(id, key -> {
            names.add(key);
            return names.size() - 1L;
        });
    }

    private long ticks(Input price) {
        return price.exact().multiply(new BigFraction(ticksPerUnit, 1L)).getNumeratorAsLong();
    }

    private BigFraction price(long ticks) {
        return new BigFraction(ticks, ticksPerUnit);
    }

    private @Nullable BigFraction best(Side side) {
        return book.isEmpty(side) ? null : price(book.bestPrice(side));
    }

    private List<Answer> resting(Side side) {
        return book.resting(side).stream()
                .map(order -> new Answer()
                        .put("id", names.get((int) order.id()))
                        .put("price", price(order.price()))
                        .put("qty", order.quantity()))
                .toList();
    }
}
