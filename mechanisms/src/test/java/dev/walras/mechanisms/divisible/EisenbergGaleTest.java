package dev.walras.mechanisms.divisible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanisms.divisible.FisherMarket.Utility;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EisenbergGaleTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pivotsAndInteriorPointsFindTheSamePrices(long block) {
        for (long seed = 10 * block; seed < 10 * block + 10; seed++) {
            Utility utility = seed % 2 == 0 ? new Utility.Linear() : new Utility.QuasiLinear();
            FisherMarket market = RandomDivisible.fisher(seed, utility);
            FisherEquilibrium.Exact exact = EisenbergGale.exact(market);
            assertNotNull(exact, market::toString);
            assertTrue(isEquilibrium(market, exact), market::toString);
            FisherEquilibrium real = FairProgram.of(market);
            double money = Fractions.sum(market.budgets()).doubleValue();
            for (int j = 0; j < market.goods(); j++) {
                assertEquals(
                        exact.prices().get(j).doubleValue(), real.prices().get(j), 1e-4 * money, market.toString());
            }
        }
    }

    /** The conditions of Karush, Kuhn and Tucker, exactly and written anew. */
    private static boolean isEquilibrium(FisherMarket market, FisherEquilibrium.Exact found) {
        boolean holds = true;
        for (int j = 0; j < market.goods(); j++) {
            BigFraction used = BigFraction.ZERO;
            for (int i = 0; i < market.buyers(); i++) {
                used = used.add(found.allocation().get(i).get(j));
            }
            BigFraction left = market.supplies().get(j).subtract(used);
            holds &= Fractions.sign(left) >= 0
                    && Fractions.sign(left.multiply(found.prices().get(j))) == 0;
        }
        for (int i = 0; i < market.buyers(); i++) {
            BigFraction kept = found.kept().get(i);
            boolean keeps = market.utilities().get(i) instanceof Utility.QuasiLinear;
            holds &= found.spent(i).add(kept).equals(market.budgets().get(i));
            for (int j = 0; j < market.goods(); j++) {
                BigFraction value = market.values().get(i).get(j);
                BigFraction price = found.prices().get(j);
                boolean buys = Fractions.sign(found.allocation().get(i).get(j)) > 0;
                for (int k = 0; buys && k < market.goods(); k++) {
                    BigFraction other = market.values().get(i).get(k).multiply(price);
                    holds &= value.multiply(found.prices().get(k)).compareTo(other) >= 0;
                }
                holds &= !keeps || !buys || value.compareTo(price) >= 0;
                holds &= !keeps || Fractions.sign(kept) == 0 || value.compareTo(price) <= 0;
            }
        }
        return holds;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noAllocationOfAGridHasALargerNashWelfare(long seed) {
        FisherMarket market = FisherMarket.of(
                RandomDivisible.rows(new java.util.SplittableRandom(seed), 2, 2, 1, 9),
                RandomDivisible.numbers(new java.util.SplittableRandom(-seed), 2, 1, 5),
                List.of(BigFraction.ONE, BigFraction.ONE),
                new Utility.Linear());
        double best = EisenbergGale.solve(market).logNashWelfare(market);
        double grid = Double.NEGATIVE_INFINITY;
        for (int a = 0; a <= 100; a++) {
            for (int b = 0; b <= 100; b++) {
                double x = a / 100.0;
                double y = b / 100.0;
                double mine = market.utility(0, new double[] {x, y}, 0);
                double other = market.utility(1, new double[] {1 - x, 1 - y}, 0);
                double welfare = market.budgets().get(0).doubleValue() * Math.log(mine)
                        + market.budgets().get(1).doubleValue() * Math.log(other);
                grid = Math.max(grid, welfare);
            }
        }
        assertTrue(grid <= best + 1e-12, grid + " beats " + best);
        assertTrue(grid >= best - 0.05, "the grid comes near: " + grid + " of " + best);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-3, -1, -0.5, 0.25, 0.5, 0.8})
    void smoothMarketsClear(double rho) {
        for (long seed = 0; seed < 20; seed++) {
            FisherMarket drawn = RandomDivisible.fisher(seed, new Utility.Ces(rho));
            List<Utility> mixed = new java.util.ArrayList<>(drawn.utilities());
            mixed.set(0, seed % 3 == 0 ? new Utility.CobbDouglas() : new Utility.Ces(rho));
            FisherMarket market = new FisherMarket(drawn.values(), drawn.budgets(), drawn.supplies(), mixed);
            assertTrue(EisenbergGale.solve(market).residual() < 1e-7, market::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leontiefMarketsClearWhatHasAPrice(long seed) {
        FisherMarket market = RandomDivisible.fisher(seed, new Utility.Leontief());
        FisherEquilibrium found = EisenbergGale.solve(market);
        assertTrue(found.residual() < 1e-7, () -> market + " " + found);
    }
}
