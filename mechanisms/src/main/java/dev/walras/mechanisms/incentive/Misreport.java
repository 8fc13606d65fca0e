package dev.walras.mechanisms.incentive;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one participant states in place of the truth: other values, fewer lots, orders left out, a smaller budget.
 *
 * @param participant who
 * @param changes what is stated of its orders, by index in the market; orders not named are stated truly
 * @param budgetMicros the budget stated, at most the true one; the true one when it is not misreported
 */
public record Misreport(int participant, List<Change> changes, long budgetMicros) {
    /**
     * What is stated of one order.
     *
     * @param order its index in the market
     * @param valueMicrosPerLot the value stated
     * @param maxLots the most lots stated, from the least to the most true ones; 0 leaves the order out
     */
    public record Change(int order, long valueMicrosPerLot, long maxLots) {}

    public Misreport {
        changes = List.copyOf(changes);
    }

    /** The market that the mechanism is told. */
    public Market stated(Market truth) {
        MarketBuilder builder = Market.builder(truth.id());
        for (int g = 0; g < truth.goods(); g++) {
            builder.add(truth.good(g));
        }
        for (int p = 0; p < truth.participants(); p++) {
            Participant own = truth.participant(p);
            builder.add(p == participant ? new Participant(own.id(), budgetMicros, own.arrival()) : own);
        }
        for (int group = 0; group < truth.groups(); group++) {
            builder.group();
        }
        for (int k = 0; k < truth.orders(); k++) {
            Order order = stated(truth.order(k), k);
            if (order.maxLots() > 0) {
                builder.add(order);
            }
        }
        return builder.build();
    }

    /** The orders of the true market that are stated, in order. */
    int[] stays(Market truth) {
        boolean[] left = new boolean[truth.orders()];
        changes.forEach(change -> left[change.order] = change.maxLots == 0);
        return IntStream.range(0, truth.orders()).filter(k -> !left[k]).toArray();
    }

    private Order stated(Order order, int index) {
        for (Change change : changes) {
            if (change.order == index) {
                return new Order(
                        order.id(),
                        order.participant(),
                        order.perLot(),
                        order.minLots(),
                        change.maxLots,
                        change.valueMicrosPerLot,
                        order.group());
            }
        }
        return order;
    }

    /** What is stated in place of what, in words: {@code states order o3 at 7 instead of 9}. */
    public String describe(Market truth) {
        String words = changes.stream()
                .filter(change -> change.maxLots != truth.maxLots(change.order)
                        || change.valueMicrosPerLot != truth.valueMicrosPerLot(change.order))
                .map(change -> describe(truth, change))
                .collect(Collectors.joining(", "));
        if (budgetMicros != truth.budgetMicros(participant)) {
            words += (words.isEmpty() ? "" : ", ") + "a budget of " + money(budgetMicros) + " instead of "
                    + money(truth.budgetMicros(participant));
        }
        return "states " + words;
    }

    private static String describe(Market truth, Change change) {
        String name = "order " + truth.orderIds().get(change.order);
        if (change.maxLots == 0) {
            return "no " + name;
        }
        String text = name;
        if (change.valueMicrosPerLot != truth.valueMicrosPerLot(change.order)) {
            text += " at " + money(change.valueMicrosPerLot) + " instead of "
                    + money(truth.valueMicrosPerLot(change.order));
        }
        if (change.maxLots != truth.maxLots(change.order)) {
            text += " for " + change.maxLots + " lots instead of " + truth.maxLots(change.order);
        }
        return text;
    }

    private static String money(long micros) {
        BigDecimal value = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
    }
}
