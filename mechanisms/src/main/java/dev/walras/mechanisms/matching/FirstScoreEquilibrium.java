package dev.walras.mechanisms.matching;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;

/**
 * The symmetric equilibrium of the first-score auction: what a supplier of each type offers against rivals like it.
 *
 * <p>Types are costs, drawn independently from a distribution; type <i>t</i> chooses quality {@code q(t)} as without
 * rivals, and asks {@code price(t) = c(q(t), t) + integral from t to the highest type of c_t(q(s), s) ((1 - F(s)) / (1
 * - F(t)))^(n-1) ds}. Integrals by Gauss-Legendre quadrature, to about 1e-12 relative.
 *
 * <p>Reference: Y.-K. Che, Design competition through multidimensional auctions, RAND Journal of Economics 24(4), 1993,
 * 668-680, doi:10.2307/2555752.
 *
 * @param suppliers how many there are, 2 or more
 * @param high the highest type
 * @param distribution F: the probability of a type below
 * @param quality what each type offers
 * @param cost of a quality (first) for a type (second)
 * @param costSlope the derivative of the cost by the type
 */
public record FirstScoreEquilibrium(
        int suppliers,
        double high,
        DoubleUnaryOperator distribution,
        DoubleUnaryOperator quality,
        DoubleBinaryOperator cost,
        DoubleBinaryOperator costSlope) {
    public FirstScoreEquilibrium {
        if (suppliers < 1) {
            throw new IllegalArgumentException("there are " + suppliers + " suppliers; there must be 1 or more");
        }
    }

    /** What a supplier of type {@code type} asks. */
    public double price(double type) {
        double produced = cost.applyAsDouble(quality.applyAsDouble(type), type);
        double chance = 1 - distribution.applyAsDouble(type);
        if (type >= high || chance <= 0) {
            return produced;
        }
        double rent = new IterativeLegendreGaussIntegrator(20, 1e-13, 1e-14)
                .integrate(
                        1_000_000,
                        s -> costSlope.applyAsDouble(quality.applyAsDouble(s), s)
                                * Math.pow((1 - distribution.applyAsDouble(s)) / chance, suppliers - 1.0),
                        type,
                        high);
        return produced + rent;
    }
}
