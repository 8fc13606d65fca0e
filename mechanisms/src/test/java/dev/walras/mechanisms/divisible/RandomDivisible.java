package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;

/** Small random markets of divisible goods; whole numbers, often tied or 0. */
final class RandomDivisible {
    private RandomDivisible() {}

    static FisherMarket fisher(long seed, FisherMarket.Utility utility) {
        SplittableRandom random = new SplittableRandom(seed);
        int buyers = 1 + random.nextInt(5);
        int goods = 1 + random.nextInt(5);
        return FisherMarket.of(
                rows(random, buyers, goods, 0, 8),
                numbers(random, buyers, 1, 9),
                numbers(random, goods, 1, 4),
                utility);
    }

    static ResourceDemands demands(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int users = 1 + random.nextInt(5);
        int resources = 1 + random.nextInt(3);
        return new ResourceDemands(
                numbers(random, resources, 0, 30), rows(random, users, resources, 0, 6), numbers(random, users, 1, 3));
    }

    static PacingMarket pacing(long seed, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        int buyers = 1 + random.nextInt(most);
        int goods = 1 + random.nextInt(most);
        return new PacingMarket(rows(random, buyers, goods, 0, 10), numbers(random, buyers, 0, 12));
    }

    static List<BigFraction> numbers(SplittableRandom random, int count, int low, int high) {
        List<BigFraction> numbers = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            numbers.add(new BigFraction(low + random.nextInt(high - low + 1)));
        }
        return numbers;
    }

    static List<List<BigFraction>> rows(SplittableRandom random, int rows, int columns, int low, int high) {
        List<List<BigFraction>> table = new ArrayList<>();
        for (int k = 0; k < rows; k++) {
            table.add(numbers(random, columns, low, high));
        }
        return table;
    }
}
