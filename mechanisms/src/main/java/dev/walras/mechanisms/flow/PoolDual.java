package dev.walras.mechanisms.flow;

import dev.walras.mechanisms.flow.PoolRouter.Aim;
import dev.walras.mechanisms.flow.PoolRouter.Pool;
import dev.walras.mechanisms.flow.PoolRouter.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Prices of the assets of one route, how pools answer them, and how they move; see {@link PoolRouter}. */
final class PoolDual {
    /** How often every price is first adjusted on its own. */
    static final int SWEEPS = 3;

    private static final int HALVINGS = 200;
    private static final double FIRST_DAMPING = 1e-6;
    private static final int DAMPINGS = 40;
    private static final int ATTEMPTS = 20;
    /** Below this relative change a price stands still. */
    private static final double STILL = 1e-14;
    /** Rounding of the dual, relative to its size: less is no change. */
    private static final double NOISE = 1e-14;

    /** Share of an asset's turnover that is left over, so that rounding overdraws nothing. */
    private static final double LEFT_OVER = 1e-13;

    private static final double LEAST = 1e-200;

    private final List<Pool> pools;
    private final Aim aim;
    private final List<List<Pool>> touching = new ArrayList<>();
    private final double[] prices;
    private final double[] slack;
    private double damping = FIRST_DAMPING;

    PoolDual(List<Pool> pools, Aim aim) {
        this.pools = List.copyOf(pools);
        this.aim = aim;
        this.prices = new double[aim.values().size()];
        this.slack = new double[prices.length];
        for (int asset = 0; asset < prices.length; asset++) {
            touching.add(new ArrayList<>());
            prices[asset] = aim.values().get(asset);
        }
        for (Pool pool : pools) {
            if (Math.min(pool.first(), pool.second()) < 0 || Math.max(pool.first(), pool.second()) >= prices.length) {
                throw new IllegalArgumentException(
                        "pool of assets " + pool.first() + " and " + pool.second() + "; there are " + prices.length);
            }
            touching.get(pool.first()).add(pool);
            touching.get(pool.second()).add(pool.turned());
        }
        start();
    }

    /** Assets without value begin at what pools, at prices known so far, would give for them. */
    private void start() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Pool pool : pools) {
                for (Pool each : List.of(pool, pool.turned())) {
                    if (prices[each.first()] <= 0 && prices[each.second()] > 0) {
                        prices[each.first()] = prices[each.second()] * (each.y() / each.x());
                        changed = true;
                    }
                }
            }
        }
    }

    private double floor(int asset) {
        return Math.max(LEAST, aim.values().get(asset));
    }

    /** Adjusts every price once, on its own; whether one moved. */
    boolean sweep() {
        boolean moved = false;
        for (int asset = 0; asset < prices.length; asset++) {
            double before = prices[asset];
            if (!touching.get(asset).isEmpty() && before > 0) {
                prices[asset] = adjusted(asset);
                moved |= Math.abs(prices[asset] - before) > STILL * before;
            }
        }
        return moved;
    }

    private double adjusted(int asset) {
        double low = floor(asset);
        if (left(asset, low) >= 0) {
            return low;
        }
        double high = Math.max(prices[asset], low);
        while (left(asset, high) < 0) {
            low = high;
            high *= 4;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low) * Math.sqrt(high);
            if (middle <= low || middle >= high) {
                break;
            }
            if (left(asset, middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** What is left of {@code asset} when its price is {@code price}; rises with the price. */
    private double left(int asset, double price) {
        double left = aim.holdings().get(asset) - slack[asset];
        for (Pool pool : touching.get(asset)) {
            if (prices[pool.second()] > 0) {
                left += PoolRouter.gives(pool, price / prices[pool.second()]);
            }
        }
        return left;
    }

    /** Moves all prices together; whether that lowered the dual. */
    boolean newton() {
        double[] gradient = gradient();
        int[] free = IntStream.range(0, prices.length)
                .filter(asset -> prices[asset] > 0 && (prices[asset] > floor(asset) || gradient[asset] < 0))
                .toArray();
        double before = bound() - reserved();
        double slope = norm(gradient);
        double[] old = prices.clone();
        for (int i = 0; i < DAMPINGS && slope > 0; i++) {
            double[] step = step(free, gradient);
            for (int f = 0; f < free.length; f++) {
                double relative = Math.max(-2, Math.min(2, step[f]));
                prices[free[f]] = Math.max(floor(free[f]), old[free[f]] * Math.exp(relative));
            }
            double after = bound() - reserved();
            boolean falls = after < before - NOISE * Math.abs(before);
            boolean settles = after <= before + NOISE * Math.abs(before) && norm(gradient()) < 0.9 * slope;
            if (falls || settles) {
                damping = Math.max(1e-15, damping / 10);
                return true;
            }
            damping = Math.min(1e15, damping * 10);
        }
        System.arraycopy(old, 0, prices, 0, prices.length);
        damping = FIRST_DAMPING;
        return false;
    }

    /** By how much the dual rises with the logarithm of every price; 0 where a price at its least should fall. */
    private double[] gradient() {
        double[] gradient = new double[prices.length];
        for (int asset = 0; asset < gradient.length; asset++) {
            double rise = prices[asset] > 0 ? prices[asset] * left(asset, prices[asset]) : 0;
            gradient[asset] = prices[asset] <= floor(asset) ? Math.min(0, rise) : rise;
        }
        return gradient;
    }

    private static double norm(double[] gradient) {
        double sum = 0;
        for (double part : gradient) {
            sum += Math.abs(part);
        }
        return sum;
    }

    /** Solves (curvature + damping) step = -gradient among the free prices, relative changes. */
    private double[] step(int[] free, double[] gradient) {
        int n = free.length;
        int[] place = new int[prices.length];
        Arrays.fill(place, -1);
        for (int f = 0; f < n; f++) {
            place[free[f]] = f;
        }
        double[][] rows = new double[n][n + 1];
        for (Pool pool : pools) {
            int a = place[pool.first()];
            int b = place[pool.second()];
            double bend = prices[pool.first()] > 0 && prices[pool.second()] > 0 ? bend(pool) : 0;
            if (a >= 0) {
                rows[a][a] += bend;
            }
            if (b >= 0) {
                rows[b][b] += bend;
            }
            if (a >= 0 && b >= 0) {
                rows[a][b] -= bend;
                rows[b][a] -= bend;
            }
        }
        for (int f = 0; f < n; f++) {
            double size = rows[f][f] + Math.abs(gradient[free[f]]);
            rows[f][f] += damping * size + Double.MIN_NORMAL;
            rows[f][n] = -gradient[free[f]];
        }
        return solved(rows);
    }

    /** How much the value that a pool trades changes with the logarithm of the price ratio. */
    private double bend(Pool pool) {
        double price = prices[pool.first()] / prices[pool.second()];
        if (pool.rate() > price) {
            return prices[pool.first()] * pool.x() / pool.keep() * Math.sqrt(pool.rate() / price) / 2;
        }
        Pool turned = pool.turned();
        return turned.rate() > 1 / price
                ? prices[pool.second()] * turned.x() / turned.keep() * Math.sqrt(turned.rate() * price) / 2
                : 0;
    }

    /** Elimination of a symmetric system that is diagonally dominant; the last column is the right side. */
    private static double[] solved(double[][] rows) {
        int n = rows.length;
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                double factor = rows[i][k] / rows[k][k];
                for (int j = k; factor != 0 && j <= n; j++) {
                    rows[i][j] -= factor * rows[k][j];
                }
            }
        }
        double[] step = new double[n];
        for (int k = n - 1; k >= 0; k--) {
            double rest = rows[k][n];
            for (int j = k + 1; j < n; j++) {
                rest -= rows[k][j] * step[j];
            }
            step[k] = rest / rows[k][k];
        }
        return step;
    }

    /** The dual: what all would earn at most at these prices. */
    private double bound() {
        double bound = 0;
        for (int asset = 0; asset < prices.length; asset++) {
            bound += prices[asset] * aim.holdings().get(asset);
        }
        for (Pool pool : pools) {
            bound += earned(pool, input(pool));
        }
        return bound;
    }

    private double reserved() {
        double reserved = 0;
        for (int asset = 0; asset < prices.length; asset++) {
            reserved += prices[asset] * slack[asset];
        }
        return reserved;
    }

    /** What a price taker puts in: of the first asset when positive, of the second when negative. */
    private double input(Pool pool) {
        if (prices[pool.first()] <= 0 || prices[pool.second()] <= 0) {
            return 0;
        }
        double price = prices[pool.first()] / prices[pool.second()];
        double put = pool.until(price);
        return put > 0 ? put : -pool.turned().until(1 / price);
    }

    private double earned(Pool pool, double input) {
        return input >= 0
                ? prices[pool.second()] * pool.out(input) - prices[pool.first()] * input
                : prices[pool.first()] * pool.turned().out(-input) + prices[pool.second()] * input;
    }

    /**
     * The route at these prices, after prices have moved so that a little of every asset is left over: rounding then
     * overdraws none.
     */
    Route route(int used) {
        double bound = bound();
        double[] inputs = pools.stream().mapToDouble(this::input).toArray();
        int extra = 0;
        for (int attempt = 0; attempt < ATTEMPTS && overdrawn(net(inputs)) >= 0; attempt++) {
            double[] net = net(inputs);
            double[] turnover = turnover(inputs);
            for (int asset = 0; asset < slack.length; asset++) {
                if (net[asset] < 0) {
                    slack[asset] = Math.max(10 * slack[asset], LEFT_OVER * turnover[asset]);
                }
            }
            for (int i = 0; i < DAMPINGS && newton(); i++) {
                extra++;
            }
            inputs = pools.stream().mapToDouble(this::input).toArray();
        }
        double[] net = recovered(inputs);
        double value = 0;
        for (int asset = 0; asset < net.length; asset++) {
            value += net[asset] * aim.values().get(asset);
        }
        return new Route(boxed(inputs), boxed(net), boxed(prices), value, used + extra, bound);
    }

    private double[] turnover(double[] inputs) {
        double[] turnover = new double[prices.length];
        for (int i = 0; i < inputs.length; i++) {
            Pool pool = inputs[i] >= 0 ? pools.get(i) : pools.get(i).turned();
            turnover[pool.first()] += Math.abs(inputs[i]);
            turnover[pool.second()] += pool.out(Math.abs(inputs[i]));
        }
        return turnover;
    }

    /** The first asset of which more is given than there is, -1 when there is none. */
    private static int overdrawn(double[] net) {
        return IntStream.range(0, net.length)
                .filter(asset -> net[asset] < 0)
                .findFirst()
                .orElse(-1);
    }

    /** Lowers inputs of what is overdrawn until nothing is; returns what is left of every asset. */
    private double[] recovered(double[] inputs) {
        double cut = 1e-15;
        while (true) {
            double[] net = net(inputs);
            int worst = overdrawn(net);
            if (worst < 0) {
                return net;
            }
            double put = 0;
            for (int i = 0; i < inputs.length; i++) {
                put += taken(i, inputs[i]) == worst ? Math.abs(inputs[i]) : 0;
            }
            double keep = Math.max(0, 1 + net[worst] / put - cut);
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] *= taken(i, inputs[i]) == worst ? keep : 1;
            }
            cut *= 2;
        }
    }

    private int taken(int i, double input) {
        return input > 0 ? pools.get(i).first() : input < 0 ? pools.get(i).second() : -1;
    }

    private double[] net(double[] inputs) {
        double[] net = new double[prices.length];
        Arrays.setAll(net, aim.holdings()::get);
        for (int i = 0; i < inputs.length; i++) {
            Pool pool = inputs[i] >= 0 ? pools.get(i) : pools.get(i).turned();
            net[pool.first()] -= Math.abs(inputs[i]);
            net[pool.second()] += pool.out(Math.abs(inputs[i]));
        }
        return net;
    }

    private static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
