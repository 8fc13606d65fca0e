package dev.walras.mechanisms.online;

import java.util.ArrayList;
import java.util.List;

/**
 * The online knapsack problem: items of small weights, worth between <i>L</i> and <i>U</i> a unit of weight, arrive one
 * after the other and are taken or left for good.
 *
 * <p>With the share <i>z</i> of the capacity used, an item is taken when it fits and is worth at least {@code psi(z) =
 * (U e / L)^z L / e} a unit. The threshold is below <i>L</i>, and everything is taken, until {@code z = 1 / (1 + ln(U /
 * L))}; it is <i>U</i> at 1. What is best in hindsight is at most {@code 1 + ln(U / L)} times what the rule takes, for
 * items of vanishing weight, and no rule can promise less.
 *
 * <p>Reference: Y. Zhou, D. Chakrabarty, R. Lukose, Budget constrained bidding in keyword auctions and online knapsack
 * problems, WINE 2008, LNCS 5385, 566-576, doi:10.1007/978-3-540-92185-1_63.
 *
 * @param low the least worth of a unit of weight, <i>L</i>, above 0
 * @param high the most worth of a unit of weight, <i>U</i>, {@code low} or more
 */
public record OnlineKnapsack(double low, double high) {
    public OnlineKnapsack {
        PriceRange.require(low, high);
    }

    /**
     * An item.
     *
     * @param value what it is worth
     * @param weight its share of the capacity, above 0
     */
    public record Item(double value, double weight) {}

    /** The threshold at the share {@code used} of the capacity, a unit of weight. */
    public double psi(double used) {
        return Math.pow(high * Math.E / low, used) * low / Math.E;
    }

    /** The ratio, 1 + ln(U / L). */
    public double ratio() {
        return 1 + Math.log(high / low);
    }

    /** The share of the capacity up to which everything is taken. */
    public double flatUntil() {
        return 1 / ratio();
    }

    /** Which of {@code items} are taken, by index. */
    public List<Integer> taken(List<Item> items) {
        List<Integer> taken = new ArrayList<>();
        double used = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (used + item.weight() <= 1 && item.value() >= psi(used) * item.weight()) {
                taken.add(i);
                used += item.weight();
            }
        }
        return taken;
    }
}
