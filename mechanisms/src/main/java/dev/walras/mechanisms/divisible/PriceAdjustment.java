package dev.walras.mechanisms.divisible;

import org.apache.commons.math3.fraction.BigFraction;

/**
 * How the price of one good answers to demand and supply: the rules of tatonnement.
 *
 * <p>References: R. Cole, L. Fleischer, Fast-converging tatonnement algorithms for one-time and ongoing market
 * problems, STOC 2008, doi:10.1145/1374376.1374422 (clipped); Y. K. Cheung, R. Cole, N. R. Devanur, Tatonnement beyond
 * gross substitutes? Gradient descent to the rescue, STOC 2013, doi:10.1145/2488608.2488633 (clipped and exponential
 * steps).
 */
public sealed interface PriceAdjustment {
    /** The next price, in floating point. */
    double next(double price, double demand, double supply);

    /** The next price, exactly; not for {@link Entropic}. */
    BigFraction next(BigFraction price, BigFraction demand, BigFraction supply);

    /**
     * {@code [p + step z]+}, with excess demand z = demand - supply.
     *
     * @param step price per unit of excess, positive
     */
    record Additive(BigFraction step) implements PriceAdjustment {
        /** Checks the sign. */
        public Additive {
            requirePositive(step);
        }

        @Override
        public double next(double price, double demand, double supply) {
            return Math.max(0, price + step.doubleValue() * (demand - supply));
        }

        @Override
        public BigFraction next(BigFraction price, BigFraction demand, BigFraction supply) {
            return Fractions.max(BigFraction.ZERO, price.add(step.multiply(demand.subtract(supply))));
        }
    }

    /**
     * {@code p (1 + step clip(z / s, -1, 1))}, with excess demand z and supply s.
     *
     * @param step relative, positive and below 1
     */
    record Multiplicative(BigFraction step) implements PriceAdjustment {
        /** Checks the range. */
        public Multiplicative {
            requirePositive(step);
            if (step.compareTo(BigFraction.ONE) >= 0) {
                throw new IllegalArgumentException("step is " + step + "; it must be below 1, or prices reach 0");
            }
        }

        @Override
        public double next(double price, double demand, double supply) {
            double relative = supply > 0 ? (demand - supply) / supply : Math.signum(demand);
            return price * (1 + step.doubleValue() * Math.max(-1, Math.min(1, relative)));
        }

        @Override
        public BigFraction next(BigFraction price, BigFraction demand, BigFraction supply) {
            BigFraction relative = Fractions.sign(supply) > 0
                    ? demand.subtract(supply).divide(supply)
                    : new BigFraction(Fractions.sign(demand));
            BigFraction clipped = Fractions.max(BigFraction.MINUS_ONE, Fractions.min(BigFraction.ONE, relative));
            return price.multiply(step.multiply(clipped).add(1));
        }
    }

    /**
     * {@code p exp((x - s) / (slowness max(x, s)))}, with demand x and supply s: gradient descent in the relative
     * entropy of prices.
     *
     * @param slowness positive; 5 is proved safe for CES utilities, complements included
     */
    record Entropic(double slowness) implements PriceAdjustment {
        /** Checks the sign. */
        public Entropic {
            if (!(slowness > 0)) {
                throw new IllegalArgumentException("slowness is " + slowness + "; it must be positive");
            }
        }

        @Override
        public double next(double price, double demand, double supply) {
            double scale = Math.max(demand, supply);
            return scale > 0 ? price * Math.exp((demand - supply) / (slowness * scale)) : price;
        }

        @Override
        public BigFraction next(BigFraction price, BigFraction demand, BigFraction supply) {
            throw new IllegalArgumentException("the exponential rule has no exact prices");
        }
    }

    private static void requirePositive(BigFraction step) {
        if (Fractions.sign(step) <= 0) {
            throw new IllegalArgumentException("step is " + step + "; it must be positive");
        }
    }
}
