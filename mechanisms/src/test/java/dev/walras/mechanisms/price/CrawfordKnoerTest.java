package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrawfordKnoerTest {
    private static Outcome run(Market market) {
        return new CrawfordKnoer(new Settings("test", Map.of("relative", "0")))
                .run(new ColumnFloor(market), RunContext.seeded(1));
    }

    /** One-to-one and many-to-one: goods have up to two units. */
    @Test
    void isExactWhenTheIncrementsSumToLessThanAUnit() {
        for (int seed = 0; seed < 300; seed++) {
            Market small = RandomMarkets.unitDemand(seed);
            Market market = small.withValues(LongVector.tabulate(small.orders(), k -> 20 * small.valueMicrosPerLot(k)));
            Outcome outcome = run(market);
            Audit audit = Auditor.audit(Instance.of(market), outcome, CrawfordKnoer.SPEC.claims());
            assertTrue(audit.clean(), market.id() + audit.violations());
            assertEquals(Enumeration.optimum(market), audit.welfareMicros(), market.id());
        }
    }

    /** No participant and good with another's offer could both gain more than the increment from dealing. */
    @Test
    void leavesNoPairThatCouldGainMoreThanTheIncrement() {
        for (int seed = 0; seed < 300; seed++) {
            Market market = RandomMarkets.unitDemand(seed);
            Outcome outcome = run(market);
            for (int k = 0; k < market.orders(); k++) {
                int owner = market.owner(k);
                int good = market.bundleGood(k, 0);
                long price = outcome.prices().microsPerUnit().get(good);
                long gain = market.valueMicrosPerLot(k) - price - 1;
                assertTrue(
                        market.endowment(good) == 0 || gain <= utility(market, outcome, owner),
                        market.id() + ": participant " + owner + " and good " + good);
            }
        }
    }

    private static long utility(Market market, Outcome outcome, int participant) {
        long utility = -outcome.payments().micros().get(participant);
        for (int k = 0; k < market.orders(); k++) {
            if (market.owner(k) == participant) {
                utility += outcome.fills().lots().get(k) * market.valueMicrosPerLot(k);
            }
        }
        return utility;
    }
}
