package dev.walras.mechanisms.behaviour;

import dev.walras.mechanism.Side;

/**
 * The profit margin of a ZIP trader, and how it learns.
 *
 * <p>A seller with limit <i>l</i> asks <i>l(1 + m)</i> with margin <i>m</i> of 0 or more, a buyer bids the same with a
 * margin from -1 to 0. After a shout the trader may want more or less profit ({@link #action}); then it moves its price
 * <i>p</i> toward a target <i>t</i> near the price shouted, by the rule of Widrow and Hoff with momentum: <i>d = rate
 * (t - p)</i>, <i>g &larr; momentum g + (1 - momentum) d</i>, <i>m &larr; (p + g) / l - 1</i>.
 *
 * <p>Reference: D. Cliff and J. Bruten, Zero is not enough: on the lower limit of agent intelligence for continuous
 * double auction markets, HP Laboratories report HPL-97-141, 1997.
 */
public final class ZipMargin {
    /** What becomes of a margin that would change its sign, and so make a loss. */
    public enum SignChange {
        /** It becomes 0. */
        CLIP,
        /** It stays as it was, as in the program behind the paper. */
        REJECT
    }

    /** What a trader wants after a shout. */
    public enum Action {
        /** More profit: a seller a higher price, a buyer a lower one. */
        RAISE,
        /** Less profit. */
        LOWER,
        /** Nothing changes. */
        KEEP
    }

    /** What became of a shout. */
    public enum Fate {
        /** Somebody of the other side traded at it. */
        ACCEPTED,
        /** Nobody did. */
        REJECTED
    }

    /**
     * A shout that everybody heard.
     *
     * @param side {@link Side#BUY} for a bid, {@link Side#SELL} for an offer
     * @param price the price shouted
     * @param fate what became of it
     */
    public record Heard(Side side, double price, Fate fate) {}

    /**
     * What does not change.
     *
     * @param side whether it buys or sells
     * @param rate the learning rate, above 0 to 1
     * @param momentum how much of the last change goes on, 0 to below 1
     * @param signChange what becomes of a margin that would make a loss
     */
    public record Traits(Side side, double rate, double momentum, SignChange signChange) {
        public Traits {
            if (!(rate > 0 && rate <= 1) || !(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException(
                        "rate " + rate + " must be above 0 to 1, momentum " + momentum + " from 0 to below 1");
            }
        }
    }

    private final Traits traits;
    private double margin;
    private double lastChange;

    /**
     * A margin to begin with.
     *
     * @param margin 0 or more for a seller, from -1 to 0 for a buyer
     * @param lastChange the change of the price before, for the momentum; 0 at the beginning
     */
    public ZipMargin(Traits traits, double margin, double lastChange) {
        if (!(traits.side == Side.SELL ? margin >= 0 : margin >= -1 && margin <= 0)) {
            throw new IllegalArgumentException("the margin of a " + (traits.side == Side.SELL ? "seller" : "buyer")
                    + " is " + margin + "; it must be " + (traits.side == Side.SELL ? "0 or more" : "from -1 to 0"));
        }
        this.traits = traits;
        this.margin = margin;
        this.lastChange = lastChange;
    }

    /** The margin. */
    public double margin() {
        return margin;
    }

    /** The price it would shout for an order of limit price {@code limit}. */
    public double price(double limit) {
        return limit * (1 + margin);
    }

    /**
     * What it wants after a shout. More profit when a trade was made at a price that it would have taken; less when its
     * own side lost the trade to a better price, or when a shout of its own side at a price no better for it failed. A
     * trader that has nothing left to trade never wants less.
     *
     * @param price the price it would shout now
     */
    public Action action(Heard heard, double price) {
        boolean seller = traits.side == Side.SELL;
        boolean takes = seller ? price <= heard.price : price >= heard.price;
        boolean dearer = seller ? price >= heard.price : price <= heard.price;
        if (heard.fate == Fate.ACCEPTED) {
            return takes ? Action.RAISE : heard.side != traits.side && dearer ? Action.LOWER : Action.KEEP;
        }
        return heard.side == traits.side && dearer ? Action.LOWER : Action.KEEP;
    }

    /**
     * Moves the price for an order of limit price {@code limit} toward {@code target}.
     *
     * @param limit positive
     */
    public void learn(double limit, double target) {
        double price = price(limit);
        double change = traits.rate * (target - price);
        lastChange = traits.momentum * lastChange + (1 - traits.momentum) * change;
        double next = (price + lastChange) / limit - 1;
        boolean loses = traits.side == Side.SELL ? next < 0 : next > 0;
        if (loses && traits.signChange == SignChange.REJECT) {
            return;
        }
        margin = traits.side == Side.SELL ? Math.max(0, next) : Math.max(-1, Math.min(0, next));
    }
}
