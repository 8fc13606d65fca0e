package dev.walras.mechanisms.network;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Network utility maximisation: sources share links of given capacity, and link prices tell them how fast to send.
 *
 * <p>The problem: {@code max sum_r U_r(x_r)} over rates {@code x_r} with, on every link, the sum of the rates of the
 * sources that use it at most its capacity. {@code U_r(x) = w log x} at fairness 1 (proportionally fair), and {@code w
 * x^(1 - a) / (1 - a)} at any other fairness a above 0; a large one approaches max-min fairness.
 *
 * <p>The method: a source whose route costs <i>q</i> a unit sends {@code (w / q)^(1/a)}, within its bounds; a link of
 * price <i>p</i>, load <i>y</i> and capacity <i>c</i> sets {@code p <- max(0, p + step (y - c))}. This is a projected
 * gradient step on the dual. A source learns the prices of its links only, a link the rates of its sources only: two
 * messages for every link of every route and round. {@link #run} lets both act on outdated messages, {@link #optimum}
 * solves the same problem link by link, to compare with.
 *
 * <p>A rate is bounded by the least capacity on its route, which costs nothing, as a feasible rate never exceeds it,
 * and bounds the curvature of the utilities from below. Without delay the prices converge when the step is below
 * {@link #stepBound}; with bounded delay they converge at small enough steps.
 *
 * <p>Reference: S. H. Low and D. E. Lapsley, Optimization flow control I: basic algorithm and convergence, IEEE/ACM
 * Transactions on Networking 7(6), 1999, 861-874, doi:10.1109/90.811451; F. P. Kelly, A. K. Maulloo and D. K. H. Tan,
 * Rate control for communication networks, Journal of the Operational Research Society 49, 1998, 237-252,
 * doi:10.1057/palgrave.jors.2600523. Use {@code price.tatonnement} where demands are orders of a market.
 */
public final class NetworkUtility {
    private static final int SWEEPS = 100_000;
    private static final int HALVINGS = 200;

    private final double[] capacities;
    private final List<Source> sources;
    private final double[] most;

    /**
     * Who sends, and what rates are worth to it.
     *
     * @param links indices of the links on its route, distinct, at least one
     * @param weight of its utility, above 0
     * @param fairness exponent of its utility, above 0; 1 is the logarithm
     */
    public record Source(List<Integer> links, double weight, double fairness) {
        public Source {
            links = List.copyOf(links);
            if (links.isEmpty() || links.stream().distinct().count() < links.size()) {
                throw new IllegalArgumentException("a route has one link or more, each once; this has " + links);
            }
            if (!(weight > 0) || !(fairness > 0)) {
                throw new IllegalArgumentException(
                        "weight is " + weight + " and fairness " + fairness + "; both must be above 0");
            }
        }

        /** What the rate {@code x} is worth. */
        public double utility(double x) {
            return fairness == 1 ? weight * Math.log(x) : weight * Math.pow(x, 1 - fairness) / (1 - fairness);
        }

        /** The rate that is best where a unit costs {@code price} on the whole route, at most {@code most}. */
        double rate(double price, double most) {
            return price <= 0 ? most : Math.min(most, Math.pow(weight / price, 1 / fairness));
        }

        /** Minus the second derivative of the utility at the rate {@code x}. */
        double curvature(double x) {
            return weight * fairness * Math.pow(x, -fairness - 1);
        }
    }

    /**
     * How prices are moved.
     *
     * @param step of the prices, for a unit of excess load
     * @param rounds most rounds
     * @param delay how many rounds old a message may be: drawn anew from 0 to this for each
     * @param tolerance the process ends when no load exceeds its capacity, or falls short of it at a price, by more
     *     than this in as many rounds as messages may be old, and one
     */
    public record Rules(double step, int rounds, int delay, double tolerance) {
        public Rules {
            if (!(step > 0) || rounds < 1 || delay < 0 || !(tolerance >= 0)) {
                throw new IllegalArgumentException("step " + step + " must be above 0, rounds " + rounds
                        + " 1 or more, delay " + delay + " and tolerance " + tolerance + " 0 or more");
            }
        }
    }

    /**
     * Rates and prices at the end.
     *
     * @param rates by source
     * @param prices by link
     * @param utility the sum of utilities at the rates
     * @param termination TOLERANCE, ROUND_LIMIT or CANCELLED
     * @param rounds how many
     * @param messages one for each link of each route, up and down, a round
     */
    public record Result(
            List<Double> rates,
            List<Double> prices,
            double utility,
            Termination termination,
            int rounds,
            long messages) {
        public Result {
            rates = List.copyOf(rates);
            prices = List.copyOf(prices);
        }
    }

    /**
     * A network.
     *
     * @param capacities of the links, above 0
     */
    public NetworkUtility(List<Double> capacities, List<Source> sources) {
        this.capacities = capacities.stream().mapToDouble(Double::doubleValue).toArray();
        this.sources = List.copyOf(sources);
        this.most = new double[sources.size()];
        for (double capacity : this.capacities) {
            if (!(capacity > 0)) {
                throw new IllegalArgumentException("a capacity is " + capacity + "; it must be above 0");
            }
        }
        for (int r = 0; r < most.length; r++) {
            most[r] = Double.POSITIVE_INFINITY;
            for (int link : this.sources.get(r).links()) {
                if (link < 0 || link >= this.capacities.length) {
                    throw new IllegalArgumentException(
                            "source " + r + " uses link " + link + " of " + this.capacities.length);
                }
                most[r] = Math.min(most[r], this.capacities[link]);
            }
        }
    }

    /**
     * Below this step the prices converge without delay: twice the least curvature of a utility, over the length of the
     * longest route times the number of sources on the busiest link (Low and Lapsley, theorem 1). Everything in it is a
     * public bound.
     */
    public double stepBound() {
        int[] users = new int[capacities.length];
        double least = Double.POSITIVE_INFINITY;
        int longest = 1;
        int busiest = 1;
        for (int r = 0; r < most.length; r++) {
            Source source = sources.get(r);
            least = Math.min(least, source.curvature(most[r]));
            longest = Math.max(longest, source.links().size());
            for (int link : source.links()) {
                busiest = Math.max(busiest, ++users[link]);
            }
        }
        return 2 * least / (longest * (double) busiest);
    }

    /** Runs the process from prices of 0; the seed of {@code context} decides how old messages are. */
    public Result run(Rules rules, RunContext context) {
        return new Run(rules, context.random("network delays")).result(context);
    }

    /** One run. */
    private final class Run {
        private final Rules rules;
        private final SplittableRandom random;
        private final List<double[]> prices = new ArrayList<>();
        private final List<double[]> rates = new ArrayList<>();

        Run(Rules rules, SplittableRandom random) {
            this.rules = rules;
            this.random = random;
            prices.add(new double[capacities.length]);
        }

        Result result(RunContext context) {
            int calm = 0;
            int round = 0;
            Termination termination = null;
            while (termination == null) {
                round++;
                calm = step() ? calm + 1 : 0;
                if (calm > rules.delay()) {
                    termination = Termination.TOLERANCE;
                } else if (round >= rules.rounds()) {
                    termination = Termination.ROUND_LIMIT;
                } else if (context.cancelled().getAsBoolean()) {
                    termination = Termination.CANCELLED;
                }
            }
            return stated(rates.get(0), prices.get(0), termination, round);
        }

        /** One round; whether loads and capacities agreed. */
        private boolean step() {
            double[] sent = new double[most.length];
            for (int r = 0; r < sent.length; r++) {
                double cost = 0;
                for (int link : sources.get(r).links()) {
                    cost += old(prices)[link];
                }
                sent[r] = sources.get(r).rate(cost, most[r]);
            }
            keep(rates, sent);
            double[] loads = new double[capacities.length];
            for (int r = 0; r < sent.length; r++) {
                for (int link : sources.get(r).links()) {
                    loads[link] += old(rates)[r];
                }
            }
            double[] next = prices.get(0).clone();
            boolean calm = true;
            for (int l = 0; l < loads.length; l++) {
                double excess = loads[l] - capacities[l];
                calm &= Math.abs(next[l] > 0 ? excess : Math.max(0, excess)) <= rules.tolerance();
                next[l] = Math.max(0, next[l] + rules.step() * excess);
            }
            if (!calm) {
                keep(prices, next);
            }
            return calm;
        }

        private double[] old(List<double[]> sent) {
            int age = rules.delay() == 0 ? 0 : random.nextInt(rules.delay() + 1);
            return sent.get(Math.min(age, sent.size() - 1));
        }

        /** The newest comes first. */
        private void keep(List<double[]> all, double[] newest) {
            all.add(0, newest);
            if (all.size() > rules.delay() + 1) {
                all.remove(all.size() - 1);
            }
        }
    }

    /**
     * The optimum, by setting one link price after the other to where the link is just full, over and over: exact
     * coordinate descent on the dual.
     *
     * @param tolerance relative change of the prices in a sweep at which it ends
     */
    public Result optimum(double tolerance) {
        double[] prices = new double[capacities.length];
        int sweep = 0;
        double moved = Double.POSITIVE_INFINITY;
        while (moved > tolerance && sweep < SWEEPS) {
            moved = 0;
            for (int l = 0; l < prices.length; l++) {
                double before = prices[l];
                prices[l] = clearing(l, prices);
                moved = Math.max(moved, Math.abs(prices[l] - before) / Math.max(1, before));
            }
            sweep++;
        }
        return stated(
                rates(prices), prices, moved <= tolerance ? Termination.TOLERANCE : Termination.ROUND_LIMIT, sweep);
    }

    private double clearing(int link, double[] prices) {
        double[] at = prices.clone();
        at[link] = 0;
        if (load(link, at) <= capacities[link]) {
            return 0;
        }
        double low = 0;
        double high = 1;
        for (at[link] = high; load(link, at) > capacities[link]; at[link] = high) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < HALVINGS && high - low > Math.ulp(high); i++) {
            at[link] = (low + high) / 2;
            if (load(link, at) > capacities[link]) {
                low = at[link];
            } else {
                high = at[link];
            }
        }
        return high;
    }

    private double load(int link, double[] prices) {
        double load = 0;
        for (int r = 0; r < most.length; r++) {
            if (sources.get(r).links().contains(link)) {
                load += rate(r, prices);
            }
        }
        return load;
    }

    private double rate(int source, double[] prices) {
        double cost = 0;
        for (int link : sources.get(source).links()) {
            cost += prices[link];
        }
        return sources.get(source).rate(cost, most[source]);
    }

    /** The rates that sources choose at {@code prices}. */
    private double[] rates(double[] prices) {
        double[] rates = new double[most.length];
        for (int r = 0; r < rates.length; r++) {
            rates[r] = rate(r, prices);
        }
        return rates;
    }

    private Result stated(double[] rates, double[] prices, Termination termination, int rounds) {
        double utility = 0;
        long hops = 0;
        for (int r = 0; r < rates.length; r++) {
            utility += sources.get(r).utility(rates[r]);
            hops += sources.get(r).links().size();
        }
        return new Result(
                Arrays.stream(rates).boxed().toList(),
                Arrays.stream(prices).boxed().toList(),
                utility,
                termination,
                rounds,
                2 * hops * rounds);
    }
}
