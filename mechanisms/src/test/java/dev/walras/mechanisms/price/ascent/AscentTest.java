package dev.walras.mechanisms.price.ascent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeDemand;
import dev.walras.columns.EdgeForm;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeRecovery;
import dev.walras.columns.ScalarReply;
import dev.walras.market.Market;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.testing.ChoiceMarkets;
import dev.walras.testing.Enumeration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AscentTest {
    private static final List<AscentRule> RULES = List.of(AscentRule.values());

    /** Enumeration knows the best whole allocation; the bound lies above it, what was recovered below. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theBoundIsAboveTheOptimumAndFillsBelow(long seed) {
        Market market = ChoiceMarkets.random(seed, 3, 6);
        long optimum = Enumeration.optimum(market).welfareMicros();
        EdgeForm form = EdgeForm.of(market, 4);
        for (AscentRule rule : RULES) {
            try (EdgeDemand demand = new EdgeDemand(form.market(), 2, ScalarReply::new)) {
                Ascent ascent = new Ascent(demand, rule.of(demand));
                ascent.run(new Ascent.Stop(0.001, 300));
                long[] prices = rounded(ascent);
                double bound = EdgeAudit.bound(form.market(), prices).doubleValue();
                assertTrue(bound >= optimum, () -> "bound " + bound + " below the optimum " + optimum);
                assertTrue(ascent.certificate().below() <= bound * (1 + 1e-6));
                EdgeAudit.Judgement whole = EdgeAudit.judge(form.market(), EdgeRecovery.fills(form.market(), prices));
                assertTrue(whole.overloaded().isEmpty());
                assertTrue(whole.welfareMicros().doubleValue() <= optimum);
            }
        }
    }

    private static long[] rounded(Ascent ascent) {
        return Arrays.stream(ascent.certificate().prices())
                .mapToLong(Math::round)
                .toArray();
    }

    /** Fifty buyers an offer: the accelerated rule proves 1%; plain steps come near, and hardly further in time. */
    @Test
    void everyRuleProvesItsAnswer() {
        EdgeMarket market = EdgeForm.of(ChoiceMarkets.random(11, 8, 400)).market();
        for (AscentRule rule : RULES) {
            try (EdgeDemand demand = new EdgeDemand(market, 1, ScalarReply::new)) {
                Ascent ascent = new Ascent(demand, rule.of(demand));
                ascent.run(new Ascent.Stop(0.01, 2000));
                double least = rule == AscentRule.ACCELERATED ? 0.01 : 0.05;
                assertTrue(
                        ascent.certificate().gap() <= least,
                        () -> "gap " + ascent.certificate().gap());
                double bound = EdgeAudit.bound(market, rounded(ascent)).doubleValue();
                assertEquals(ascent.certificate().above(), bound, 1e-3 * bound);
            }
        }
    }

    /** The same rule on another floor: orders in double precision instead of columns; both bound the same optimum. */
    @Test
    void runsTheSameOnAnyFloor() {
        Market market = ChoiceMarkets.random(12, 6, 200);
        SmoothDemand orders = new ColumnFloor(market).smooth();
        Ascent slow = new Ascent(orders, new AcceleratedRule(orders));
        assertEquals(Termination.TOLERANCE, slow.run(new Ascent.Stop(0.002, 3000)));
        try (EdgeDemand demand = new EdgeDemand(EdgeForm.of(market).market(), 2, ScalarReply::new)) {
            Ascent fast = new Ascent(demand, new AcceleratedRule(demand));
            assertEquals(Termination.TOLERANCE, fast.run(new Ascent.Stop(0.002, 3000)));
            assertEquals(
                    slow.certificate().above(),
                    fast.certificate().above(),
                    0.003 * fast.certificate().above());
            assertTrue(slow.certificate().below() <= fast.certificate().above() * (1 + 1e-6));
            assertTrue(fast.certificate().below() <= slow.certificate().above() * (1 + 1e-6));
        }
    }

    @Test
    void nobodyThereIsProvedAtOnce() {
        EdgeMarket market = EdgeForm.of(Market.builder("empty").build()).market();
        try (EdgeDemand demand = new EdgeDemand(market, 1)) {
            Ascent ascent = new Ascent(demand, new AcceleratedRule(demand));
            assertEquals(Termination.TOLERANCE, ascent.run(new Ascent.Stop(0, 10)));
            assertEquals(0, ascent.certificate().gap());
            assertEquals(1, ascent.rounds());
        }
    }
}
