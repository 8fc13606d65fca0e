package dev.walras.solver.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeForm;
import dev.walras.columns.EdgeMarket;
import dev.walras.market.Market;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.solver.edge.RandomEdges.Kind;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.LinearEngine;
import dev.walras.solver.ortools.LinearMethod;
import dev.walras.solver.ortools.Relaxation;
import dev.walras.testing.ChoiceMarkets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every engine's answer is certified to the optimum, and certificates cannot be talked into anything. */
class EdgeAnswerTest {
    private static Run run() {
        return Run.start(RunContext.seeded(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void simplexEnginesMeetTheRelaxationOfTheOrders(long seed) {
        Market market = ChoiceMarkets.random(seed, 5, 12);
        EdgeMarket edges = EdgeForm.of(market, 5).market();
        // Independent: another formulation, by orders and goods, another scaling, another way into OR-Tools.
        double optimum = (double)
                Relaxation.solve(LotProgram.of(market), LinearEngine.CLP, run()).boundMicros();
        for (LinearMethod method : List.of(LinearMethod.glop(), LinearMethod.clp())) {
            EdgeCertificate certificate = EdgeLinear.solve(edges, method, run()).certify(edges);
            assertEquals(optimum, certificate.boundMicros(), 1e-9 * optimum + 1, method.name());
            assertEquals(optimum, certificate.welfareMicros(), 1e-8 * optimum + 1, method.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void enginesAgreeOnEveryKindOfMarket(Kind kind) {
        for (long seed = 1; seed <= 6; seed++) {
            EdgeMarket market = RandomEdges.of(kind, seed, 150);
            EdgeCertificate glop =
                    EdgeLinear.solve(market, LinearMethod.glop(), run()).certify(market);
            EdgeCertificate clp =
                    EdgeLinear.solve(market, LinearMethod.clp(), run()).certify(market);
            EdgeCertificate pdlp =
                    EdgeLinear.solve(market, LinearMethod.pdlp(1e-6, 1), run()).certify(market);
            assertTrue(glop.relativeGap() <= 1e-8, kind + " " + seed + " " + glop);
            assertTrue(clp.relativeGap() <= 1e-8, kind + " " + seed + " " + clp);
            assertTrue(pdlp.relativeGap() <= 1e-2, kind + " " + seed + " " + pdlp);
            assertEquals(glop.boundMicros(), clp.boundMicros(), 1e-9 * glop.boundMicros());
            assertTrue(pdlp.boundMicros() >= glop.boundMicros() * (1 - 1e-9), "no bound is below the optimum");
            assertTrue(pdlp.welfareMicros() <= glop.welfareMicros() * (1 + 1e-8), "no welfare is above it");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void flowsAreProvedOptimalToTheLastUnit(long seed) {
        EdgeMarket market = RandomEdges.of(Kind.UNIT, seed, 300);
        EdgeAnswer flow = EdgeFlow.solve(market, () -> {});
        EdgeCertificate certificate = flow.certify(market);
        // Whole numbers on both sides: equality is exact, by prices that share no code with the engine.
        assertEquals(0, certificate.relativeGap());
        EdgeCertificate linear =
                EdgeLinear.solve(market, LinearMethod.glop(), run()).certify(market);
        assertEquals(linear.boundMicros(), certificate.boundMicros(), 1e-9 * linear.boundMicros());
    }

    @Test
    void flowsRefuseOtherSizes() {
        EdgeMarket market = RandomEdges.of(Kind.GENERAL, 1, 20);
        assertThrows(UnsupportedMarketException.class, () -> EdgeFlow.solve(market, () -> {}));
    }

    @ParameterizedTest
    @EnumSource
    void repairsAnyFractions(Kind kind) {
        SplittableRandom random = RunContext.seeded(7).random("fractions");
        EdgeMarket market = RandomEdges.of(kind, 3, 200);
        double[][] fractions = EdgeAnswer.room(market);
        for (double[] block : fractions) {
            for (int slot = 0; slot < block.length; slot++) {
                block[slot] = switch (random.nextInt(5)) {
                    case 0 -> Double.NaN;
                    case 1 -> -3;
                    case 2 -> 1e300;
                    case 3 -> 1 - 1e-9;
                    default -> random.nextDouble();
                };
            }
        }
        EdgeShares shares =
                EdgeRepair.feasible(market, new double[market.terms().offers()], fractions);
        assertTrue(shares.feasible());
        assertTrue(shares.welfare().signum() > 0, "nothing was left of them");
    }

    @Test
    void certifiesNothingThatTakesTooMuch() {
        EdgeMarket market = RandomEdges.of(Kind.GENERAL, 2, 40);
        EdgeShares shares = new EdgeShares(market);
        for (int b = 0; b < market.blocks().size(); b++) {
            EdgeBlock block = market.blocks().get(b);
            for (int buyer = 0; buyer < block.buyers(); buyer++) {
                if (block.degree(buyer) > 0) {
                    shares.set(b, block.slot(buyer, 0), EdgeShares.WHOLE);
                }
            }
        }
        double[] prices = new double[market.terms().offers()];
        assertThrows(IllegalArgumentException.class, () -> EdgeCertificate.of(market, prices, shares));
    }

    @Test
    void aBuyerOfTwoHalvesAndALittleIsNotFeasible() {
        EdgeMarket market = RandomEdges.of(Kind.UNIT, 4, 40);
        EdgeBlock block = market.blocks().getFirst();
        EdgeShares shares = new EdgeShares(market);
        int first = block.slot(0, 0);
        int second = block.slot(0, 1);
        boolean roomy = market.terms().capacity(block.offer(first)) > 0
                && market.terms().capacity(block.offer(second)) > 0;
        assertTrue(roomy, "the market was chosen to have both");
        shares.set(0, first, EdgeShares.WHOLE / 2);
        shares.set(0, second, EdgeShares.WHOLE / 2);
        assertTrue(shares.feasible());
        shares.set(0, second, EdgeShares.WHOLE / 2 + 1);
        assertTrue(!shares.feasible());
    }

    @Test
    void badPricesProveLittle() {
        EdgeMarket market = RandomEdges.of(Kind.GENERAL, 5, 100);
        EdgeAnswer right = EdgeLinear.solve(market, LinearMethod.glop(), run());
        double[] prices = new double[market.terms().offers()];
        for (int j = 0; j < prices.length; j++) {
            prices[j] = j == 0 ? Double.NaN : j == 1 ? 1e300 : right.price(j) * 3 + 1;
        }
        double[][] nothing = EdgeAnswer.room(market);
        EdgeCertificate poor = new EdgeAnswer(prices, nothing, true).certify(market);
        EdgeCertificate good = right.certify(market);
        assertTrue(poor.boundMicros() > good.boundMicros() && poor.relativeGap() > 0.01, poor.toString());
    }
}
