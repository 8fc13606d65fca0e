package dev.walras.mechanisms.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GdBeliefTest {
    /** Asks accepted at 100 and 104 and rejected at 103, 108 and 112; bids accepted there, rejected at 90 and 95. */
    @Test
    void countsWhatSpeaksForAPriceAndAgainstIt() {
        double[] accepted = {100, 104};
        GdBelief seller = GdBelief.ofSeller(accepted, new double[] {90, 95, 100, 104}, new double[] {108, 103, 112});
        assertEquals(1, seller.at(100));
        assertEquals(2.0 / 3, seller.at(103), 1e-15);
        assertEquals(0, seller.at(108));
        GdBelief buyer = GdBelief.ofBuyer(accepted, new double[] {100, 104, 108, 103, 112}, new double[] {90, 95});
        assertEquals(0, buyer.at(95));
        assertEquals(1, buyer.at(100));
        double[] knots = {90, 95, 100, 103, 104, 108, 112};
        assertEquals(1.0 / 3, seller.between(knots, 106), 1e-15, "halfway between 2/3 and 0");
        assertEquals(0.5, buyer.between(knots, 97.5), 1e-15);
        assertEquals(1, seller.between(knots, 50));
        assertEquals(0, seller.between(knots, 500));
    }

    @Test
    void knowsNothingWithoutObservations() {
        GdBelief seller = GdBelief.ofSeller(new double[0], new double[0], new double[0]);
        assertEquals(0, seller.at(10));
        assertEquals(0, seller.observed().length);
    }

    /** Sellers believe less in higher prices, buyers more; everything is a probability. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void beliefsAreMonotoneProbabilities(int seed) {
        SplittableRandom random = RunContext.seeded(seed).random("shouts");
        double[][] prices = new double[3][];
        for (int i = 0; i < 3; i++) {
            prices[i] = random.doubles(1 + random.nextInt(12), 0, 50)
                    .map(Math::floor)
                    .toArray();
        }
        GdBelief seller = GdBelief.ofSeller(prices[0], prices[1], prices[2]);
        GdBelief buyer = GdBelief.ofBuyer(prices[0], prices[1], prices[2]);
        double[] knots = seller.observed();
        for (double price = -1; price < 51; price += 0.25) {
            double now = seller.between(knots, price);
            double next = seller.between(knots, price + 0.25);
            assertTrue(now >= next - 1e-12 && now <= 1 && next >= 0, "sell at " + price);
            now = buyer.between(knots, price);
            next = buyer.between(knots, price + 0.25);
            assertTrue(now <= next + 1e-12 && next <= 1 && now >= 0, "buy at " + price);
        }
    }
}
