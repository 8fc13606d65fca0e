package dev.walras.mechanisms.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Routes trades over constant-product pools: each pool is a price taker that answers announced prices with the trade it
 * earns most from, and prices move until what is wanted and given of every asset agrees.
 *
 * <p>{@link #split} divides an input over pools of one pair so that all used ones end at the same net marginal rate,
 * and the others offer less: closed form after sorting. {@link #arbitrage} earns from pools of one pair that disagree.
 * {@link #route} handles any network: it minimizes the dual, {@code sum of pools' best earnings + prices x holdings},
 * over prices of at least the assets' values. The dual is convex and smooth: first each price is found on its own by
 * halving its logarithm, then all move together by Newton steps in relative prices, damped until the dual falls, so
 * that reserves from 1e3 to 1e24 do not matter. Amounts are then lowered until no asset is overdrawn. A step costs
 * O(pools + assets^3). Differs from the reference, which uses a quasi-Newton method, in the steps only.
 *
 * <p>Reference: G. Angeris, A. Evans, T. Chitra, S. Boyd, Optimal routing for constant function market makers, ACM EC
 * 2022, doi:10.1145/3490486.3538336.
 */
public final class PoolRouter {
    private static final int HALVINGS = 200;

    private PoolRouter() {}

    /**
     * A pool in continuous amounts.
     *
     * @param first index of an asset
     * @param second index of another asset
     * @param x reserve of the first one, above 0
     * @param y reserve of the second one, above 0
     * @param keep share of an input that counts, above 0, at most 1
     */
    public record Pool(int first, int second, double x, double y, double keep) {
        public Pool {
            boolean sound = x > 0 && y > 0 && keep > 0 && keep <= 1 && Double.isFinite(x) && Double.isFinite(y);
            if (!sound || first == second) {
                throw new IllegalArgumentException("pool of assets " + first + " and " + second + " with reserves " + x
                        + " and " + y + " keeping " + keep
                        + " of inputs; reserves must be above 0, the share above 0 and at most 1");
            }
        }

        /** The pool with its assets in the other order. */
        public Pool turned() {
            return new Pool(second, first, y, x, keep);
        }

        /** What {@code amount} of the first asset buys. */
        public double out(double amount) {
            double counted = keep * amount;
            return y * (counted / (x + counted));
        }

        /** Units of the second asset for the first little bit of the first one, fee off. */
        public double rate() {
            return keep * (y / x);
        }

        /** How much of the first asset to put in until the next bit buys {@code rate} of the second one; 0 or more. */
        public double until(double rate) {
            return rate >= rate() ? 0 : x * (Math.sqrt(rate() / rate) - 1) / keep;
        }

        /** The pool after {@code amount} of the first asset was put in. */
        public Pool after(double amount) {
            return new Pool(first, second, x + amount, y - out(amount), keep);
        }
    }

    /**
     * An input divided over pools.
     *
     * @param inputs by pool
     * @param outputs by pool
     * @param total output
     * @param rate units given for the next bit put in
     */
    public record Split(List<Double> inputs, List<Double> outputs, double total, double rate) {
        public Split {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * Divides {@code amount} of the first asset over pools with the same first and second asset, for the most output.
     */
    public static Split split(List<Pool> pools, double amount) {
        requireOnePair(pools);
        if (!(amount >= 0) || Double.isInfinite(amount)) {
            throw new IllegalArgumentException("the amount put in is " + amount + "; it must be 0 or more");
        }
        double rate = rateOfSplit(pools, amount);
        List<Double> inputs = new ArrayList<>();
        List<Double> outputs = new ArrayList<>();
        double put = 0;
        for (Pool pool : pools) {
            inputs.add(pool.until(rate));
            put += pool.until(rate);
        }
        double total = 0;
        for (int i = 0; i < pools.size(); i++) {
            inputs.set(i, put > 0 ? inputs.get(i) / put * amount : 0);
            outputs.add(pools.get(i).out(inputs.get(i)));
            total += outputs.get(i);
        }
        return new Split(inputs, outputs, total, rate);
    }

    /**
     * Where pools are joined in the order of their rates: {@code sum_i (sqrt(rate_i / r) - 1) x_i / keep_i = amount}.
     */
    private static double rateOfSplit(List<Pool> pools, double amount) {
        List<Pool> best = pools.stream()
                .sorted(Comparator.comparingDouble(Pool::rate).reversed())
                .toList();
        double roots = 0;
        double bases = amount;
        double rate = best.isEmpty() ? 0 : best.get(0).rate();
        for (int i = 0; i < best.size(); i++) {
            Pool pool = best.get(i);
            roots += Math.sqrt(pool.rate()) * (pool.x() / pool.keep());
            bases += pool.x() / pool.keep();
            rate = (roots / bases) * (roots / bases);
            if (i + 1 == best.size() || best.get(i + 1).rate() <= rate) {
                return Math.min(rate, pool.rate());
            }
        }
        return rate;
    }

    private static void requireOnePair(List<Pool> pools) {
        for (Pool pool : pools) {
            if (pool.first() != pools.get(0).first()
                    || pool.second() != pools.get(0).second()) {
                throw new IllegalArgumentException(
                        "pools of assets " + pools.get(0).first() + ", "
                                + pools.get(0).second() + " and " + pool.first() + ", " + pool.second()
                                + " are no single pair\nMaybe one has to be turned.");
            }
        }
    }

    /**
     * What pools of one pair give and take while somebody trades one against the other.
     *
     * @param net by pool: units of the first asset that it gives (+) or takes (-)
     * @param profit units of the second asset left over, 0 or more
     * @param price of the first asset in the second one at which all agree
     * @param after the pools afterwards
     */
    public record Arbitrage(List<Double> net, double profit, double price, List<Pool> after) {
        public Arbitrage {
            net = List.copyOf(net);
            after = List.copyOf(after);
        }
    }

    /** The most profit, in the second asset, from pools of one pair that disagree. */
    public static Arbitrage arbitrage(List<Pool> pools) {
        requireOnePair(pools);
        double low =
                pools.stream().mapToDouble(pool -> pool.y() / pool.x()).min().orElse(1);
        double high =
                pools.stream().mapToDouble(pool -> pool.y() / pool.x()).max().orElse(1);
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = Math.sqrt(low) * Math.sqrt(high);
            if (middle <= low || middle >= high) {
                break;
            }
            double given = 0;
            for (Pool pool : pools) {
                given += gives(pool, middle);
            }
            if (given > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        double price = Math.sqrt(low) * Math.sqrt(high);
        List<Double> net = new ArrayList<>();
        List<Pool> after = new ArrayList<>();
        double profit = 0;
        for (Pool pool : pools) {
            double given = gives(pool, price);
            double taken = given > 0 ? -pool.turned().until(1 / price) : pool.out(-given);
            net.add(given);
            profit += taken;
            after.add(given > 0 ? pool.turned().after(-taken).turned() : pool.after(-given));
        }
        return new Arbitrage(net, Math.max(0, profit), price, after);
    }

    /** Units of the first asset that a price taker draws from {@code pool} (+) or puts in (-). */
    static double gives(Pool pool, double price) {
        double put = pool.until(price);
        return put > 0 ? -put : pool.turned().out(pool.turned().until(1 / price));
    }

    /**
     * A route through a network of pools.
     *
     * @param inputs by pool: units put in, of its first asset when positive, of its second when negative
     * @param net by asset: units left in the end, 0 or more
     * @param prices by asset, in units of value
     * @param value of what is left, at the assets' values
     * @param steps how often all prices were announced anew
     * @param bound the dual: no route is worth more
     */
    public record Route(
            List<Double> inputs, List<Double> net, List<Double> prices, double value, int steps, double bound) {
        public Route {
            inputs = List.copyOf(inputs);
            net = List.copyOf(net);
            prices = List.copyOf(prices);
        }
    }

    /**
     * What to trade.
     *
     * @param holdings by asset: units there to begin with, 0 or more
     * @param values by asset: what a unit left in the end is worth, 0 or more
     */
    public record Aim(List<Double> holdings, List<Double> values) {
        public Aim {
            holdings = List.copyOf(holdings);
            values = List.copyOf(values);
            if (holdings.size() != values.size()) {
                throw new IllegalArgumentException(holdings.size() + " holdings and " + values.size() + " values");
            }
            for (int asset = 0; asset < holdings.size(); asset++) {
                if (!(holdings.get(asset) >= 0) || !(values.get(asset) >= 0)) {
                    throw new IllegalArgumentException("asset " + asset + " has holding " + holdings.get(asset)
                            + " and value " + values.get(asset) + "; both must be 0 or more");
                }
            }
        }
    }

    /**
     * The route through {@code pools} that leaves the most value.
     *
     * @param steps at most how often all prices are announced anew
     */
    public static Route route(List<Pool> pools, Aim aim, int steps) {
        PoolDual dual = new PoolDual(pools, aim);
        int used = 0;
        boolean moving = true;
        while (moving && used < steps) {
            moving = used < PoolDual.SWEEPS ? dual.sweep() : dual.newton();
            used++;
        }
        return dual.route(used);
    }
}
