package dev.walras.problem;

import dev.walras.market.Market;
import java.util.Collections;
import java.util.List;

/**
 * A problem, the market it was formulated into, and the meaning of every order.
 *
 * @param problem what the market stands for
 * @param market its formulation
 * @param acts entry <i>k</i> is what one lot of order <i>k</i> means in the domain; a view, not to be changed by its
 *     maker
 */
public record Instance(Problem problem, Market market, List<Act> acts) {
    public Instance {
        acts = Collections.unmodifiableList(acts);
        if (acts.size() != market.orders()) {
            throw new IllegalArgumentException(acts.size() + " acts for " + market.orders() + " orders");
        }
    }

    /** A market that stands for nothing but itself. */
    public static Instance of(Market market) {
        return new RawMarket(market).instance();
    }

    /** The name of the problem. */
    public String id() {
        return problem.id();
    }
}
