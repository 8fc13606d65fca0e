package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Scarf's economy: as many traders as goods; trader <i>i</i> owns one unit of good <i>i</i> and wants it together with
 * the next good, one to one (the last with the first).
 *
 * <p>Equal prices are its only equilibrium, up to scale, and for three goods no tatonnement finds it: with continuous
 * adjustment both {@link #INVARIANTS} stay as they are, so that prices circle; with finite steps, as <i>|p + hz|<sup>2
 * </sup> = |p|<sup>2</sup> + h<sup>2</sup>|z|<sup>2</sup></i> by Walras' law, they spiral outwards.
 *
 * <p>Reference: H. Scarf, Some examples of global instability of the competitive equilibrium, International Economic
 * Review 1(3), 1960, 157-172, doi:10.2307/2556215.
 */
public final class Scarf {
    /** What continuous tatonnement of three goods keeps constant. */
    public static final List<String> INVARIANTS = List.of("p1^2+p2^2+p3^2", "p1*p2*p3");

    private Scarf() {}

    /** Units demanded at {@code prices}, exactly; pairs of price 0 leave demand at the endowment. */
    public static List<BigFraction> demand(List<BigFraction> prices) {
        int n = prices.size();
        List<BigFraction> demand = new ArrayList<>(Fractions.zeros(1, n).get(0));
        for (int i = 0; i < n; i++) {
            int next = (i + 1) % n;
            BigFraction pair = prices.get(i).add(prices.get(next));
            BigFraction units =
                    Fractions.sign(pair) == 0 ? BigFraction.ONE : prices.get(i).divide(pair);
            demand.set(i, demand.get(i).add(units));
            demand.set(next, demand.get(next).add(units));
        }
        return demand;
    }

    /** Units demanded at {@code prices}; pairs of price 0 leave demand at the endowment. */
    public static double[] demand(double[] prices) {
        int n = prices.length;
        double[] demand = new double[n];
        for (int i = 0; i < n; i++) {
            int next = (i + 1) % n;
            double pair = prices[i] + prices[next];
            double units = pair > 0 ? prices[i] / pair : 1;
            demand[i] += units;
            demand[next] += units;
        }
        return demand;
    }
}
