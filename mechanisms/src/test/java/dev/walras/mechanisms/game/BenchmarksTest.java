package dev.walras.mechanisms.game;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What optimal mechanisms earn and gain. */
class BenchmarksTest {
    @Test
    void virtualValuesOnAFineGridComeToTheClosedForm() {
        for (int n = 1; n <= 3; n++) {
            double grid =
                    OptimalAuction.revenue(OptimalAuction.uniformGrid(400), n).doubleValue();
            assertEquals(OptimalAuction.uniformRevenue(n).doubleValue(), grid, 0.005);
        }
        assertEquals(new BigFraction(17, 32), OptimalAuction.uniformRevenue(3));
    }

    /** Values 1, 2, 3 with revenues 1, 2 x 0.4, 3 x 0.39: the middle one lies below the chord and is ironed. */
    @Test
    void virtualValuesAreIronedWhereTheyWouldFall() {
        List<OptimalAuction.Atom> atoms = List.of(
                new OptimalAuction.Atom(BigFraction.ONE, new BigFraction(60, 100)),
                new OptimalAuction.Atom(new BigFraction(2), new BigFraction(1, 100)),
                new OptimalAuction.Atom(new BigFraction(3), new BigFraction(39, 100)));
        List<BigFraction> virtual = OptimalAuction.virtualValues(atoms);
        assertEquals(virtual.get(0), virtual.get(1));
        assertEquals(new BigFraction(3), virtual.get(2));
        assertEquals(new BigFraction(117, 100), OptimalAuction.revenue(atoms, 1));
    }

    @Test
    void theMenuOfManelliAndVincentIsFoundByGrids() {
        TwoItemMenu best = TwoItemMenu.best();
        assertEquals((12 + 2 * Math.sqrt(2)) / 27, best.revenue(), 1e-9);
        assertEquals(2.0 / 3, best.single(), 1e-5);
        assertEquals((4 - Math.sqrt(2)) / 3, best.bundle(), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theRevenueOfAMenuIsThatOfSimulation(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("buyers");
        TwoItemMenu menu = new TwoItemMenu(random.nextDouble(), 2 * random.nextDouble());
        double sum = 0;
        int buyers = 200_000;
        for (int i = 0; i < buyers; i++) {
            double first = random.nextDouble();
            double second = random.nextDouble();
            double one = Math.max(first, second) - menu.single();
            // Two goods may also be bought one by one.
            double bundle = Math.min(menu.bundle(), 2 * menu.single());
            double both = first + second - bundle;
            sum += both >= Math.max(0, one) ? bundle : one > 0 ? menu.single() : 0;
        }
        assertEquals(sum / buyers, menu.revenue(), 0.006, menu::toString);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void gainsFromTradeAreThoseOfSimulation(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("ranges");
        BigFraction lowValue = new BigFraction(random.nextInt(5), 4);
        BigFraction highValue = lowValue.add(new BigFraction(1 + random.nextInt(8), 4));
        BigFraction lowCost = new BigFraction(random.nextInt(5), 4);
        BigFraction highCost = lowCost.add(new BigFraction(1 + random.nextInt(8), 4));
        BilateralTrade trade = new BilateralTrade(lowValue, highValue, lowCost, highCost);
        double price = trade.bestPostedPrice().doubleValue();
        double all = 0;
        double posted = 0;
        double deficit = 0;
        int pairs = 200_000;
        for (int i = 0; i < pairs; i++) {
            double v = lowValue.doubleValue()
                    + random.nextDouble() * highValue.subtract(lowValue).doubleValue();
            double c = lowCost.doubleValue()
                    + random.nextDouble() * highCost.subtract(lowCost).doubleValue();
            if (v >= c) {
                all += v - c;
                deficit += Math.min(v, highCost.doubleValue()) - Math.max(c, lowValue.doubleValue());
            }
            posted += v >= price && c <= price ? v - c : 0;
        }
        assertEquals(all / pairs, trade.firstBest().doubleValue(), 0.01);
        assertEquals(
                posted / pairs, trade.postedPriceGains(trade.bestPostedPrice()).doubleValue(), 0.01);
        assertEquals(deficit / pairs, trade.vcgDeficit().doubleValue(), 0.01);
        for (int i = -20; i <= 20; i++) {
            BigFraction other = trade.bestPostedPrice().add(new BigFraction(i, 10));
            assertTrue(trade.postedPriceGains(other).compareTo(trade.postedPriceGains(trade.bestPostedPrice())) <= 0);
        }
        assertTrue(trade.secondBestGains() <= trade.firstBest().doubleValue() + 1e-12);
    }
}
