package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How what an outcome is worth is spread over participants: Jain's index, Gini's coefficient and the Nash welfare of
 * utilities, and the most that a buyer envies another.
 *
 * <p>A utility is the true value of a participant's fills minus its payment. Losses count as nothing in the two
 * indices, which are made for amounts of 0 or more; participants without orders do not count.
 */
final class Distribution {
    /** The most orders for which envy is worked out: it compares every buyer with every other. */
    private static final int MOST_ORDERS = 1_000;

    private final Market market;
    private final Outcome outcome;
    private final Grouping orders;
    private final double[] utilities;

    private Distribution(Market market, Outcome outcome) {
        this.market = market;
        this.outcome = outcome;
        this.orders = market.ordersByParticipant();
        this.utilities = new double[market.participants()];
        for (int k = 0; k < market.orders(); k++) {
            utilities[market.owner(k)] += (double) lots(k) * market.valueMicrosPerLot(k);
        }
        for (int p = 0; p < utilities.length; p++) {
            utilities[p] -= outcome.payments().micros().get(p);
        }
    }

    /** Puts the fields {@code jain}, {@code gini}, {@code nashWelfareMicros} and {@code envyMicros}. */
    static void put(ObjectNode json, Market market, Outcome outcome) {
        if (outcome.fills().lots().size() != market.orders()
                || outcome.payments().micros().size() != market.participants()) {
            return;
        }
        Distribution distribution = new Distribution(market, outcome);
        double[] gains = distribution.gains();
        Json.put(json, "jain", jain(gains));
        Json.put(json, "gini", gini(gains));
        Json.put(json, "nashWelfareMicros", geometricMean(gains));
        Double envy = distribution.mostEnvy();
        Json.put(json, "envyMicros", envy == null ? Double.NaN : envy);
    }

    private long lots(int order) {
        return outcome.fills().lots().get(order);
    }

    /** Utilities of 0 or more of the participants that have orders, ascending. */
    private double[] gains() {
        double[] gains = new double[utilities.length];
        int n = 0;
        for (int p = 0; p < utilities.length; p++) {
            if (orders.size(p) > 0) {
                gains[n++] = Math.max(0, utilities[p]);
            }
        }
        double[] sorted = Arrays.copyOf(gains, n);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double jain(double[] gains) {
        double sum = Arrays.stream(gains).sum();
        double squares = Arrays.stream(gains).map(x -> x * x).sum();
        return gains.length == 0 ? Double.NaN : squares == 0 ? 1 : sum / squares * sum / gains.length;
    }

    private static double gini(double[] ascending) {
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < ascending.length; i++) {
            sum += ascending[i];
            weighted += (2.0 * i + 1 - ascending.length) * ascending[i];
        }
        return ascending.length == 0 ? Double.NaN : sum == 0 ? 0 : weighted / (sum * ascending.length);
    }

    /** 0 as soon as somebody gains nothing. */
    private static double geometricMean(double[] gains) {
        double logs = 0;
        for (double gain : gains) {
            if (gain == 0) {
                return 0;
            }
            logs += Math.log(gain);
        }
        return gains.length == 0 ? Double.NaN : Math.exp(logs / gains.length);
    }

    /**
     * The most that a buyer would gain by having the units that another buyer received, at that other's payment,
     * instead of its own outcome. Null where some buyer can fill several orders at once, so that what it would make of
     * the units is a problem of its own, or where the market is large.
     */
    private @Nullable Double mostEnvy() {
        if (market.orders() > MOST_ORDERS) {
            return null;
        }
        double most = 0;
        for (int p = 0; p < market.participants(); p++) {
            if (!buys(p)) {
                continue;
            }
            if (!oneOrderAtATime(market, orders, p)) {
                return null;
            }
            for (int other = 0; other < market.participants(); other++) {
                if (other != p && buys(other)) {
                    double instead = worth(p, received(other))
                            - outcome.payments().micros().get(other);
                    most = Math.max(most, instead - utilities[p]);
                }
            }
        }
        return most;
    }

    private boolean buys(int p) {
        for (int i = 0; i < orders.size(p); i++) {
            int k = orders.member(p, i);
            for (int e = 0; e < market.bundleSize(k); e++) {
                if (market.bundleUnits(k, e) < 0) {
                    return false;
                }
            }
        }
        return orders.size(p) > 0;
    }

    /** Whether {@code p} can fill at most one order: it has one at most, or all exclude one another. */
    static boolean oneOrderAtATime(Market market, Grouping orders, int p) {
        int group = orders.size(p) == 0 ? -1 : market.group(orders.member(p, 0));
        for (int i = 1; i < orders.size(p); i++) {
            if (group < 0 || market.group(orders.member(p, i)) != group) {
                return false;
            }
        }
        return true;
    }

    private long[] received(int p) {
        long[] units = new long[market.goods()];
        for (int i = 0; i < orders.size(p); i++) {
            int k = orders.member(p, i);
            for (int e = 0; e < market.bundleSize(k); e++) {
                units[market.bundleGood(k, e)] += lots(k) * market.bundleUnits(k, e);
            }
        }
        return units;
    }

    /** The best that {@code p} can make of {@code units} with one of its orders. */
    private double worth(int p, long[] units) {
        double best = 0;
        for (int i = 0; i < orders.size(p); i++) {
            int k = orders.member(p, i);
            long lots = market.maxLots(k);
            for (int e = 0; e < market.bundleSize(k); e++) {
                lots = Math.min(lots, units[market.bundleGood(k, e)] / market.bundleUnits(k, e));
            }
            if (lots >= market.minLots(k)) {
                best = Math.max(best, (double) lots * market.valueMicrosPerLot(k));
            }
        }
        return best;
    }
}
