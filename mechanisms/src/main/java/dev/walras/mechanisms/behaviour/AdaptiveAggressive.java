package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;
import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.Side;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/**
 * Adaptive-aggressive traders (AA): each estimates the equilibrium price from the last trades, aims at a price by how
 * aggressive it is ({@link AggressionCurve}), and approaches it from the best quote.
 *
 * <p>The estimate weighs trades by powers of {@code decay}, the last most, over {@code window} trades. Aggressiveness
 * moves by a rate of 0.4 toward slightly more, or less, than what the last price would have asked for (2 percent and
 * 0.01): a trader becomes less aggressive when a trade was made at a price as good as its target or better, more when
 * at a worse one, or when a quote of its own side was better for the others than its target. <i>Theta</i> moves by a
 * rate of 0.4 toward a value from -8 to 2 that is the higher, the less prices vary: with <i>a</i> the root mean square
 * distance of the last trades from the estimate, scaled to 0 to 1 by what was seen so far, <i>theta* = (2 - -8)(1 - a
 * e^(2(a - 1))) + -8</i>. A bid is a third ({@code 1/eta}) of the way from the best bid to the target, and takes the
 * best ask when that is no higher than the target; before the first trade it is a third of the way to the limit, or to
 * slightly beyond the best ask. Asks likewise. Where no quote stands, the best shout since the last trade takes its
 * place, or else the lowest and the highest public price. The price that the most patient seller aims at is twice the
 * highest public one, to leave room where that is the equilibrium.
 *
 * <p>Every trader begins with an aggressiveness from -0.3 to 0 and a theta from -5 to 0, both uniform, as public
 * programs do.
 *
 * <p>Reference: P. Vytelingum, D. Cliff and N. R. Jennings, Strategic bidding in continuous double auctions, Artificial
 * Intelligence 172(14), 2008, 1700-1729, doi:10.1016/j.artint.2008.06.001.
 *
 * @param eta how many steps a quote is from its target, 1 or more
 * @param window how many trades the estimate weighs, 1 or more
 * @param decay the weight of a trade relative to the next, above 0 to 1
 * @param shouts how many submissions a session has, 1 or more; 0 for 50 an order
 */
public record AdaptiveAggressive(double eta, int window, double decay, long shouts) implements Behaviour {
    private static final double RATE = 0.4;
    private static final double RELATIVE = 0.02;
    private static final double ABSOLUTE = 0.01;
    private static final double LEAST_THETA = -8;
    private static final double MOST_THETA = 2;
    private static final double GAMMA = 2;

    public AdaptiveAggressive {
        if (!(eta >= 1) || window < 1 || !(decay > 0 && decay <= 1) || shouts < 0) {
            throw new IllegalArgumentException("eta " + eta + " and window " + window + " must be 1 or more, decay "
                    + decay + " above 0 to 1, shouts " + shouts + " 0 or more");
        }
    }

    /** With eta 3, a window of 30 trades, decay 0.9, 50 shouts an order. */
    public AdaptiveAggressive() {
        this(3, 30, 0.9, 0);
    }

    /**
     * The theta to move to.
     *
     * @param volatility from 0, the calmest seen, to 1, the wildest
     * @param least theta when wild
     * @param most theta when calm
     * @param gamma how fast it falls
     */
    public static double thetaFor(double volatility, double least, double most, double gamma) {
        return (most - least) * (1 - volatility * Math.exp(gamma * (volatility - 1))) + least;
    }

    /**
     * The weighted mean of prices, the last first.
     *
     * @param lastFirst prices of trades, the last first, one or more
     * @param decay the weight of each relative to the one before
     */
    public static double estimate(double[] lastFirst, double decay) {
        double weight = 1;
        double weights = 0;
        double sum = 0;
        for (double price : lastFirst) {
            sum += weight * price;
            weights += weight;
            weight *= decay;
        }
        return sum / weights;
    }

    @Override
    public Trader trader(Seat seat) {
        return new LineTrader(seat, (good, side) -> new Aggressor(seat, good, side));
    }

    @Override
    public long shouts(Market truth) {
        return SessionLength.of(shouts, truth);
    }

    /** What one trader knows of one good. */
    private final class Aggressor extends Line {
        private final int good;
        private final PriceBounds bounds;
        private final Deque<Double> trades = new ArrayDeque<>();
        private double aggressiveness;
        private double theta;
        private double equilibrium = Double.NaN;
        private double calmest = Double.POSITIVE_INFINITY;
        private double wildest = Double.NEGATIVE_INFINITY;
        private double bestBid;
        private double bestAsk;

        Aggressor(Seat seat, int good, Side side) {
            super(side);
            this.good = good;
            this.bounds = seat.bounds();
            SplittableRandom random = seat.random();
            this.aggressiveness = -0.3 * random.nextDouble();
            this.theta = -5 * random.nextDouble();
            forgetShouts();
        }

        /** No bid and no ask has been heard since the last trade. */
        private void forgetShouts() {
            bestBid = bounds.lowMicros();
            bestAsk = bounds.highMicros();
        }

        private AggressionCurve curve(double orderLimit) {
            return new AggressionCurve(
                    side(),
                    orderLimit,
                    Math.max(1, equilibrium),
                    Math.max(Math.max(1, 2.0 * bounds.highMicros()), Math.max(equilibrium, orderLimit)));
        }

        @Override
        double price(double orderLimit, Board board) {
            boolean buys = side() == Side.BUY;
            double bid = board.bidMicros(good) == PublicEvent.NO_BID ? bestBid : board.bidMicros(good);
            double ask = board.askMicros(good) == PublicEvent.NO_ASK ? bestAsk : board.askMicros(good);
            if (Double.isNaN(equilibrium)) {
                return buys
                        ? bid + (Math.min(orderLimit, (1 + RELATIVE) * ask + ABSOLUTE) - bid) / eta
                        : ask - (ask - Math.max(orderLimit, (1 - RELATIVE) * bid - ABSOLUTE)) / eta;
            }
            double target = curve(orderLimit).target(aggressiveness, theta);
            if (buys) {
                return ask <= target ? ask : bid + (target - bid) / eta;
            }
            return bid >= target ? bid : ask - (ask - target) / eta;
        }

        @Override
        void see(PublicEvent event) {
            switch (event) {
                case PublicEvent.Trade trade -> trade((double) trade.priceMicros());
                case PublicEvent.Shout shout -> shout(shout);
                case PublicEvent.Quote quote -> {}
            }
        }

        private void trade(double price) {
            trades.addFirst(price);
            if (trades.size() > window) {
                trades.removeLast();
            }
            double[] lastFirst =
                    trades.stream().mapToDouble(Double::doubleValue).toArray();
            equilibrium = estimate(lastFirst, decay);
            AggressionCurve curve = curve(limit());
            double target = curve.target(aggressiveness, theta);
            adapt(curve, price, side() == Side.BUY ? target < price : target > price);
            bend(lastFirst);
            forgetShouts();
        }

        private void shout(PublicEvent.Shout shout) {
            if (shout.side() == Side.BUY) {
                bestBid = Math.max(bestBid, (double) shout.priceMicros());
            } else {
                bestAsk = Math.min(bestAsk, (double) shout.priceMicros());
            }
            if (shout.side() == side() && !Double.isNaN(equilibrium)) {
                AggressionCurve curve = curve(limit());
                double target = curve.target(aggressiveness, theta);
                double price = shout.priceMicros();
                if (side() == Side.BUY ? target <= price : target >= price) {
                    adapt(curve, price, true);
                }
            }
        }

        private void adapt(AggressionCurve curve, double price, boolean more) {
            double there = curve.aggressiveness(price, theta);
            double wanted = more ? (1 + RELATIVE) * there + ABSOLUTE : (1 - RELATIVE) * there - ABSOLUTE;
            aggressiveness = Math.max(-1, Math.min(1, aggressiveness + RATE * (wanted - aggressiveness)));
        }

        private void bend(double[] lastFirst) {
            double sum = 0;
            for (double price : lastFirst) {
                sum += (price - equilibrium) * (price - equilibrium);
            }
            double alpha = Math.sqrt(sum / lastFirst.length) / Math.max(1, equilibrium);
            calmest = Math.min(calmest, alpha);
            wildest = Math.max(wildest, alpha);
            double volatility = wildest > calmest ? (alpha - calmest) / (wildest - calmest) : 0;
            theta += RATE * (thetaFor(volatility, LEAST_THETA, MOST_THETA, GAMMA) - theta);
        }
    }
}
