package dev.walras.mechanisms.combinatorial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Goldens;
import dev.walras.mechanisms.auction.Bids;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.exact.LinearProgram;
import dev.walras.mechanisms.exact.NearestPoint;
import dev.walras.solver.Solvers;
import dev.walras.testing.RandomMarkets;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoreSelectingTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final Enumeration PLANNER = new Enumeration();

    private static CoreSelecting auction(CoreSelecting.Reference reference) {
        return new CoreSelecting(PLANNER, CoreSelecting.Rule.NEAREST, reference);
    }

    private static long[] payments(Market market, CoreSelecting.Reference reference) {
        return auction(reference).clear(market, CONTEXT).payments().micros().toArray();
    }

    /** Two locals of values 28 and 20 with rivals, and a global of 32: case B03. */
    private static Market locals() {
        return Goldens.packages(2, new long[][][] {{{0b01, 28}}, {{0b10, 20}}, {{0b11, 32}}, {{0b01, 14}}, {{0b10, 12}}
        });
    }

    @Test
    void theReferenceDecidesWhichPointOfLeastRevenue() {
        // P. Cramton's teaching example: VCG 14 and 12, nearest core point 17 and 15.
        assertArrayEquals(new long[] {17, 15, 0, 0, 0}, payments(locals(), CoreSelecting.Reference.VCG));
        assertArrayEquals(new long[] {16, 16, 0, 0, 0}, payments(locals(), CoreSelecting.Reference.ZERO));
        assertArrayEquals(new long[] {20, 12, 0, 0, 0}, payments(locals(), CoreSelecting.Reference.BID));
    }

    @Test
    void equalDiscountsFromTheBidsStopAtZeroPayment() {
        // Bids 1 and 5/2 against a global bid of 2, in thousandths: 1/4 and 7/4.
        Market market = Goldens.packages(2, new long[][][] {{{0b01, 1000}}, {{0b10, 2500}}, {{0b11, 2000}}});
        assertArrayEquals(new long[] {250, 1750, 0}, payments(market, CoreSelecting.Reference.BID));
    }

    @Test
    void fractionsAreRoundedUpToWholeMicros() {
        Market market = Goldens.packages(2, new long[][][] {{{0b01, 10}}, {{0b10, 10}}, {{0b11, 7}}});
        CorePoint point = auction(CoreSelecting.Reference.VCG).point(market, CONTEXT);
        assertEquals(new BigFraction(7, 2), point.payments().get(0));
        assertEquals(new BigFraction(7), point.revenue());
        assertArrayEquals(new long[] {4, 4, 0}, payments(market, CoreSelecting.Reference.VCG));
    }

    @Test
    void minRevenueIsThatOfTheNearestPoint() {
        Outcome outcome = new CoreSelecting(PLANNER, CoreSelecting.Rule.MIN_REVENUE, CoreSelecting.Reference.VCG)
                .clear(locals(), CONTEXT);
        assertEquals(
                32,
                outcome.payments().micros().get(0) + outcome.payments().micros().get(1));
    }

    /** Auctions that share no good: each pays as if it were alone. With 16 winners rows are first found roughly. */
    @ParameterizedTest
    @EnumSource(CoreSelecting.Reference.class)
    void manyWinnersPayAsInTheirOwnAuctions(CoreSelecting.Reference reference) {
        CoreSelecting auction = new CoreSelecting(Solvers.byId("opt.auto"), CoreSelecting.Rule.NEAREST, reference);
        SplittableRandom random = RunContext.seeded(7).random("locals");
        List<long[][]> all = new ArrayList<>();
        List<BigFraction> expected = new ArrayList<>();
        for (int copy = 0; copy < 8; copy++) {
            long a = 1_000_001L + random.nextInt(1_000_000);
            long b = 1_000_001L + random.nextInt(1_000_000);
            long global = Math.max(a, b) + random.nextInt(900_000);
            int shift = 2 * copy;
            all.add(new long[][] {{0b01L << shift, a}});
            all.add(new long[][] {{0b10L << shift, b}});
            all.add(new long[][] {{0b11L << shift, global}});
            Market alone = Goldens.packages(2, new long[][][] {{{0b01, a}}, {{0b10, b}}, {{0b11, global}}});
            expected.addAll(auction.point(alone, CONTEXT).payments());
        }
        CorePoint point = auction.point(Goldens.packages(16, all.toArray(long[][][]::new)), CONTEXT);
        assertEquals(Termination.COMPLETED, point.termination());
        assertEquals(expected, point.payments());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void generatedRowsGiveThePointOfAllRows(long seed) {
        for (long s = 40 * seed; s < 40 * seed + 40; s++) {
            Market market = s % 2 == 0 ? RandomMarkets.combinatorial(s) : RandomMarkets.small(s);
            if (market.traits().contains(Trait.BUDGETS)) {
                continue;
            }
            for (CoreSelecting.Reference reference : CoreSelecting.Reference.values()) {
                CorePoint point = auction(reference).point(market, CONTEXT);
                assertEquals(byAllCoalitions(market, point, reference), point.payments(), market.id());
            }
        }
    }

    /** The definition, with the row of every coalition. */
    private static List<BigFraction> byAllCoalitions(
            Market market, CorePoint point, CoreSelecting.Reference reference) {
        int n = market.participants();
        long[] worth = Bids.worth(market, point.fills());
        long welfare = Bids.welfare(market, point.fills());
        LinearProgram program = new LinearProgram(n);
        List<BigFraction> wanted = new ArrayList<>();
        for (int p = 0; p < n; p++) {
            program.maximize(p, 1);
            BigFraction bid = new BigFraction(BigInteger.valueOf(worth[p]));
            wanted.add(
                    switch (reference) {
                        case VCG -> bid.subtract(point.vcgPayments().get(p));
                        case ZERO -> point.vcgPayments().get(p).equals(bid) ? BigFraction.ZERO : bid;
                        case BID -> BigFraction.ZERO;
                    });
        }
        NearestPoint nearest = new NearestPoint(wanted);
        for (int coalition = 0; coalition < 1 << n; coalition++) {
            int members = coalition;
            int[] orders = IntStream.range(0, market.orders())
                    .filter(k -> (members >> market.owner(k) & 1) == 1)
                    .toArray();
            BigFraction room = new BigFraction(welfare - Enumeration.optimum(market.select(orders)));
            LinearProgram.Terms terms = program.terms();
            List<BigFraction> normal = new ArrayList<>();
            for (int p = 0; p < n; p++) {
                boolean outside = (members >> p & 1) == 0;
                terms.add(p, outside ? 1 : 0);
                normal.add(outside ? BigFraction.ONE : BigFraction.ZERO);
            }
            program.atMost(terms, room);
            nearest.atMost(normal, room);
        }
        List<BigFraction> ones = new ArrayList<>();
        for (int p = 0; p < n; p++) {
            ones.add(BigFraction.ONE);
            List<BigFraction> below = new ArrayList<>();
            for (int q = 0; q < n; q++) {
                below.add(q == p ? BigFraction.MINUS_ONE : BigFraction.ZERO);
            }
            nearest.atMost(below, BigFraction.ZERO);
        }
        nearest.equal(ones, program.solve().value());
        List<BigFraction> surplus = nearest.find();
        assertNotNull(surplus);
        List<BigFraction> payments = new ArrayList<>();
        for (int p = 0; p < n; p++) {
            payments.add(new BigFraction(BigInteger.valueOf(worth[p])).subtract(surplus.get(p)));
        }
        return payments;
    }

    @Test
    void paymentsAreThoseOfVcgWhenTheyAreInTheCore() {
        int equal = 0;
        for (long s = 0; s < 60; s++) {
            Market market = RandomMarkets.unitDemand(s);
            Outcome vcg = new Vcg(PLANNER).clear(market, CONTEXT);
            if (new Blocking(market, PLANNER).strongest(vcg, CONTEXT) == null) {
                equal++;
                assertEquals(
                        vcg.payments(),
                        auction(CoreSelecting.Reference.VCG)
                                .clear(market, CONTEXT)
                                .payments(),
                        market.id());
            }
        }
        assertTrue(equal > 30, "unit demand has substitutes only: " + equal);
    }

    @Test
    void theBlockingCoalitionOfVickreysPathologyIsTheLoser() {
        Market market = Goldens.packages(2, new long[][][] {{{0b11, 2}}, {{0b01, 2}}, {{0b10, 2}}});
        Coalition blocking = new Blocking(market, PLANNER).strongest(new Vcg(PLANNER).clear(market, CONTEXT), CONTEXT);
        assertNotNull(blocking);
        assertEquals(List.of(0), blocking.members());
        assertEquals(new BigFraction(2), blocking.excess());
        assertNull(new Blocking(market, PLANNER)
                .strongest(auction(CoreSelecting.Reference.VCG).clear(market, CONTEXT), CONTEXT));
    }

    @ParameterizedTest
    @EnumSource(CoreSelecting.Rule.class)
    void whoeverIsCutOffPaysItsBid(CoreSelecting.Rule rule) {
        RunContext cancelled = new RunContext(1, Limits.DEFAULT, 1, () -> true, CONTEXT.observer());
        Outcome outcome = new CoreSelecting(PLANNER, rule, CoreSelecting.Reference.VCG).clear(locals(), cancelled);
        assertEquals(Termination.CANCELLED, outcome.termination());
        assertArrayEquals(
                new long[] {28, 20, 0, 0, 0}, outcome.payments().micros().toArray());
    }

    @Test
    void anIndustrialPlannerFindsTheSamePoint() {
        CoreSelecting solved =
                new CoreSelecting(Solvers.byId("opt.auto"), CoreSelecting.Rule.NEAREST, CoreSelecting.Reference.VCG);
        for (long s = 0; s < 20; s++) {
            Market market = RandomMarkets.combinatorial(s);
            BigFraction revenue = solved.point(market, CONTEXT).revenue();
            CorePoint enumerated = auction(CoreSelecting.Reference.VCG).point(market, CONTEXT);
            // Optima may be tied; least revenue is what the core leaves to the operator, and does not depend on it.
            assertEquals(enumerated.revenue(), revenue, market.id());
        }
    }
}
