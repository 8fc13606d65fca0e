package dev.walras.mechanisms.price.ascent;

import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import java.util.Arrays;

/**
 * Accelerated projected gradient steps on the smoothed dual, with less and less smoothing.
 *
 * <p>The smoothed dual {@code sum_j p_j endowment_j + sum_i max_x (margin_i x - smoothing x scale_i / 2 x ||x||^2)} is
 * convex with gradient {@code endowment - load(p)}, which changes by at most {@code curvature_j / smoothing} a micro in
 * the price of good <i>j</i>. Where every order touches one good, that is exact coordinate by coordinate, and the step
 * {@code smoothing / curvature_j} is safe. It is taken longer by the factor {@code 1 / r}, where <i>r</i> is the
 * largest ratio {@code ||change of gradient|| / ||change of prices||}, in that metric, of the last 15 steps. Momentum
 * is Nesterov's, and starts anew when it points uphill. Smoothing starts at 1/2 and is halved when the gap is below 1.5
 * times what smoothing costs, or after 200 rounds.
 *
 * <p>References: K. Basu, A. Ghoting, R. Mazumder and Y. Pan, ECLIPSE: an extreme-scale linear program solver for
 * web-applications, ICML 2020; R. Ramanath, S. S. Keerthi, Y. Pan, K. Salomatin and K. Basu, Efficient vertex-oriented
 * polytopic projection for web-scale applications, arXiv:2103.05277 (step from differences of gradients); B. O'Donoghue
 * and E. Candes, Adaptive restart for accelerated gradient schemes, Foundations of Computational Mathematics 15, 2015,
 * doi:10.1007/s10208-013-9150-3.
 */
public final class AcceleratedRule implements PriceRule {
    private static final long serialVersionUID = 1;
    private static final int MEMORY = 15;
    private static final int MOST_ROUNDS_OF_STAGE = 200;
    private static final double LEAST_SMOOTHING = 1e-6;

    private final long[] endowment;
    private final double[] curvature;
    private final double[] prices;
    private final double[] settled;
    private final double[] lastPrices;
    private final double[] lastLoad;
    private final double[] ratios = new double[MEMORY];
    private double smoothing = 0.5;
    private double momentum = 1;
    private int stage;
    private int ratio;

    /** Starts at prices of 0. */
    public AcceleratedRule(SmoothDemand demand) {
        int goods = demand.goods();
        this.endowment = new long[goods];
        Arrays.setAll(endowment, demand::endowment);
        this.curvature = demand.curvature();
        this.prices = new double[goods];
        this.settled = new double[goods];
        this.lastPrices = new double[goods];
        this.lastLoad = new double[goods];
    }

    @Override
    public double[] prices() {
        return prices;
    }

    @Override
    public double smoothing() {
        return smoothing;
    }

    @Override
    public void move(SmoothReply reply, DualCertificate certificate) {
        learn(reply);
        double factor = smoothing * longer();
        double uphill = step(reply, factor);
        extrapolate(uphill > 0);
        stage++;
        double cost = smoothing * reply.ridge();
        boolean done = certificate.lastGap() < 1.5 * cost || stage >= MOST_ROUNDS_OF_STAGE;
        if (done && smoothing > LEAST_SMOOTHING) {
            smoothing /= 2;
            stage = 0;
            momentum = 1;
            certificate.restart();
            System.arraycopy(settled, 0, prices, 0, prices.length);
        }
    }

    /** Remembers how much the load changed with the prices, and the prices with their load. */
    private void learn(SmoothReply reply) {
        double loads = 0;
        double moves = 0;
        for (int j = 0; j < prices.length; j++) {
            if (curvature[j] > 0) {
                double change = reply.load(j) - lastLoad[j];
                double move = prices[j] - lastPrices[j];
                loads += change * change / curvature[j];
                moves += move * move * curvature[j];
            }
            lastLoad[j] = reply.load(j);
            lastPrices[j] = prices[j];
        }
        if (stage > 0 && moves > 0) {
            ratios[ratio++ % MEMORY] = smoothing * Math.sqrt(loads / moves);
        }
    }

    private double longer() {
        double most = 0;
        for (double r : ratios) {
            most = Math.max(most, r);
        }
        return most > 0 ? 1 / Math.min(1, most) : 1;
    }

    /** Steps from the announced prices to new settled ones; how much that goes against the way they moved. */
    private double step(SmoothReply reply, double factor) {
        double uphill = 0;
        for (int j = 0; j < prices.length; j++) {
            if (curvature[j] > 0) {
                double next = Math.max(0, prices[j] + factor / curvature[j] * (reply.load(j) - endowment[j]));
                uphill += curvature[j] * (prices[j] - next) * (next - settled[j]);
                // The announced prices hold where the settled ones were, until they are extrapolated.
                prices[j] = settled[j];
                settled[j] = next;
            }
        }
        return uphill;
    }

    private void extrapolate(boolean restart) {
        if (restart) {
            momentum = 1;
            System.arraycopy(settled, 0, prices, 0, prices.length);
            return;
        }
        double next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
        double share = (momentum - 1) / next;
        momentum = next;
        for (int j = 0; j < prices.length; j++) {
            prices[j] = Math.max(0, settled[j] + share * (settled[j] - prices[j]));
        }
    }
}
