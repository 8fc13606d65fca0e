package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.problem.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MixtureTest {
    private static final long MILLION = 1_000_000;

    /**
     * An ask of 10 at 2, a carrier of up to 20 for 1 each, bids of 4 at 9 and of 10 at 5. All 10 are worth shipping: 4
     * to the first bid and 6 to the second, 36 + 30 - 20 - 10 = 36. The prices 4 and 5 say so, but at them the carrier
     * and the second bid earn nothing, and their replies are all or nothing.
     */
    private static Market chain() {
        MarketBuilder market = Market.builder("chain");
        int here = market.good("here", "unit", 0);
        int there = market.good("there", "unit", 0);
        market.sell(market.participant("ask"), here, 10, 2 * MILLION);
        Bundle carry = Bundle.convert(there, 1, here, 1);
        market.order("carry", market.participant("carrier"), carry, 20, -MILLION);
        market.buy(market.participant("first"), there, 4, 9 * MILLION);
        market.buy(market.participant("second"), there, 10, 5 * MILLION);
        return market.build();
    }

    private static List<Mixture.Visit> visits(Market market, long[]... prices) {
        List<Mixture.Visit> visits = new ArrayList<>();
        for (long[] at : prices) {
            visits.add(new Mixture.Visit(LongVector.of(at), LongVector.of(new ColumnFloor(market).demand(at))));
        }
        return visits;
    }

    @Test
    void mixesRepliesThatAreAllOrNothing() {
        Market market = chain();
        // Just below and above the prices 4 and 5, in all four directions of the two margins of zero.
        long[] cheap = {4 * MILLION - 10, 5 * MILLION - 5};
        long[] dear = {4 * MILLION + 5, 5 * MILLION + 10};
        long[] idle = {4 * MILLION + 5, 5 * MILLION - 5};
        long[] keen = {4 * MILLION - 10, 5 * MILLION + 5};
        long[] prices = {4 * MILLION, 5 * MILLION};
        ColumnFloor floor = new ColumnFloor(market);
        Mixture mixture = Mixture.of(floor, visits(market, cheap, dear, idle, keen), prices);
        assertNotNull(mixture);
        Outcome outcome = mixture.outcome(Termination.TOLERANCE, 4);
        Audit audit = Auditor.audit(
                Instance.of(market), outcome, Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT));
        assertTrue(audit.clean(), audit.violations().toString());
        assertEquals(36 * MILLION, audit.welfareMicros());
        assertEquals(LongVector.of(10, 10, 4, 6), outcome.fills().lots());
    }

    @Test
    void hasNoOutcomeWhereTheAcceptedAmountsLeaveADeficit() {
        MarketBuilder builder = Market.builder("all or nothing");
        int good = builder.good("g", "unit", 0);
        // Lots of 10 to sell for 10 each unit, one unit wanted at 11: nine units would be paid for by nobody.
        builder.order("lot", builder.participant("seller"), Bundle.of(good, -10), 1, -100 * MILLION);
        builder.buy(builder.participant("buyer"), good, 1, 11 * MILLION);
        Market market = builder.build();
        long[] between = {10 * MILLION + 5};
        assertNull(Mixture.of(new ColumnFloor(market), visits(market, between), between));
    }
}
