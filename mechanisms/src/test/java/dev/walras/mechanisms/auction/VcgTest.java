package dev.walras.mechanisms.auction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Claim;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Goldens;
import dev.walras.problem.Instance;
import dev.walras.solver.Solvers;
import dev.walras.testing.RandomMarkets;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VcgTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static Outcome clear(Market market) {
        return new Vcg(new Enumeration()).clear(market, CONTEXT);
    }

    private static long[] payments(Market market) {
        return clear(market).payments().micros().toArray();
    }

    @Test
    void threeBiddersForTwoGoodsPayTheirExternalities() {
        // Case B01 of the project's reference: enumeration, checked again by HiGHS.
        Market market = Goldens.packages(2, new long[][][] {
            {{0b01, 6}, {0b10, 5}, {0b11, 9}}, {{0b01, 4}, {0b11, 11}}, {{0b10, 7}}
        });
        Outcome outcome = clear(market);
        assertEquals(Fills.of(1, 0, 0, 0, 0, 1), outcome.fills());
        assertArrayEquals(new long[] {4, 0, 5}, outcome.payments().micros().toArray());
        assertEquals(Termination.COMPLETED, outcome.termination());
    }

    @Test
    void revenueCanBeZeroWithHighBids() {
        // Ausubel and Milgrom, The lovely but lonely Vickrey auction (2006); case B02.
        Market market = Goldens.packages(2, new long[][][] {{{0b11, 2}}, {{0b01, 2}}, {{0b10, 2}}});
        Outcome outcome = clear(market);
        assertEquals(Fills.of(0, 1, 1), outcome.fills());
        assertArrayEquals(new long[] {0, 0, 0}, outcome.payments().micros().toArray());
    }

    @Test
    void revenueFallsWhenABidderJoins() {
        // Ausubel and Milgrom (2006); case B10: 2 before, whoever wins the tie, 0 after.
        Market before = Goldens.packages(2, new long[][][] {{{0b11, 2}}, {{0b01, 2}}});
        long[] paid = payments(before);
        assertEquals(2, paid[0] + paid[1]);
    }

    @Test
    void severalUnitsCostTheBidsTheyDisplace() {
        // Krishna, chapter 12; case A03.
        assertArrayEquals(new long[] {72, 32, 60}, payments(Goldens.krishna()));
    }

    @Test
    void aDoubleAuctionRunsADeficit() {
        // Case A09: buyers pay 6, sellers get 7, three trades.
        Market market = Goldens.doubleAuction(new long[] {10, 9, 7, 6, 3}, new long[] {2, 4, 5, 8, 9});
        assertArrayEquals(new long[] {6, 6, 6, 0, 0, -7, -7, -7, 0, 0}, payments(market));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theShortCutsPayAsTheDefinition(long seed) {
        for (long s = 80 * seed; s < 80 * seed + 80; s++) {
            Market market = s % 2 == 0 ? RandomMarkets.small(s) : RandomMarkets.doubleAuction(s);
            if (market.traits().contains(Trait.BUDGETS)) {
                continue;
            }
            Outcome outcome = clear(market);
            long[] worth = Bids.worth(market, outcome.fills());
            long all = Enumeration.optimum(market);
            for (int p = 0; p < market.participants(); p++) {
                int owner = p;
                int[] others = IntStream.range(0, market.orders())
                        .filter(k -> market.owner(k) != owner)
                        .toArray();
                long expected = Enumeration.optimum(market.select(others)) - (all - worth[p]);
                assertEquals(expected, outcome.payments().micros().get(p), market.id() + " participant " + p);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyExactPlannerLeavesEverybodyTheSameUtility(long seed) {
        // Of several optima a planner may choose any; utilities w(N) - w(N - i) do not depend on it.
        Vcg enumerated = new Vcg(new Enumeration());
        Vcg solved = new Vcg(Solvers.byId("opt.auto"));
        for (long s = 15 * seed; s < 15 * seed + 15; s++) {
            Market market = RandomMarkets.small(s);
            if (market.traits().contains(Trait.BUDGETS)) {
                continue;
            }
            assertArrayEquals(
                    utilities(market, enumerated.clear(market, CONTEXT)),
                    utilities(market, solved.clear(market, CONTEXT)),
                    market.id());
        }
    }

    private static long[] utilities(Market market, Outcome outcome) {
        long[] utility = Bids.worth(market, outcome.fills());
        for (int p = 0; p < utility.length; p++) {
            utility[p] -= outcome.payments().micros().get(p);
        }
        return utility;
    }

    /** Finds nothing better than a fixed plan, and says that it was stopped. */
    private record Stopped(CentralSolver exact, int solvesBefore, AtomicInteger solves) implements CentralSolver {
        @Override
        public MechanismSpec spec() {
            return exact.spec();
        }

        @Override
        public Outcome solve(Instance instance, RunContext context) {
            if (solves.getAndIncrement() < solvesBefore) {
                return exact.solve(instance, context);
            }
            return Outcome.noTrade(instance.market(), Termination.NOTHING_FOUND, 1);
        }
    }

    @Test
    void aPlannerThatStopsWithoutProofIsReportedAndNobodyPaysMoreThanItsBid() {
        Market market = Goldens.packages(2, new long[][][] {
            {{0b01, 6}, {0b10, 5}, {0b11, 9}}, {{0b01, 4}, {0b11, 11}}, {{0b10, 7}}
        });
        Outcome outcome = new Vcg(new Stopped(new Enumeration(), 1, new AtomicInteger())).clear(market, CONTEXT);
        assertEquals(Termination.NOTHING_FOUND, outcome.termination());
        long[] worth = Bids.worth(market, outcome.fills());
        for (int p = 0; p < worth.length; p++) {
            long paid = outcome.payments().micros().get(p);
            assertTrue(0 <= paid && paid <= worth[p], "participant " + p + " pays " + paid);
        }
        Outcome nothing = new Vcg(new Stopped(new Enumeration(), 0, new AtomicInteger())).clear(market, CONTEXT);
        assertEquals(Outcome.noTrade(market, Termination.NOTHING_FOUND, 1), nothing);
    }

    @Test
    void aBoundAboveThePlanIsNoProof() {
        CentralSolver loose = new CentralSolver() {
            @Override
            public MechanismSpec spec() {
                return new Enumeration().spec();
            }

            @Override
            public Outcome solve(Instance instance, RunContext context) {
                Outcome plan = new Enumeration().solve(instance, context);
                return new Outcome(
                        plan.fills(),
                        plan.payments(),
                        null,
                        Termination.COMPLETED,
                        1,
                        new Claim("loose", Market.LIMIT));
            }
        };
        assertEquals(
                Termination.TOLERANCE,
                new Vcg(loose).clear(Goldens.krishna(), CONTEXT).termination());
    }

    @Test
    void whoCannotBeComputedAfterCancellationPaysItsBid() {
        Market market = Goldens.krishna();
        RunContext cancelled = new RunContext(1, Limits.DEFAULT, 1, () -> true, CONTEXT.observer());
        Outcome outcome = new Vcg(new Enumeration()).clear(market, cancelled);
        assertEquals(Termination.CANCELLED, outcome.termination());
        // Pay as bid: case A02.
        assertArrayEquals(new long[] {137, 42, 80}, outcome.payments().micros().toArray());
    }

    @Test
    void handlesNoMoreThanItsPlanner() {
        CentralSolver narrow = new CentralSolver() {
            @Override
            public MechanismSpec spec() {
                MechanismSpec spec = new Enumeration().spec();
                return new MechanismSpec(
                        "test.narrow",
                        "Narrow",
                        spec.information(),
                        EnumSet.of(Trait.ENDOWMENT, Trait.BUDGETS),
                        Set.of(),
                        "test");
            }

            @Override
            public Outcome solve(Instance instance, RunContext context) {
                throw new AssertionError("must not be asked");
            }
        };
        assertEquals(EnumSet.of(Trait.ENDOWMENT), new Vcg(narrow).spec().handles());
        assertThrows(UnsupportedMarketException.class, () -> new Vcg(narrow).clear(Goldens.krishna(), CONTEXT));
    }
}
