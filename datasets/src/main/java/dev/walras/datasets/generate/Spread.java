package dev.walras.datasets.generate;

/** Distributions of positive numbers, each given by its mean alone. */
enum Spread {
    /** Uniform from 0 to twice the mean. */
    UNIFORM {
        @Override
        double draw(Draw draw, double mean) {
            return draw.uniform(0, 2 * mean);
        }
    },
    /** Uniform from half the mean to one and a half. */
    NARROW {
        @Override
        double draw(Draw draw, double mean) {
            return draw.uniform(0.5 * mean, 1.5 * mean);
        }
    },
    /** Exponential. */
    EXPONENTIAL {
        @Override
        double draw(Draw draw, double mean) {
            return draw.exponential(mean);
        }
    },
    /** Log-normal with a deviation of the logarithm of 0.5: skewed, with a light tail. */
    LOG_NORMAL {
        @Override
        double draw(Draw draw, double mean) {
            return draw.logNormal(mean * StrictMath.exp(-0.5 * 0.25), 0.5);
        }
    },
    /** Pareto of shape 2: finite mean, infinite variance. */
    PARETO {
        @Override
        double draw(Draw draw, double mean) {
            return draw.pareto(mean / 2, 2);
        }
    };

    /** Draws a number, 0 or more. */
    abstract double draw(Draw draw, double mean);
}
