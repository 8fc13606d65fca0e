package dev.walras.solver.packing;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.RunContext;
import java.util.SplittableRandom;

/** Random markets of jobs and nodes. */
final class Packings {
    private Packings() {}

    /**
     * Jobs on nodes of up to three shapes and up to three resources. A job accepts most shapes; with {@code seed} odd
     * it is worth more on some.
     */
    static Market market(long seed, int jobs, int nodes) {
        SplittableRandom random = RunContext.seeded(seed).random("packings");
        int shapes = 1 + random.nextInt(3);
        int resources = 1 + random.nextInt(3);
        long[][] capacity = new long[shapes][resources];
        for (long[] shape : capacity) {
            for (int r = 0; r < resources; r++) {
                shape[r] = 8L + random.nextInt(20);
            }
        }
        int[] shapeOf = new int[nodes];
        MarketBuilder builder = Market.builder("packing-" + seed);
        for (int n = 0; n < nodes; n++) {
            shapeOf[n] = random.nextInt(shapes);
            for (int r = 0; r < resources; r++) {
                builder.good("n" + n + "r" + r, "unit", capacity[shapeOf[n]][r]);
            }
        }
        for (int j = 0; j < jobs; j++) {
            builder.participant("p" + j);
            addJob(builder, random, j, shapeOf, capacity, seed % 2 != 0);
        }
        return builder.build();
    }

    private static void addJob(
            MarketBuilder builder, SplittableRandom random, int j, int[] shapeOf, long[][] capacity, boolean choosy) {
        int resources = capacity[0].length;
        long[] need = new long[resources];
        for (int r = 0; r < resources; r++) {
            need[r] = 1L + random.nextInt(7);
        }
        long[] value = new long[capacity.length];
        for (int s = 0; s < value.length; s++) {
            long base = s == 0 || choosy ? 5 + random.nextInt(40) : value[0];
            value[s] = random.nextInt(6) == 0 ? -1 : base;
        }
        int group = builder.group();
        for (int n = 0; n < shapeOf.length; n++) {
            if (value[shapeOf[n]] > 0) {
                int[] goods = new int[resources];
                for (int r = 0; r < resources; r++) {
                    goods[r] = n * resources + r;
                }
                builder.add(new Order("", j, Bundle.of(goods, need), 1, 1, value[shapeOf[n]], group));
            }
        }
    }
}
