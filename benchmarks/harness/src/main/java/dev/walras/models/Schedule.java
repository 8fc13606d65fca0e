package dev.walras.models;

import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.Instance;
import dev.walras.solver.Solvers;
import java.util.List;

/**
 * Supply and demand of an experimental market: the values of the units of each buyer, and the costs of those of each
 * seller, in the order in which they trade them. A currency unit is a micro.
 *
 * @param buyers values by buyer
 * @param sellers costs by seller
 */
record Schedule(List<List<Long>> buyers, List<List<Long>> sellers) {
    /** {@code count} buyers with the same values, and as many sellers with the same costs. */
    static Schedule equal(int count, List<Long> values, List<Long> costs) {
        return new Schedule(java.util.Collections.nCopies(count, values), java.util.Collections.nCopies(count, costs));
    }

    /** The market: buyers first. */
    Market market() {
        MarketBuilder market = Market.builder("schedule");
        int good = market.good("g", "unit", 0);
        for (int i = 0; i < buyers.size(); i++) {
            int buyer = market.participant("buyer" + (i + 1));
            buyers.get(i).forEach(value -> market.buy(buyer, good, 1, value));
        }
        for (int i = 0; i < sellers.size(); i++) {
            int seller = market.participant("seller" + (i + 1));
            sellers.get(i).forEach(cost -> market.sell(seller, good, 1, cost));
        }
        return market.build();
    }

    /** The largest possible surplus. */
    static long best(Market market) {
        return welfare(market, Solvers.byId("opt.merit-order").solve(Instance.of(market), RunContext.seeded(1)));
    }

    /** The surplus of an outcome, by the auditor. */
    static long welfare(Market market, Outcome outcome) {
        return Auditor.audit(Instance.of(market), outcome).welfareMicros();
    }
}
