package dev.walras.mechanisms.price.ascent;

import dev.walras.mechanism.SmoothDemand;

/** How prices may move in an ascent: the choice among the rules. */
public enum AscentRule {
    /** {@link AcceleratedRule}. */
    ACCELERATED,
    /** {@link SubgradientRule}. */
    SUBGRADIENT,
    /** {@link MultiplicativeRule}. */
    MULTIPLICATIVE;

    /** A rule of this kind, at the prices it begins with. */
    public PriceRule of(SmoothDemand demand) {
        return switch (this) {
            case ACCELERATED -> new AcceleratedRule(demand);
            case SUBGRADIENT -> new SubgradientRule(demand);
            case MULTIPLICATIVE -> new MultiplicativeRule(demand);
        };
    }
}
