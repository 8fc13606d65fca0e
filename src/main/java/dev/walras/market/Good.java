package dev.walras.market;

/**
 * Anything that must balance: GPU-hours of a node in a slot, seats of a provider, liquidity of a channel, a currency.
 *
 * @param id unique among the goods of its market
 * @param unit what one unit is, for people: {@code "GPU-hour"}
 * @param endowment units available without anybody giving them, 0 or more; they belong to the market's operator
 */
public record Good(String id, String unit, long endowment) {
    public Good {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a good needs an id");
        }
        if (endowment < 0) {
            throw new IllegalArgumentException(
                    "endowment of good \"" + id + "\" is " + endowment + "; it must be 0 or more");
        }
    }
}
