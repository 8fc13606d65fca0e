package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;
import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.Side;
import dev.walras.mechanisms.behaviour.ZipMargin.Action;
import dev.walras.mechanisms.behaviour.ZipMargin.Fate;
import dev.walras.mechanisms.behaviour.ZipMargin.Heard;
import java.util.SplittableRandom;

/**
 * Zero-intelligence-plus traders (ZIP): each asks for its limit and a profit margin, and learns the margin from all
 * shouts and trades, see {@link ZipMargin}.
 *
 * <p>Every trader draws for itself, uniformly: its learning rate from 0.1 to 0.5, its first margin from 0.05 to 0.35,
 * and its momentum. The target after a shout <i>q</i> is <i>R q + A</i>; for a higher price <i>R</i> is from 1 to 1.05
 * and <i>A</i> from 0 to 0.05 units of money, for a lower one <i>R</i> from 0.95 to 1 and <i>A</i> from -0.05 to 0. The
 * unit is a third of the highest public price: as a dollar in the markets of the paper, whose limits go up to 3.25.
 *
 * <p>Only where a rejected shout was a quote that did not trade at once is it known here: in a book, quotes that rest
 * count as rejected until they trade. Differs from the paper where limits are below 1 micro: the margin is then taken
 * of 1 micro.
 *
 * <p>Reference: D. Cliff and J. Bruten, Zero is not enough: on the lower limit of agent intelligence for continuous
 * double auction markets, HP Laboratories report HPL-97-141, 1997.
 *
 * @param momentum whence momenta are drawn
 * @param signChange what becomes of a margin that would make a loss
 * @param shouts how many submissions a session has, 1 or more; 0 for 50 an order
 */
public record Zip(Momentum momentum, ZipMargin.SignChange signChange, long shouts) implements Behaviour {
    private static final double LARGEST_PERTURBATION = 0.05;

    /** The range of momenta: that of the text and that of the program that made its figures differ. */
    public enum Momentum {
        /** From 0 to 0.1, as the program draws them. */
        CODE(0, 0.1),
        /** From 0.2 to 0.8, as the text says. */
        PAPER(0.2, 0.8),
        /** None. */
        NONE(0, 0);

        private final double low;
        private final double high;

        Momentum(double low, double high) {
            this.low = low;
            this.high = high;
        }

        private double draw(SplittableRandom random) {
            return low + (high - low) * random.nextDouble();
        }
    }

    public Zip {
        if (shouts < 0) {
            throw new IllegalArgumentException("shouts is " + shouts + "; it must be 0 or more");
        }
    }

    /** With the momentum of the program, margins clipped at 0, 50 shouts an order. */
    public Zip() {
        this(Momentum.CODE, ZipMargin.SignChange.CLIP, 0);
    }

    @Override
    public Trader trader(Seat seat) {
        return new LineTrader(seat, (good, side) -> new Learner(seat, side));
    }

    @Override
    public long shouts(Market truth) {
        return SessionLength.of(shouts, truth);
    }

    /** One margin. */
    private final class Learner extends Line {
        private final SplittableRandom random;
        private final double unit;
        private final ZipMargin margin;

        Learner(Seat seat, Side side) {
            super(side);
            this.random = seat.random();
            this.unit = seat.bounds().highMicros() / 3.0;
            double rate = 0.1 + 0.4 * random.nextDouble();
            double first = 0.05 + 0.3 * random.nextDouble();
            this.margin = new ZipMargin(
                    new ZipMargin.Traits(side, rate, momentum.draw(random), signChange),
                    side == Side.SELL ? first : -first,
                    0);
        }

        @Override
        double price(double orderLimit, Board board) {
            return margin.price(Math.max(1, orderLimit));
        }

        @Override
        void see(PublicEvent event) {
            switch (event) {
                case PublicEvent.Shout shout ->
                    hear(new Heard(shout.side(), (double) shout.priceMicros(), Fate.REJECTED));
                case PublicEvent.Trade trade ->
                    hear(new Heard(trade.side(), (double) trade.priceMicros(), Fate.ACCEPTED));
                case PublicEvent.Quote quote -> {}
            }
        }

        private void hear(Heard heard) {
            double limit = Math.max(1, limit());
            Action action = margin.action(heard, margin.price(limit));
            if (action == Action.RAISE || (action == Action.LOWER && active())) {
                boolean up = (action == Action.RAISE) == (side() == Side.SELL);
                double relative = LARGEST_PERTURBATION * random.nextDouble();
                double absolute = LARGEST_PERTURBATION * random.nextDouble() * unit;
                margin.learn(
                        limit,
                        up ? (1 + relative) * heard.price() + absolute : (1 - relative) * heard.price() - absolute);
            }
        }
    }
}
