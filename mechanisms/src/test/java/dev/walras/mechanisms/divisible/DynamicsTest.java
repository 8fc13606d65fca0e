package dev.walras.mechanisms.divisible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.divisible.FisherMarket.Utility;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proportional response and tatonnement: where they go, and where they do not. */
class DynamicsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void proportionalResponseComesToTheEquilibriumAndItsPotentialNeverFalls(long seed) {
        Utility utility = seed % 2 == 0 ? new Utility.Linear() : new Utility.QuasiLinear();
        FisherMarket market = RandomDivisible.fisher(seed, utility);
        List<Double> prices = EisenbergGale.solve(market).prices();
        ProportionalResponse dynamics = new ProportionalResponse(market);
        double potential = Double.NEGATIVE_INFINITY;
        for (int day = 1; day <= 4_000; day++) {
            double change = dynamics.advance();
            double next = dynamics.state(day, change).potential();
            assertTrue(seed % 2 == 1 || next >= potential - 1e-9, "day " + day + ": " + potential + " to " + next);
            potential = next;
        }
        double money = Fractions.sum(market.budgets()).doubleValue();
        for (int j = 0; j < prices.size(); j++) {
            assertEquals(prices.get(j), dynamics.state(0, 0).prices().get(j), 5e-3 * money, market.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.8})
    void proportionalResponseOfSubstitutesConvergesFast(double rho) {
        for (long seed = 1; seed < 10; seed++) {
            FisherMarket market = RandomDivisible.fisher(seed, new Utility.Ces(rho));
            ProportionalResponse.State state =
                    new ProportionalResponse(market).run(new ProportionalResponse.Stop(1e-13, 3, 2_000));
            List<Double> prices = EisenbergGale.solve(market).prices();
            for (int j = 0; j < prices.size(); j++) {
                assertEquals(prices.get(j), state.prices().get(j), 1e-6, market.toString());
            }
        }
    }

    @Test
    void complementsAreRefused() {
        FisherMarket market = RandomDivisible.fisher(1, new Utility.Ces(-1));
        assertThrows(IllegalArgumentException.class, () -> new ProportionalResponse(market));
    }

    @Test
    void nothingIsDividedByZero() {
        List<BigFraction> none = List.of(BigFraction.ZERO);
        List<BigFraction> one = List.of(BigFraction.ONE);
        FisherMarket empty = FisherMarket.of(List.of(one), one, none, new Utility.Linear());
        assertThrows(IllegalArgumentException.class, () -> new ProportionalResponse(empty));
        assertThrows(
                IllegalArgumentException.class,
                () -> ProportionalResponse.exactDays(empty, ProportionalResponse.uniform(empty), 1));
        assertThrows(IllegalArgumentException.class, () -> empty.demand(none));
        assertEquals(List.of(0.0), EisenbergGale.solve(empty).prices());
    }

    @ParameterizedTest
    @EnumSource(PriceDynamics.Schedule.class)
    void smoothMarketsConvergeInAnyOrderOfMoves(PriceDynamics.Schedule schedule) {
        List<PriceAdjustment> rules =
                List.of(new PriceAdjustment.Multiplicative(new BigFraction(1, 4)), new PriceAdjustment.Entropic(5));
        for (PriceAdjustment rule : rules) {
            for (double rho : new double[] {0.5, -1}) {
                FisherMarket market = RandomDivisible.fisher(4, new Utility.Ces(rho));
                double[] start = new double[market.goods()];
                java.util.Arrays.fill(start, 1);
                PriceDynamics.Path path = PriceDynamics.of(market, rule)
                        .run(start, schedule, new PriceDynamics.Stop(1e-8, 1e6, 5_000), RunContext.seeded(3));
                assertEquals(Termination.CLEARED, path.termination(), rule + " " + rho);
                List<Double> prices = EisenbergGale.solve(market).prices();
                for (int j = 0; j < prices.size(); j++) {
                    assertEquals(prices.get(j), path.prices().get(j), 1e-6 * (1 + prices.get(j)));
                }
                assertEquals(
                        path,
                        PriceDynamics.of(market, rule)
                                .run(start, schedule, new PriceDynamics.Stop(1e-8, 1e6, 5_000), RunContext.seeded(3)));
            }
        }
    }

    /** Case C28: |p + hz|^2 = |p|^2 + h^2 |z|^2, so that prices leave every ball. */
    @Test
    void scarfsEconomyDiverges() {
        PriceAdjustment rule = new PriceAdjustment.Additive(new BigFraction(1, 10));
        PriceDynamics.Path path = new PriceDynamics(Scarf::demand, new double[] {1, 1, 1}, rule)
                .run(
                        new double[] {1, 2, 3},
                        PriceDynamics.Schedule.SYNCHRONOUS,
                        new PriceDynamics.Stop(1e-9, 2, 1_000_000),
                        RunContext.seeded(1));
        assertEquals(Termination.DIVERGED, path.termination());
        double before = 0;
        for (List<Double> prices : path.trace()) {
            double length = prices.stream().mapToDouble(p -> p * p).sum();
            assertTrue(length > before, "the spiral opens");
            before = length;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void linearExchangeEquilibriaHoldExactly(long block) {
        for (long seed = 10 * block; seed < 10 * block + 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int traders = 2 + random.nextInt(3);
            int goods = 2 + random.nextInt(3);
            ExchangeEconomy economy = new ExchangeEconomy(
                    RandomDivisible.rows(random, traders, goods, 1, 7),
                    RandomDivisible.rows(random, traders, goods, 0, 4));
            boolean owned = true;
            for (int j = 0; j < goods; j++) {
                owned &= Fractions.sign(economy.supply(j)) > 0;
            }
            if (owned) {
                ExchangeEconomy.Equilibrium found = economy.linear();
                assertNotNull(found, economy::toString);
                assertTrue(economy.isLinearEquilibrium(found));
            }
        }
    }

    @Test
    void aWrongExchangeEquilibriumIsNotTakenForOne() {
        BigFraction one = BigFraction.ONE;
        List<List<BigFraction>> values = List.of(List.of(one, BigFraction.TWO), List.of(BigFraction.TWO, one));
        List<List<BigFraction>> owned = List.of(List.of(one, BigFraction.ZERO), List.of(BigFraction.ZERO, one));
        ExchangeEconomy economy = new ExchangeEconomy(values, owned);
        ExchangeEconomy.Equilibrium found = economy.linear();
        assertNotNull(found);
        assertEquals(List.of(List.of(BigFraction.ZERO, one), List.of(one, BigFraction.ZERO)), found.allocation());
        assertFalse(economy.isLinearEquilibrium(new ExchangeEconomy.Equilibrium(found.prices(), owned)));
        assertFalse(economy.isLinearEquilibrium(
                new ExchangeEconomy.Equilibrium(List.of(BigFraction.TWO, one), found.allocation())));
    }

    /** Case C41, and its lazy version on a random economy: saving ends the cycle. */
    @Test
    void lazyTradersConvergeWhereOthersCycle() {
        BigFraction zero = BigFraction.ZERO;
        BigFraction one = BigFraction.ONE;
        ExchangeEconomy swap = new ExchangeEconomy(
                List.of(List.of(zero, one), List.of(one, zero)), List.of(List.of(one, zero), List.of(zero, one)));
        List<BigFraction> money = List.of(one, BigFraction.TWO);
        List<ProportionalDynamics.Day> hasty = new ProportionalDynamics(swap, List.of(zero, zero)).run(money, 9);
        assertEquals(2, ProportionalDynamics.cycle(hasty));
        List<BigFraction> half = List.of(BigFraction.ONE_HALF, BigFraction.ONE_HALF);
        List<ProportionalDynamics.Day> lazy = new ProportionalDynamics(swap, half).run(money, 9);
        assertEquals(1, ProportionalDynamics.cycle(lazy));
        BigFraction total = Fractions.sum(lazy.get(8).money());
        assertEquals(new BigFraction(3), total, "money is neither made nor lost");
    }

    @Test
    void routingIsAsBadAsThePapersSayAndNeverWorse() {
        assertEquals(new BigFraction(4, 3), NonatomicRouting.pigou().priceOfAnarchy());
        assertEquals(
                BigFraction.TWO,
                NonatomicRouting.braessWithBridge().equilibrium().totalDelay());
        assertEquals(
                new BigFraction(3, 2), NonatomicRouting.braess().equilibrium().totalDelay());
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 60; trial++) {
            List<NonatomicRouting.Link> links = new java.util.ArrayList<>();
            for (int l = 0; l < 5; l++) {
                links.add(NonatomicRouting.Link.of(random.nextInt(4), random.nextInt(4)));
            }
            List<List<Integer>> paths = List.of(List.of(0, 1), List.of(2, 3), List.of(0, 4, 3));
            NonatomicRouting network = new NonatomicRouting(
                    links, List.of(new NonatomicRouting.Trip(new BigFraction(1 + random.nextInt(4)), paths)));
            BigFraction ratio = network.priceOfAnarchy();
            assertFalse(ratio.compareTo(new BigFraction(4, 3)) > 0, ratio + " " + network);
            assertFalse(ratio.compareTo(BigFraction.ONE) < 0, ratio + " " + network);
        }
    }
}
