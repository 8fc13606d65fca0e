package dev.walras.mechanisms.price;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a feasible outcome by mixing the replies to several prices near the final ones.
 *
 * <p>At equilibrium prices of divisible goods whole chains of trades earn nothing, and a reply says all or nothing of
 * each. A mixture of replies at nearby prices whose excess demands cancel says how much. The rule:
 *
 * <ol>
 *   <li><b>Weights.</b> Of the last prices announced and their excess demands, both public, the convex combination with
 *       the least squared excess, by conditional gradients.
 *   <li><b>Replies.</b> Everybody is asked again at the prices of positive weight. A trade gets the average of its
 *       lots, rounded; the largest amount at which its owner wanted it is its accepted amount.
 *   <li><b>Cuts.</b> Shortages and what nobody takes are cut as in {@link Recovery}.
 *   <li><b>Probes.</b> Everybody is asked at the final prices raised and lowered by 1/128, 1/32 and 1/8, which may
 *       raise accepted amounts.
 *   <li><b>Payments.</b> A lot pays its bundle at the final prices or its accepted amount, whichever is less. A sum
 *       below zero is made up from trades whose accepted amount is more than they pay; if that does not suffice there
 *       is no outcome by this rule.
 * </ol>
 *
 * <p>Nobody pays more than it accepted in a reply, so the outcome is individually rational; by the last rule there is
 * no deficit. Not for exclusive orders, of which a mixture would fill several.
 *
 * <p>Reference: T. Larsson, M. Patriksson and A.-B. Stroemberg, Ergodic, primal convergence in dual subgradient schemes
 * for convex programming, Mathematical Programming 86, 1999, 283-312, doi:10.1007/s101070050090. Differs from it: the
 * weights are fitted to the excess instead of following from the steps.
 */
final class Mixture {
    /** How many of the last prices are mixed, at most. */
    static final int MOST_VISITS = 64;

    private static final int STEPS = 4_000;
    private static final double LEAST_WEIGHT = 1e-4;

    /** What a trade may cost in all, in micros, so that the sums of as many as 2^15 trades fit a long. */
    private static final double LARGEST = 0x1p47;

    /** Shares 1/d of the final prices by which they are raised and lowered to learn what is accepted. */
    private static final int[] MARGINS = {128, -128, 32, -32, 8, -8};

    private final Floor floor;
    private final long[] prices;
    private final Book book;
    private long[] pays = {};
    private boolean tooLarge;
    private final Map<Integer, Wanted> wanted = new TreeMap<>();

    /** Prices that were announced, and the excess demand they met. */
    record Visit(LongVector prices, LongVector excess) {}

    /** A trade as it was wanted over the replies. */
    private static final class Wanted {
        private final int participant;
        private final Reply.Trade trade;
        private double lots;
        private long acceptedMicros = Long.MIN_VALUE;

        Wanted(int participant, Reply.Trade trade) {
            this.participant = participant;
            this.trade = trade;
        }
    }

    private Mixture(Floor floor, long[] prices) {
        this.floor = floor;
        this.prices = prices;
        this.book = new Book(floor.goods(), floor.participants(), prices);
    }

    /** The trades of the rule at {@code prices}; null when payments do not suffice. */
    static @Nullable Mixture of(Floor floor, List<Visit> visits, long[] prices) {
        Mixture mixture = new Mixture(floor, prices);
        double[] weights = mixture.weights(visits);
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] >= LEAST_WEIGHT) {
                mixture.ask(visits.get(i).prices().toArray(), weights[i]);
            }
        }
        mixture.fill();
        for (int divisor : MARGINS) {
            mixture.probe(divisor);
        }
        return mixture.settle() ? mixture : null;
    }

    /** What is received in all, valued at the final prices, in micros. */
    double turnover() {
        return book.turnover(prices);
    }

    /** Weights of 0 or more that sum to 1 and leave the least squared excess, each good scaled to its largest. */
    private double[] weights(List<Visit> visits) {
        double[][] excess = new double[visits.size()][prices.length];
        for (int g = 0; g < prices.length; g++) {
            double scale = 1;
            for (Visit visit : visits) {
                scale = Math.max(scale, Math.abs((double) visit.excess().get(g)));
            }
            for (int i = 0; i < excess.length; i++) {
                long units = visits.get(i).excess().get(g);
                excess[i][g] = prices[g] > 0 ? units / scale : Math.max(0, units) / scale;
            }
        }
        double[] weights = new double[excess.length];
        weights[excess.length - 1] = 1;
        double[] sum = excess[excess.length - 1].clone();
        for (int step = 0; step < STEPS; step++) {
            int least = 0;
            int most = -1;
            double[] slopes = new double[excess.length];
            for (int i = 0; i < excess.length; i++) {
                slopes[i] = dot(sum, excess[i]);
                least = slopes[i] < slopes[least] ? i : least;
                most = weights[i] > 0 && (most < 0 || slopes[i] > slopes[most]) ? i : most;
            }
            shift(weights, sum, excess, new int[] {most, least});
        }
        return weights;
    }

    /** Moves weight from one visit to another as far as it lowers the squared sum (pairwise conditional gradient). */
    private static void shift(double[] weights, double[] sum, double[][] excess, int[] fromTo) {
        double[] away = excess[fromTo[0]];
        double[] toward = excess[fromTo[1]];
        double slope = 0;
        double curvature = 0;
        for (int g = 0; g < sum.length; g++) {
            double change = toward[g] - away[g];
            slope += sum[g] * change;
            curvature += change * change;
        }
        if (slope >= 0 || curvature == 0) {
            return;
        }
        double moved = Math.min(weights[fromTo[0]], -slope / curvature);
        weights[fromTo[0]] -= moved;
        weights[fromTo[1]] += moved;
        for (int g = 0; g < sum.length; g++) {
            sum[g] += moved * (toward[g] - away[g]);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private void ask(long[] at, double weight) {
        for (Reply reply : floor.replies(at)) {
            for (Reply.Trade trade : reply.trades()) {
                Wanted line = wanted.computeIfAbsent(trade.handle(), handle -> new Wanted(reply.participant(), trade));
                line.lots += weight * trade.lots();
                line.acceptedMicros = Math.max(line.acceptedMicros, cost(trade, at));
            }
        }
    }

    /** Learns which of the trades entered are wanted at all prices changed by 1/{@code divisor}. */
    private void probe(int divisor) {
        long[] at = prices.clone();
        for (int g = 0; g < at.length; g++) {
            at[g] += at[g] / divisor;
        }
        for (Reply reply : floor.replies(at)) {
            for (Reply.Trade trade : reply.trades()) {
                Wanted line = wanted.get(trade.handle());
                if (line != null) {
                    line.acceptedMicros = Math.max(line.acceptedMicros, cost(trade, at));
                }
            }
        }
    }

    /** What a lot of {@code trade} costs at the prices {@code at}; 0, and no outcome, when amounts are too large. */
    private long cost(Reply.Trade trade, long[] at) {
        Bundle bundle = trade.perLot();
        double size = 0;
        for (int i = 0; i < bundle.size(); i++) {
            size += (double) at[bundle.good(i)] * Math.abs((double) bundle.units(i));
        }
        if (size * trade.lots() > LARGEST) {
            tooLarge = true;
            return 0;
        }
        long cost = 0;
        for (int i = 0; i < bundle.size(); i++) {
            cost += at[bundle.good(i)] * bundle.units(i);
        }
        return cost;
    }

    /** Enters the averages, the surest first, and cuts what does not balance. */
    private void fill() {
        List<Wanted> lines = new ArrayList<>(wanted.values());
        lines.sort((a, b) -> Double.compare(b.lots / b.trade.lots(), a.lots / a.trade.lots()));
        for (Wanted line : lines) {
            long lots = Math.min(line.trade.lots(), Math.round(line.lots));
            if (lots >= line.trade.minLots()) {
                Reply.Trade trade = line.trade;
                book.add(new Reply(
                        line.participant,
                        List.of(new Reply.Trade(trade.handle(), trade.perLot(), trade.minLots(), lots))));
            }
        }
        book.cutShortages();
        book.trimExcess();
        book.cutShortages();
    }

    /** Says what each line of the book pays; whether that leaves no deficit. */
    private boolean settle() {
        pays = new long[book.size()];
        long[] more = new long[pays.length];
        long missing = 0;
        for (int i = 0; i < pays.length; i++) {
            Book.Line line = book.line(i);
            Wanted terms = wanted.get(line.trade.handle());
            if (line.lots > 0 && terms != null) {
                long linear = cost(terms.trade, prices);
                pays[i] = Math.multiplyExact(line.lots, Math.min(linear, terms.acceptedMicros));
                more[i] = Math.subtractExact(Math.multiplyExact(line.lots, terms.acceptedMicros), pays[i]);
                missing = Math.subtractExact(missing, pays[i]);
            }
        }
        for (int i = 0; i < pays.length && missing > 0; i++) {
            long extra = Math.min(missing, more[i]);
            pays[i] += extra;
            missing -= extra;
        }
        return missing <= 0 && !tooLarge;
    }

    /** Tells everybody who trades, and states the outcome. */
    Outcome outcome(Termination termination, int rounds) {
        long[] lots = new long[floor.orders()];
        long[] payments = new long[floor.participants()];
        for (int i = 0; i < pays.length; i++) {
            Book.Line line = book.line(i);
            if (line.lots > 0) {
                lots[line.trade.handle()] = line.lots;
                payments[line.participant] = Math.addExact(payments[line.participant], pays[i]);
            }
        }
        book.award(floor);
        return new Outcome(Fills.of(lots), Payments.of(payments), Prices.of(prices), termination, rounds);
    }
}
