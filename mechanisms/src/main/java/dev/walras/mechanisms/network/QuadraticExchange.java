package dev.walras.mechanisms.network;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Exchange of one divisible good among agents with quadratic costs, solved by prices alone; exact.
 *
 * <p>The problem: {@code min sum_i a_i / 2 (x_i - c_i)^2} over quantities {@code x_i} that sum to <i>R</i>. Its
 * solution is {@code x_i = c_i - lambda / a_i} at the price {@code lambda = (sum c_i - R) / sum 1/a_i}.
 *
 * <p>Two processes in which an agent sees the price and its own cost, and the coordinator sees quantities:
 *
 * <ul>
 *   <li><b>Dual decomposition</b>: agents reply {@code x_i = c_i - lambda / a_i}, and {@code lambda <- lambda + step
 *       (sum x - R)}. The error of lambda is multiplied by {@code 1 - step sum 1/a_i} every round: it converges when
 *       the step is below {@code 2 / sum 1/a_i}, and diverges above.
 *   <li><b>Exchange ADMM</b>: with the average imbalance {@code xbar = (sum x - R) / n} and the scaled price <i>u</i>,
 *       agents reply with the minimiser of their cost plus {@code rho / 2 (x - (x_i - xbar - u))^2}, and {@code u <- u
 *       + xbar}. It converges for every rho above 0; the price is {@code rho u}.
 * </ul>
 *
 * <p>Two messages an agent and round. A reply of the second kind is the solution of a quadratic programme around the
 * agent's last quantity, not a best reply, which is why this lives outside the market form: there, a participant
 * answers prices with whole lots of its orders.
 *
 * <p>Reference: S. Boyd, N. Parikh, E. Chu, B. Peleato and J. Eckstein, Distributed optimization and statistical
 * learning via the alternating direction method of multipliers, Foundations and Trends in Machine Learning 3(1), 2011,
 * 1-122, doi:10.1561/2200000016, section 7.3.2.
 */
public final class QuadraticExchange {
    private final List<BigFraction> curvatures;
    private final List<BigFraction> centres;
    private final BigFraction total;

    /**
     * One round.
     *
     * @param quantities replied
     * @param price after the round: lambda, or for ADMM the scaled price u
     */
    public record Round(List<BigFraction> quantities, BigFraction price) {
        public Round {
            quantities = List.copyOf(quantities);
        }
    }

    /**
     * Agents and what they share.
     *
     * @param curvatures a_i, above 0
     * @param centres c_i
     * @param total R
     */
    public QuadraticExchange(List<BigFraction> curvatures, List<BigFraction> centres, BigFraction total) {
        this.curvatures = List.copyOf(curvatures);
        this.centres = List.copyOf(centres);
        this.total = total;
        if (curvatures.size() != centres.size() || curvatures.isEmpty()) {
            throw new IllegalArgumentException(
                    curvatures.size() + " curvatures and " + centres.size() + " centres; there must be one an agent");
        }
        for (BigFraction a : curvatures) {
            if (a.compareTo(BigFraction.ZERO) <= 0) {
                throw new IllegalArgumentException("a curvature is " + a + "; it must be above 0");
            }
        }
    }

    /** The sum of 1/a_i: how much the demand of all falls when the price rises by one. */
    public BigFraction slope() {
        BigFraction sum = BigFraction.ZERO;
        for (BigFraction a : curvatures) {
            sum = sum.add(a.reciprocal());
        }
        return sum;
    }

    /** The price at which the replies sum to the total. */
    public BigFraction optimalPrice() {
        return sum(centres).subtract(total).divide(slope());
    }

    /** What agents reply at {@code price}. */
    public List<BigFraction> replies(BigFraction price) {
        List<BigFraction> replies = new ArrayList<>();
        for (int i = 0; i < centres.size(); i++) {
            replies.add(centres.get(i).subtract(price.divide(curvatures.get(i))));
        }
        return replies;
    }

    /** The solution. */
    public List<BigFraction> optimum() {
        return replies(optimalPrice());
    }

    /** By how much a round of dual decomposition multiplies the error of the price: {@code 1 - step x slope}. */
    public BigFraction contraction(BigFraction step) {
        return BigFraction.ONE.subtract(step.multiply(slope()));
    }

    /** Rounds of dual decomposition with a constant step, from the price {@code start}. */
    public List<Round> dualDecomposition(BigFraction step, BigFraction start, int rounds) {
        List<Round> trace = new ArrayList<>();
        BigFraction price = start;
        for (int round = 0; round < rounds; round++) {
            List<BigFraction> quantities = replies(price);
            price = price.add(step.multiply(sum(quantities).subtract(total)));
            trace.add(new Round(quantities, price));
        }
        return trace;
    }

    /**
     * Where exchange ADMM begins.
     *
     * @param quantities x_i before round 1
     * @param price the scaled price u before round 1
     */
    public record Start(List<BigFraction> quantities, BigFraction price) {
        public Start {
            quantities = List.copyOf(quantities);
        }
    }

    /**
     * Rounds of exchange ADMM.
     *
     * @param rho the weight of the quadratic term, above 0
     */
    public List<Round> admm(BigFraction rho, Start start, int rounds) {
        if (rho.compareTo(BigFraction.ZERO) <= 0) {
            throw new IllegalArgumentException("rho is " + rho + "; it must be above 0");
        }
        if (start.quantities().size() != centres.size()) {
            throw new IllegalArgumentException(
                    start.quantities().size() + " first quantities for " + centres.size() + " agents");
        }
        List<Round> trace = new ArrayList<>();
        List<BigFraction> quantities = start.quantities();
        BigFraction price = start.price();
        BigFraction imbalance = imbalance(quantities);
        for (int round = 0; round < rounds; round++) {
            List<BigFraction> next = new ArrayList<>();
            for (int i = 0; i < centres.size(); i++) {
                BigFraction a = curvatures.get(i);
                BigFraction target = quantities.get(i).subtract(imbalance).subtract(price);
                next.add(a.multiply(centres.get(i)).add(rho.multiply(target)).divide(a.add(rho)));
            }
            quantities = next;
            imbalance = imbalance(quantities);
            price = price.add(imbalance);
            trace.add(new Round(quantities, price));
        }
        return trace;
    }

    private BigFraction imbalance(List<BigFraction> quantities) {
        return sum(quantities).subtract(total).divide(new BigFraction(quantities.size()));
    }

    private static BigFraction sum(List<BigFraction> values) {
        BigFraction sum = BigFraction.ZERO;
        for (BigFraction value : values) {
            sum = sum.add(value);
        }
        return sum;
    }
}
