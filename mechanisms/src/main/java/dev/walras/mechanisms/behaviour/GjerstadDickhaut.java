package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;
import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traders of Gjerstad and Dickhaut (GD): each shouts the price at which its profit times its belief that somebody
 * accepts it is largest, see {@link GdBelief}.
 *
 * <p>The memory reaches back over the last {@code memory} trades; a trade counts as an accepted ask and an accepted bid
 * at its price, a quote that has not traded as rejected. At the lowest public price a seller is sure to trade and a
 * buyer sure not to, at the highest the other way round. A price no better than the best quote of the own side, unless
 * that is its own, is believed never to be accepted; one that meets the best quote of the other side, always. When no
 * price promises a profit the trader shouts its limit. The best price is sought at the observed prices and at nine
 * points between each two.
 *
 * <p>Reference: S. Gjerstad and J. Dickhaut, Price formation in double auctions, Games and Economic Behavior 22(1),
 * 1998, 1-29, doi:10.1006/game.1997.0576.
 *
 * @param memory how many trades back it remembers, 1 or more
 * @param shouts how many submissions a session has, 1 or more; 0 for 50 an order
 */
public record GjerstadDickhaut(int memory, long shouts) implements Behaviour {
    private static final int STEPS = 10;

    public GjerstadDickhaut {
        if (memory < 1 || shouts < 0) {
            throw new IllegalArgumentException(
                    "memory is " + memory + " and shouts " + shouts + "; they must be 1 or more, and 0 or more");
        }
    }

    /** With a memory of 5 trades and 50 shouts an order. */
    public GjerstadDickhaut() {
        this(5, 0);
    }

    @Override
    public Trader trader(Seat seat) {
        return new LineTrader(seat, (good, side) -> new Believer(side, good, seat.bounds()));
    }

    @Override
    public long shouts(Market truth) {
        return SessionLength.of(shouts, truth);
    }

    /** One shout or trade remembered. */
    private record Remembered(Side side, double price, boolean traded) {}

    /** One memory. */
    private final class Believer extends Line {
        private final int good;
        private final PriceBounds bounds;
        private final List<Remembered> history = new ArrayList<>();
        private int trades;
        private double own = Double.NaN;

        Believer(Side side, int good, PriceBounds bounds) {
            super(side);
            this.good = good;
            this.bounds = bounds;
        }

        @Override
        void see(PublicEvent event) {
            switch (event) {
                case PublicEvent.Shout shout -> history.add(new Remembered(shout.side(), shout.priceMicros(), false));
                case PublicEvent.Trade trade -> trade(trade);
                case PublicEvent.Quote quote -> {}
            }
        }

        /** The quote that was taken is no longer a rejected one; what lies before the memory is forgotten. */
        private void trade(PublicEvent.Trade trade) {
            Remembered quote = new Remembered(trade.side(), trade.priceMicros(), false);
            int at = history.lastIndexOf(quote);
            if (at >= 0) {
                history.remove(at);
            }
            history.add(new Remembered(trade.side(), trade.priceMicros(), true));
            trades++;
            while (trades > memory) {
                trades -= history.removeFirst().traded ? 1 : 0;
            }
        }

        /** The prices of trades, when {@code of} is null, or of the quotes of a side that have not traded. */
        private double[] prices(@Nullable Side of) {
            double[] prices = new double[history.size()];
            int count = 0;
            for (Remembered shout : history) {
                if (shout.traded ? of == null : shout.side == of) {
                    prices[count++] = shout.price;
                }
            }
            return Arrays.copyOf(prices, count);
        }

        private static double[] both(double[] some, double[] others) {
            double[] all = Arrays.copyOf(some, some.length + others.length);
            System.arraycopy(others, 0, all, some.length, others.length);
            return all;
        }

        private GdBelief belief() {
            double[] traded = prices(null);
            double[] rejected = prices(side());
            double[] offered = both(prices(side().other()), traded);
            return side() == Side.SELL
                    ? GdBelief.ofSeller(traded, offered, rejected)
                    : GdBelief.ofBuyer(traded, offered, rejected);
        }

        @Override
        double price(double orderLimit, Board board) {
            boolean sells = side() == Side.SELL;
            GdBelief belief = belief();
            double[] observed = belief.observed();
            double best = orderLimit;
            double most = 0;
            double before = bounds.lowMicros();
            double beliefBefore = sells ? 1 : 0;
            for (int i = 0; i <= observed.length; i++) {
                boolean last = i == observed.length;
                double knot = last ? Math.max((double) bounds.highMicros(), before) : observed[i];
                boolean profitable = sells ? knot > orderLimit : before < orderLimit;
                double beliefThere = last ? (sells ? 0 : 1) : profitable || sells ? belief.at(knot) : 0;
                for (int step = profitable ? 1 : STEPS + 1; step <= STEPS; step++) {
                    double share = (double) step / STEPS;
                    double price = before + (knot - before) * share;
                    double chance = chance(price, GdBelief.cubic(beliefBefore, beliefThere, share), board);
                    double expected = chance * (sells ? price - orderLimit : orderLimit - price);
                    if (expected > most) {
                        most = expected;
                        best = price;
                    }
                }
                before = knot;
                beliefBefore = beliefThere;
            }
            own = sells ? Math.ceil(best) : Math.floor(best);
            return best;
        }

        /** The belief in the light of the quotes that stand. */
        private double chance(double price, double belief, Board board) {
            long bid = board.bidMicros(good);
            long ask = board.askMicros(good);
            boolean sells = side() == Side.SELL;
            if (sells ? bid != PublicEvent.NO_BID && price <= bid : ask != PublicEvent.NO_ASK && price >= ask) {
                return 1;
            }
            boolean improves = sells
                    ? ask == PublicEvent.NO_ASK || price < ask || ask == own
                    : bid == PublicEvent.NO_BID || price > bid || bid == own;
            return improves ? belief : 0;
        }
    }
}
