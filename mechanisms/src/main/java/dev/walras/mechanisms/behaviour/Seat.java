package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Side;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What one participant knows when it begins: its own orders, the public range of prices, and a generator of its own.
 */
public final class Seat {
    private final Market truth;
    private final int participant;
    private final PriceBounds bounds;
    private final SplittableRandom random;

    /**
     * The seat of a participant.
     *
     * @param truth the market of true values; of it the seat shows the participant's own orders only
     * @param bounds the public range of prices
     * @param random the participant's own generator
     */
    public Seat(Market truth, int participant, PriceBounds bounds, SplittableRandom random) {
        this.truth = truth;
        this.participant = participant;
        this.bounds = bounds;
        this.random = random;
    }

    /** Gives every participant of {@code truth} a seat, in order, with generators split off one seed. */
    static void each(Market truth, long seed, Consumer<Seat> use) {
        PriceBounds bounds = PriceBounds.of(truth);
        SplittableRandom root = RunContext.seeded(seed).random("traders");
        for (int participant = 0; participant < truth.participants(); participant++) {
            use.accept(new Seat(truth, participant, bounds, root.split()));
        }
    }

    /** The participant's index. */
    public int participant() {
        return participant;
    }

    /** The public range of prices of a lot. */
    public PriceBounds bounds() {
        return bounds;
    }

    /** The participant's own generator. */
    public SplittableRandom random() {
        return random;
    }

    /** How many orders it has. */
    public int orders() {
        return truth.ordersByParticipant().size(participant);
    }

    /** The index in the market of its {@code i}-th order. */
    public int order(int i) {
        return truth.ordersByParticipant().member(participant, i);
    }

    /** What a lot of one of its orders is worth to it, in micros; negative is a cost. */
    public long valueMicrosPerLot(int order) {
        return truth.valueMicrosPerLot(own(order));
    }

    /** The most lots of one of its orders. */
    public long maxLots(int order) {
        return truth.maxLots(own(order));
    }

    /** The exclusive group of one of its orders, {@link dev.walras.market.Order#NO_GROUP} if none. */
    public int group(int order) {
        return truth.group(own(order));
    }

    /** The good of one of its orders, the first when it touches several. */
    public int good(int order) {
        return truth.bundleGood(own(order), 0);
    }

    /** Whether one of its orders buys: it gives nothing, or where it gives and receives, has a value of 0 or more. */
    public Side side(int order) {
        boolean receives = false;
        boolean gives = false;
        for (int i = 0; i < truth.bundleSize(own(order)); i++) {
            receives |= truth.bundleUnits(order, i) > 0;
            gives |= truth.bundleUnits(order, i) < 0;
        }
        boolean buys = receives && (!gives || truth.valueMicrosPerLot(order) >= 0);
        return buys ? Side.BUY : Side.SELL;
    }

    private int own(int order) {
        if (truth.owner(order) != participant) {
            throw new IllegalArgumentException(
                    "order " + order + " belongs to participant " + truth.owner(order) + ", not to " + participant);
        }
        return order;
    }
}
