package dev.walras.solver.packing;

import dev.walras.solver.model.Answer;
import dev.walras.solver.model.Run;
import java.util.Arrays;

/**
 * Prices of what each type of bin has, that make the dual bound of a packing nearly as small as prices can.
 *
 * <p>Bins of one type are alike, so their prices may be: the linear relaxation over types has the value of the whole
 * one, with {@code jobs x types} columns in place of {@code jobs x bins}. Its dual, {@code sum_t bins_t p_t .
 * capacity_t + sum_j max(0, max_t value_jt - p_t . units_jt)}, is smoothed (the maximum becomes {@code log sum exp} at
 * a temperature) and minimised by projected Newton steps while the temperature falls. With many types the Hessian is
 * kept by blocks of one type.
 *
 * <p>Complexity: some {@code 100 x jobs x types x dimensions} steps. The bound is valid whatever the quality of the
 * prices; within about 1e-4 of the relaxation's optimum.
 *
 * <p>Reference: Yu. Nesterov, Smooth minimization of non-smooth functions, Mathematical Programming 103(1), 2005,
 * 127-152, doi:10.1007/s10107-004-0552-5, for the smoothing. Differs from it: Newton steps in place of gradient steps.
 */
final class TypePrices {
    private static final int FULL_HESSIAN = 320;
    private static final double FIRST = 0.5;
    private static final double LAST = 2e-5;
    /** The temperature falls to this share of itself. */
    private static final double COOLING = 0.4;

    private static final int STEPS = 12;
    /** A gain of less than this share of the bound and temperature, or of the bound, ends a temperature. */
    private static final double ROUGH = 1e-5;

    private static final double FINE = 5e-7;

    private final Packing.Columns c;
    private final int n;
    private final int dimensions;
    /** What a unit of value and of each dimension stands for. */
    private final double money;

    private final double[] scale;
    private final double[] x;
    private final double[] gradient;
    private final boolean full;
    private final double[] hessian;
    private double damping = 1e-4;

    private TypePrices(Packing packing) {
        this.c = packing.columns();
        this.dimensions = c.dimensions;
        this.n = c.types * c.dimensions;
        this.scale = new double[n];
        double sum = 0;
        for (long v : c.value) {
            sum += v;
        }
        this.money = Math.max(1, sum / Math.max(1, c.value.length));
        for (int i = 0; i < n; i++) {
            scale[i] = Math.max(1, c.capacity[i]);
        }
        this.x = new double[n];
        this.gradient = new double[n];
        this.full = n <= FULL_HESSIAN;
        this.hessian = new double[full ? n * n : n * dimensions];
    }

    /** Prices in micros a unit, by type and dimension. */
    static double[] of(Packing packing, Run run) {
        TypePrices search = new TypePrices(packing);
        search.descend(run);
        double[] prices = new double[search.n];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = search.x[i] * search.money / search.scale[i];
        }
        return prices;
    }

    private void descend(Run run) {
        Arrays.fill(x, 1);
        for (double temperature = FIRST; temperature > LAST && !run.stopped(); temperature *= COOLING) {
            double enough = temperature > 1e-3 ? ROUGH : FINE;
            damping = Math.min(damping, 1e-3);
            double value = evaluate(temperature, true);
            for (int i = 0; i < STEPS && !run.stopped(); i++) {
                double then = moved(value, temperature);
                if (Double.isNaN(then) || (then < value && then >= value * (1 - enough))) {
                    break;
                }
                value = evaluate(temperature, true);
            }
        }
    }

    /**
     * Takes as much of a Newton step as lowers the smoothed dual; the value there, not a number when no more than a
     * trifle can be gained.
     */
    private double moved(double value, double temperature) {
        double[] step = new double[n];
        direction(step, hessian.clone(), damping);
        double predicted = 0;
        for (int j = 0; j < n; j++) {
            predicted += gradient[j] * step[j];
        }
        if (predicted > -FINE * value && damping <= 0.1) {
            return Double.NaN;
        }
        double[] from = x.clone();
        for (double share = 1; share > 1e-3; share *= 0.4) {
            double slope = 0;
            for (int j = 0; j < n; j++) {
                x[j] = Math.max(0, from[j] + share * step[j]);
                slope += gradient[j] * (x[j] - from[j]);
            }
            double then = evaluate(temperature, false);
            if (then < value + 0.05 * Math.min(0, slope)) {
                damping = share == 1 ? damping / 10 : share < 0.1 ? damping * 10 : damping;
                return then;
            }
        }
        damping = Math.max(1e-6, damping) * 100;
        System.arraycopy(from, 0, x, 0, n);
        return value;
    }

    /** The smoothed dual at {@code x}; its gradient and Hessian too when {@code derivatives}. */
    private double evaluate(double temperature, boolean derivatives) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            gradient[i] = derivatives ? c.binsOfType[i / dimensions] * (c.capacity[i] / scale[i]) : gradient[i];
            sum += x[i] * c.binsOfType[i / dimensions] * (c.capacity[i] / scale[i]);
        }
        if (derivatives) {
            Arrays.fill(hessian, 0);
        }
        double[] margin = new double[c.types];
        double[] mean = new double[n];
        int[] near = new int[c.types];
        double cut = 30 * temperature;
        double[] price = new double[n];
        for (int i = 0; i < n; i++) {
            price[i] = x[i] / scale[i];
        }
        for (int j = 0; j < c.jobs; j++) {
            double top = 0;
            for (int t = 0; t < c.types; t++) {
                int o = c.option[j * c.types + t];
                if (o >= 0) {
                    double m = c.value[o] / money;
                    int at = c.need[o];
                    for (int r = 0; r < dimensions; r++) {
                        m -= price[t * dimensions + r] * c.units[at + r];
                    }
                    margin[t] = m;
                    top = Math.max(top, m);
                } else {
                    margin[t] = Double.NEGATIVE_INFINITY;
                }
            }
            int count = 0;
            double total = Math.exp(-top / temperature);
            for (int t = 0; t < c.types; t++) {
                if (margin[t] > top - cut) {
                    margin[t] = Math.exp((margin[t] - top) / temperature);
                    total += margin[t];
                    near[count++] = t;
                }
            }
            sum += top + temperature * Math.log(total);
            if (derivatives) {
                addDerivatives(j, near, count, margin, total, temperature, mean);
            }
        }
        return sum;
    }

    private void addDerivatives(
            int j, int[] near, int count, double[] weight, double total, double temperature, double[] mean) {
        for (int a = 0; a < count; a++) {
            int t = near[a];
            double share = weight[t] / total;
            int at = c.need[c.option[j * c.types + t]];
            for (int r = 0; r < dimensions; r++) {
                int i = t * dimensions + r;
                double unit = c.units[at + r] / scale[i];
                mean[i] = share * unit;
                gradient[i] -= mean[i];
            }
            for (int r = 0; r < dimensions; r++) {
                int i = t * dimensions + r;
                for (int s = 0; s < dimensions; s++) {
                    int l = t * dimensions + s;
                    hessian[full ? i * n + l : i * dimensions + s] +=
                            mean[i] * (c.units[at + s] / scale[l]) / temperature;
                }
            }
        }
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                if (!full && a != b) {
                    continue;
                }
                for (int r = 0; r < dimensions; r++) {
                    int i = near[a] * dimensions + r;
                    double left = mean[i] / temperature;
                    for (int s = 0; s < dimensions && left != 0; s++) {
                        int l = near[b] * dimensions + s;
                        hessian[full ? i * n + l : i * dimensions + s] -= left * mean[l];
                    }
                }
            }
        }
    }

    /** A damped Newton step over what is not held at zero. */
    private void direction(double[] step, double[] factor, double damping) {
        int blocks = full ? 1 : c.types;
        int width = full ? n : dimensions;
        for (int b = 0; b < blocks; b++) {
            int base = b * width;
            for (int i = 0; i < width; i++) {
                boolean held = x[base + i] <= 0 && gradient[base + i] >= 0;
                int row = base * width + i * width;
                if (held) {
                    for (int l = 0; l < width; l++) {
                        factor[row + l] = 0;
                        factor[base * width + l * width + i] = 0;
                    }
                    factor[row + i] = 1;
                }
                double own = factor[row + i];
                // Blocks leave out how types depend on each other: steps are halved.
                factor[row + i] =
                        own * (full ? 1 : 2) + damping * (own + c.binsOfType[(base + i) / dimensions]) + 1e-12;
                step[base + i] = held ? 0 : -gradient[base + i];
            }
            solve(factor, base * width, width, step, base);
        }
    }

    /** Solves in place by Cholesky's factors. */
    private static void solve(double[] a, int at, int width, double[] b, int base) {
        for (int i = 0; i < width; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[at + i * width + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[at + i * width + k] * a[at + j * width + k];
                }
                a[at + i * width + j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[at + j * width + j];
            }
        }
        for (int i = 0; i < width; i++) {
            double sum = b[base + i];
            for (int k = 0; k < i; k++) {
                sum -= a[at + i * width + k] * b[base + k];
            }
            b[base + i] = sum / a[at + i * width + i];
        }
        for (int i = width - 1; i >= 0; i--) {
            double sum = b[base + i];
            for (int k = i + 1; k < width; k++) {
                sum -= a[at + k * width + i] * b[base + k];
            }
            b[base + i] = sum / a[at + i * width + i];
        }
    }

    /** The bound at real prices in micros, in floating point. */
    static double bound(Packing packing, double[] prices) {
        Packing.Columns c = packing.columns();
        double sum = 0;
        for (int i = 0; i < prices.length; i++) {
            sum += prices[i] * c.capacity[i] * c.binsOfType[i / c.dimensions];
        }
        for (int j = 0; j < c.jobs; j++) {
            double top = 0;
            for (int t = 0; t < c.types; t++) {
                int o = c.option[j * c.types + t];
                if (o >= 0) {
                    top = Math.max(top, margin(c, o, t, prices));
                }
            }
            sum += top;
        }
        return sum;
    }

    /** What an option is worth beyond its price, in micros. */
    static double margin(Packing.Columns c, int option, int type, double[] prices) {
        double margin = c.value[option];
        for (int r = 0; r < c.dimensions; r++) {
            margin -= prices[type * c.dimensions + r] * c.units[c.need[option] + r];
        }
        return margin;
    }

    /** The bound at whole prices in micros, exactly; {@link Answer#NO_BOUND} when a sum exceeds a {@code long}. */
    static long bound(Packing packing, long[] prices) {
        Packing.Columns c = packing.columns();
        try {
            long sum = 0;
            for (int i = 0; i < prices.length; i++) {
                long all = Math.multiplyExact(c.capacity[i], c.binsOfType[i / c.dimensions]);
                sum = Math.addExact(sum, Math.multiplyExact(prices[i], all));
            }
            for (int j = 0; j < c.jobs; j++) {
                long top = 0;
                for (int t = 0; t < c.types; t++) {
                    int o = c.option[j * c.types + t];
                    long margin = o < 0 ? 0 : c.value[o];
                    for (int r = 0; o >= 0 && r < c.dimensions; r++) {
                        long cost = Math.multiplyExact(prices[t * c.dimensions + r], c.units[c.need[o] + r]);
                        margin = Math.subtractExact(margin, cost);
                    }
                    top = Math.max(top, margin);
                }
                sum = Math.addExact(sum, top);
            }
            return sum;
        } catch (ArithmeticException beyond) {
            return Answer.NO_BOUND;
        }
    }
}
