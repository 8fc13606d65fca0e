package dev.walras.mechanisms.bargaining;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Alternating offers about a pie of size 1: one side proposes a division, the other accepts or, a period later,
 * proposes itself; waiting costs each side the share {@code 1 - patience} of what it gets.
 *
 * <p>Without end, the only subgame-perfect equilibrium is agreement at once: the first proposer keeps {@code (1 - d2) /
 * (1 - d1 d2)}. With a last period, backward induction: the last proposer keeps everything, each one before offers the
 * other just what waiting is worth to it. Exact.
 *
 * <p>Reference: A. Rubinstein, Perfect equilibrium in a bargaining model, Econometrica 50(1), 1982, 97-109,
 * doi:10.2307/1912531; with a last period: I. Stahl, Bargaining Theory, Stockholm School of Economics, 1972.
 *
 * @param first patience of the side that proposes first: what a unit in the next period is worth now, from 0 to 1
 * @param second patience of the other side
 */
public record Rubinstein(BigFraction first, BigFraction second) {
    public Rubinstein {
        for (BigFraction patience : List.of(first, second)) {
            if (patience.compareTo(BigFraction.ZERO) < 0 || patience.compareTo(BigFraction.ONE) > 0) {
                throw new IllegalArgumentException("a discount factor is " + patience + "; it must be from 0 to 1");
            }
        }
    }

    /**
     * What the first proposer keeps when there is no last period.
     *
     * @throws IllegalArgumentException when both sides wait for nothing, as then every division is an equilibrium
     */
    public BigFraction share() {
        BigFraction both = BigFraction.ONE.subtract(first.multiply(second));
        if (both.equals(BigFraction.ZERO)) {
            throw new IllegalArgumentException("both discount factors are 1; then every division is an equilibrium");
        }
        return BigFraction.ONE.subtract(second).divide(both);
    }

    /** The least that the second side accepts in the first period when there is no last one. */
    public BigFraction accepted() {
        return BigFraction.ONE.subtract(share());
    }

    /** What the first proposer keeps when there are {@code periods} proposals, 1 or more, and nothing after. */
    public BigFraction share(int periods) {
        return path(periods).get(0);
    }

    /** What the proposer of every period keeps, should it be reached. */
    public List<BigFraction> path(int periods) {
        if (periods < 1) {
            throw new IllegalArgumentException("there are " + periods + " periods; there must be 1 or more");
        }
        List<BigFraction> path = new ArrayList<>();
        BigFraction kept = BigFraction.ONE;
        path.add(kept);
        for (int t = periods - 2; t >= 0; t--) {
            BigFraction patience = t % 2 == 0 ? second : first;
            kept = BigFraction.ONE.subtract(patience.multiply(kept));
            path.add(0, kept);
        }
        return path;
    }
}
