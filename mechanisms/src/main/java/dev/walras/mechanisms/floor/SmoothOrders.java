package dev.walras.mechanisms.floor;

import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import dev.walras.mechanism.Traffic;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Smoothed best replies of the orders of any market, in double precision, order by order.
 *
 * <p>An order without group is filled to the fraction {@code margin x maxLots / (smoothing x scale)} of its most lots,
 * cut to the range from 0 to 1; an exclusive group to the projection of these fractions on {@code x >= 0, sum x <= 1}.
 * The scale is the largest absolute {@code value x maxLots} of the group, or that of the average order where it is 0,
 * as it is for orders that only convert. Fewest lots, and lots being whole, are ignored: these replies guide prices,
 * and are never fills.
 *
 * <p>The curvature of an order of several goods is counted as many times for each of them as there are goods: by Cauchy
 * and Schwarz that bounds the change of all loads together.
 *
 * <p>A round is a message to, and one from, every participant: prices of 8 bytes a good down; up a good, a quantity and
 * a worth for each good of each order filled, and two numbers. Not thread-safe.
 */
final class SmoothOrders implements SmoothDemand {
    private static final long ENTRY = MessageSizes.DEMAND_ENTRY + 8;

    private final Market market;
    private final Sent sent;
    private final Supplier<Traffic> traffic;
    private final boolean separable;
    private final double typical;
    private final double[] load;
    private final double[] worth;
    private final double[] margin;
    private final double[] sorted;
    private double surplus;
    private double ridge;
    private long entries;

    /** Is told of messages. */
    interface Sent {
        /** So many messages with such a payload each. */
        void messages(long count, long payloadBytes);

        /** So many bytes of payload more, of messages told already. */
        void bytes(long payload);
    }

    SmoothOrders(Market market, Sent sent, Supplier<Traffic> traffic) {
        this.market = market;
        this.sent = sent;
        this.traffic = traffic;
        this.load = new double[market.goods()];
        this.worth = new double[market.goods()];
        boolean single = true;
        double sum = 0;
        for (int order = 0; order < market.orders(); order++) {
            single &= market.bundleSize(order) == 1 && market.bundleUnits(order, 0) > 0;
            sum += value(order);
        }
        this.separable = single;
        this.typical = sum > 0 ? sum / market.orders() : 1;
        int largest = 1;
        for (int group = 0; group < market.groups(); group++) {
            largest = Math.max(largest, market.ordersByGroup().size(group));
        }
        this.margin = new double[largest];
        this.sorted = new double[largest];
    }

    private double value(int order) {
        return Math.abs((double) market.valueMicrosPerLot(order)) * market.maxLots(order);
    }

    @Override
    public int goods() {
        return market.goods();
    }

    @Override
    public long endowment(int good) {
        return market.endowment(good);
    }

    @Override
    public boolean separable() {
        return separable;
    }

    @Override
    public Traffic traffic() {
        return traffic.get();
    }

    @Override
    public double[] curvature() {
        double[] curvature = new double[market.goods()];
        for (int order = 0; order < market.orders(); order++) {
            double scale = scale(order);
            int size = market.bundleSize(order);
            for (int i = 0; i < size; i++) {
                double units = (double) market.bundleUnits(order, i) * market.maxLots(order);
                curvature[market.bundleGood(order, i)] += size * units * units / scale;
            }
        }
        return curvature;
    }

    /** The scale of the group of an order, or of the order. */
    private double scale(int order) {
        int group = market.group(order);
        double scale = value(order);
        Grouping groups = market.ordersByGroup();
        for (int i = 0; group >= 0 && i < groups.size(group); i++) {
            scale = Math.max(scale, value(groups.member(group, i)));
        }
        return scale > 0 ? scale : typical;
    }

    @Override
    public void respond(double[] prices, double smoothing, SmoothReply reply) {
        clear();
        for (int participant = 0; participant < market.participants(); participant++) {
            answer(participant, prices, smoothing);
        }
        report(reply, 16L * market.participants());
        sent.messages(market.participants(), MessageSizes.vector(market.goods()));
        sent.messages(market.participants(), 0);
        sent.bytes(reply.bytes());
    }

    @Override
    public void respond(int participant, double[] prices, double smoothing, SmoothReply reply) {
        clear();
        answer(participant, prices, smoothing);
        report(reply, 16);
    }

    private void clear() {
        Arrays.fill(load, 0);
        Arrays.fill(worth, 0);
        surplus = 0;
        ridge = 0;
        entries = 0;
    }

    private void report(SmoothReply reply, long gainBytes) {
        for (int good = 0; good < load.length; good++) {
            reply.set(good, load[good], worth[good]);
        }
        reply.gains(surplus, ridge);
        reply.told(ENTRY * entries + gainBytes);
    }

    private void answer(int participant, double[] prices, double smoothing) {
        Grouping orders = market.ordersByParticipant();
        Grouping groups = market.ordersByGroup();
        for (int i = 0; i < orders.size(participant); i++) {
            int order = orders.member(participant, i);
            int group = market.group(order);
            if (group < 0) {
                lone(order, prices, smoothing);
            } else if (groups.member(group, 0) == order) {
                group(group, prices, smoothing);
            }
        }
    }

    /** What all lots of an order gain at prices, in micros. */
    private double margin(int order, double[] prices) {
        double margin = market.valueMicrosPerLot(order);
        for (int i = 0; i < market.bundleSize(order); i++) {
            margin -= prices[market.bundleGood(order, i)] * market.bundleUnits(order, i);
        }
        return margin * market.maxLots(order);
    }

    private void lone(int order, double[] prices, double smoothing) {
        double gain = margin(order, prices);
        if (gain > 0) {
            surplus += gain;
            double cost = smoothing * scale(order);
            fill(order, cost > gain ? gain / cost : 1);
        }
    }

    private void group(int group, double[] prices, double smoothing) {
        Grouping groups = market.ordersByGroup();
        int size = groups.size(group);
        int best = -1;
        for (int i = 0; i < size; i++) {
            margin[i] = margin(groups.member(group, i), prices);
            if (margin[i] > 0 && (best < 0 || margin[i] > margin[best])) {
                best = i;
            }
        }
        if (best < 0) {
            return;
        }
        surplus += margin[best];
        double cost = smoothing * scale(groups.member(group, best));
        if (cost == 0) {
            fill(groups.member(group, best), 1);
            return;
        }
        double threshold = threshold(size, cost);
        for (int i = 0; i < size; i++) {
            if (margin[i] > threshold) {
                fill(groups.member(group, i), Math.min(1, (margin[i] - threshold) / cost));
            }
        }
    }

    /** The least threshold of 0 or more at which the margins above it sum to {@code cost} at most. */
    private double threshold(int size, double cost) {
        System.arraycopy(margin, 0, sorted, 0, size);
        Arrays.sort(sorted, 0, size);
        double sum = 0;
        for (int above = 1; above <= size; above++) {
            sum += sorted[size - above];
            double threshold = (sum - cost) / above;
            if (above == size || sorted[size - above - 1] <= threshold) {
                return Math.max(0, threshold);
            }
        }
        return 0;
    }

    private void fill(int order, double fraction) {
        double lots = fraction * market.maxLots(order);
        int size = market.bundleSize(order);
        for (int i = 0; i < size; i++) {
            load[market.bundleGood(order, i)] += lots * market.bundleUnits(order, i);
        }
        double gained = lots * market.valueMicrosPerLot(order);
        if (market.goods() > 0) {
            worth[separable ? market.bundleGood(order, 0) : 0] += gained;
        }
        ridge += scale(order) / 2 * fraction * fraction;
        entries += size;
    }
}
