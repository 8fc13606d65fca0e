package dev.walras.mechanisms.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Routing payments by prices of imbalance: in a network of payment channels what goes one way must come back the other
 * way, or channels run dry.
 *
 * <p>The problem: maximise the sum of rates over all simple paths of all demands, none above its demand, with every
 * channel carrying as much one way as the other; capacities are taken as ample. The method: a channel has a price,
 * which moves by {@code step} times its net flow from end a to end b; who goes that way pays it, who goes the other way
 * is paid it. Each source moves the rate of each of its paths by {@code step} times (1 - price of the path) and
 * projects its rates onto those within the demand. Sources see the prices of their paths, channels see the flow through
 * them: nobody sees more.
 *
 * <p>Last rates oscillate; it is the average over rounds that converges to the optimum, with an error that falls about
 * as one over the rounds. O(length of all paths) a round. All simple paths are used, so that networks must be small.
 *
 * <p>Reference: V. Sivaraman et al., Routing cryptocurrency with the Spider network, HotNets 2018,
 * doi:10.1145/3286062.3286067. Differs from it in that on-chain rebalancing, queues and delays are left out.
 */
public final class BalancedRouting {
    private final List<Path> paths = new ArrayList<>();
    private final double[] demands;
    private final int channels;

    /**
     * A channel between two nodes.
     *
     * @param a one end, 0 or more
     * @param b the other end
     */
    public record Channel(int a, int b) {}

    /**
     * What one node wants to pay another.
     *
     * @param from who pays
     * @param to who is paid
     * @param rate the most, in units a second, 0 or more
     */
    public record Demand(int from, int to, double rate) {}

    /** One simple path: channels in order, and whether each is taken from its end a to its end b. */
    private record Path(int demand, List<Integer> channels, BitSet forward) {}

    /**
     * Averages over the rounds so far.
     *
     * @param throughput the sum of all rates
     * @param imbalance the largest net flow of a channel
     */
    public record Average(double throughput, double imbalance) {}

    /** The network {@code channels} with {@code demands}. */
    public BalancedRouting(List<Channel> channels, List<Demand> demands) {
        this.channels = channels.size();
        this.demands = demands.stream().mapToDouble(Demand::rate).toArray();
        for (int d = 0; d < demands.size(); d++) {
            extend(
                    d,
                    demands.get(d).from(),
                    new ArrayList<>(),
                    channels,
                    demands.get(d).to());
        }
    }

    /** How many simple paths there are. */
    public int paths() {
        return paths.size();
    }

    private void extend(int demand, int node, List<Integer> taken, List<Channel> channels, int target) {
        if (node == target) {
            add(demand, taken, channels, target);
            return;
        }
        for (int c = 0; c < channels.size(); c++) {
            int next = channels.get(c).a() == node
                    ? channels.get(c).b()
                    : channels.get(c).a();
            boolean leaves = channels.get(c).a() == node || channels.get(c).b() == node;
            if (leaves && !visits(taken, channels, next)) {
                taken.add(c);
                extend(demand, next, taken, channels, target);
                taken.removeLast();
            }
        }
    }

    private static boolean visits(List<Integer> taken, List<Channel> channels, int node) {
        return taken.stream()
                .anyMatch(c -> channels.get(c).a() == node || channels.get(c).b() == node);
    }

    private void add(int demand, List<Integer> taken, List<Channel> channels, int target) {
        BitSet forward = new BitSet();
        int node = target;
        for (int i = taken.size() - 1; i >= 0; i--) {
            Channel channel = channels.get(taken.get(i));
            forward.set(i, channel.b() == node);
            node = channel.b() == node ? channel.a() : channel.b();
        }
        paths.add(new Path(demand, List.copyOf(taken), forward));
    }

    /**
     * Runs the prices from 0 and rates from 0.
     *
     * @param step of prices and rates, above 0
     * @param rounds how many, 1 or more
     */
    public Average run(double step, int rounds) {
        double[] rates = new double[paths.size()];
        double[] totals = new double[paths.size()];
        double[] prices = new double[channels];
        for (int round = 0; round < rounds; round++) {
            for (int p = 0; p < rates.length; p++) {
                rates[p] += step * (1 - price(paths.get(p), prices));
            }
            project(rates);
            double[] net = net(rates);
            for (int c = 0; c < channels; c++) {
                prices[c] += step * net[c];
            }
            for (int p = 0; p < rates.length; p++) {
                totals[p] += rates[p];
            }
        }
        double[] averages = Arrays.stream(totals).map(total -> total / rounds).toArray();
        double imbalance = Arrays.stream(net(averages)).map(Math::abs).max().orElse(0);
        return new Average(Arrays.stream(averages).sum(), imbalance);
    }

    private static double price(Path path, double[] prices) {
        double price = 0;
        for (int i = 0; i < path.channels().size(); i++) {
            double toB = prices[path.channels().get(i)];
            price += path.forward().get(i) ? toB : -toB;
        }
        return price;
    }

    private double[] net(double[] rates) {
        double[] net = new double[channels];
        for (int p = 0; p < rates.length; p++) {
            for (int i = 0; i < paths.get(p).channels().size(); i++) {
                net[paths.get(p).channels().get(i)] += paths.get(p).forward().get(i) ? rates[p] : -rates[p];
            }
        }
        return net;
    }

    /**
     * The nearest rates of 0 or more whose sum for each demand is within it: the paths of a demand follow one another.
     */
    private void project(double[] rates) {
        for (int from = 0; from < rates.length; ) {
            int demand = paths.get(from).demand();
            int to = from;
            while (to < rates.length && paths.get(to).demand() == demand) {
                to++;
            }
            double[] own = Arrays.copyOfRange(rates, from, to);
            double shift = shift(own, demands[demand]);
            for (int p = from; p < to; p++) {
                rates[p] = Math.max(0, rates[p] - shift);
            }
            from = to;
        }
    }

    /** What to take from each of {@code rates} so that their positive parts sum to at most {@code most}. */
    private static double shift(double[] rates, double most) {
        double[] sorted = rates.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double shift = 0;
        for (int i = sorted.length - 1, n = 1; i >= 0; i--, n++) {
            sum += Math.max(0, sorted[i]);
            if (sorted[i] > (sum - most) / n) {
                shift = Math.max(0, (sum - most) / n);
            }
        }
        return shift;
    }
}
