package dev.walras.solver.sifting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.Instance;
import dev.walras.problem.RawMarket;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.LinearEngine;
import dev.walras.solver.ortools.LinearMethod;
import dev.walras.solver.ortools.Relaxation;
import dev.walras.testing.ChoiceMarkets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sifting a market of orders ends at the optimum of its relaxation, whatever the guide and the kind of order. */
class SiftingSolverTest {
    private static final List<PriceGuide> GUIDES =
            List.of(PriceGuide.SUBGRADIENT, (market, context) -> new double[market.goods()], (market, context) -> {
                double[] absurd = new double[market.goods()];
                Arrays.setAll(absurd, g -> g % 2 == 0 ? 1e15 : Double.NaN);
                return absurd;
            });

    /** Buyers, sellers, conversions and packages of fine lots; some exclusive. */
    private static Market general(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("general market");
        MarketBuilder builder = Market.builder("general " + seed);
        int goods = 8;
        for (int g = 0; g < goods; g++) {
            builder.good("g" + g, "unit", random.nextInt(0, 400));
        }
        for (int k = 0; k < 400; k++) {
            int participant = builder.participant("p" + k);
            int good = random.nextInt(goods);
            int other = (good + 1 + random.nextInt(goods - 1)) % goods;
            boolean seller = k % 5 == 0;
            int[] two = {good, other};
            Bundle bundle = switch (k % 5) {
                case 0 -> Bundle.of(good, -random.nextInt(1, 4));
                case 1 -> Bundle.of(two, new long[] {random.nextInt(1, 4), -random.nextInt(1, 4)});
                case 2 -> Bundle.of(two, new long[] {random.nextInt(1, 4), random.nextInt(1, 4)});
                default -> Bundle.of(good, random.nextInt(1, 4));
            };
            long value = 1000L * (seller ? -random.nextInt(1, 60) : random.nextInt(1, 100));
            builder.add(new Order("o" + k, participant, bundle, 1, random.nextInt(1, 20), value, Order.NO_GROUP));
        }
        return builder.build();
    }

    private static void check(Market market, PriceGuide guide) {
        LotProgram program = LotProgram.of(market);
        Run run = Run.start(RunContext.seeded(1));
        Sifting.Result<double[]> found = Sifting.solve(
                new LotSifting(program), guide.prices(market, RunContext.seeded(1)), LinearMethod.glop()::solve, run);
        double whole = (double) Relaxation.solve(program, LinearEngine.CLP, run).boundMicros();
        LotSifting sifting = new LotSifting(program);
        assertTrue(found.optimal(), market.toString());
        assertEquals(whole, sifting.bound(found.prices()), 1e-8 * whole + 2);
        assertEquals(whole, sifting.welfare(found.allocation()), 1e-8 * whole + 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void reachesTheRelaxationOfGeneralMarkets(long seed) {
        for (PriceGuide guide : GUIDES) {
            check(general(seed), guide);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void reachesTheRelaxationOfMarketsOfChoice(long seed) {
        for (PriceGuide guide : GUIDES) {
            check(ChoiceMarkets.random(seed, 30, 300), guide);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void claimsNoMoreThanItsPricesProve(long seed) {
        Instance instance = new RawMarket(general(seed)).instance();
        Outcome outcome = new SiftingSolver(PriceGuide.SUBGRADIENT).solve(instance, RunContext.seeded(seed));
        Audit audit = Auditor.audit(instance, outcome);
        assertTrue(audit.violations().isEmpty(), audit.toString());
        Long claimed = outcome.claim() == null ? null : outcome.claim().boundMicros();
        assertTrue(claimed != null && audit.welfareMicros() <= claimed, audit.toString());
        assertTrue(claimed <= audit.welfareMicros() * 1.02, audit.toString());
    }
}
