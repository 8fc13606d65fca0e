package dev.walras.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Small random markets of choice: ties, buyers without edges, offers without capacity, wide slices. */
final class EdgeSamples {
    static final int PER_BLOCK = 23;

    private EdgeSamples() {}

    static EdgeMarket random(SplittableRandom random, int buyers, int offers) {
        boolean ties = random.nextBoolean();
        EdgeTerms terms = new EdgeTerms(
                random.longs(offers, 0, 200).map(c -> c < 40 ? 0 : c).toArray(),
                1000,
                new EdgeTerms.Extent(buyers, PER_BLOCK, 100_000, 50));
        List<EdgeBlock> blocks = new ArrayList<>();
        for (int b = 0; b < terms.blocks(); b++) {
            int[] degrees = random.ints(terms.buyersOf(b), -offers, 1)
                    .sorted()
                    .map(d -> -d)
                    .toArray();
            EdgeBlock.Filler filler = EdgeBlock.filler(degrees);
            for (int buyer = 0; buyer < degrees.length; buyer++) {
                int[] met = shuffled(random, offers);
                for (int i = 0; i < degrees[buyer]; i++) {
                    int value = ties ? 50_000 : random.nextInt(1, 100_001);
                    filler.set(filler.slot(buyer, i), met[i], value, ties ? 1 : random.nextInt(1, 51));
                }
            }
            blocks.add(filler.block());
        }
        return new EdgeMarket(terms, blocks);
    }

    private static int[] shuffled(SplittableRandom random, int size) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /** Prices in micros a unit, from 0 to what nobody pays. */
    static double[] prices(SplittableRandom random, int offers) {
        double most = random.nextBoolean() ? 5e6 : 2e8;
        return random.doubles(offers, -0.2 * most, most)
                .map(p -> Math.max(0, p))
                .toArray();
    }
}
