package dev.walras.testing;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeTerms;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small random markets of choice in columns, and any such market written in orders: the other way of the edge form. */
public final class EdgeOrders {
    private static final int PER_BLOCK = 23;

    private EdgeOrders() {}

    /** Every buyer a participant, every edge an order of one lot, in the order of blocks, buyers and edges. */
    public static Market market(EdgeMarket edges) {
        MarketBuilder builder = Market.builder("in orders");
        EdgeTerms terms = edges.terms();
        for (int j = 0; j < terms.offers(); j++) {
            builder.good(Integer.toString(j), "unit", terms.capacity(j));
        }
        int handle = 0;
        for (int b = 0; b < edges.blocks().size(); b++) {
            EdgeBlock block = edges.blocks().get(b);
            for (int buyer = 0; buyer < block.buyers(); buyer++) {
                int participant = builder.participant("b" + (terms.firstBuyer(b) + buyer));
                int group = builder.group();
                for (int i = 0; i < block.degree(buyer); i++) {
                    int slot = block.slot(buyer, i);
                    Bundle takes = Bundle.of(block.offer(slot), block.size(slot));
                    long worth = terms.tickMicros() * block.value(slot);
                    builder.add(new Order("o" + handle++, participant, takes, 1, 1, worth, group));
                }
            }
        }
        return builder.build();
    }

    /**
     * Some buyers have no edge, some offers no capacity, some edges tie.
     *
     * @param mostSize the largest size of an edge
     */
    public static EdgeMarket random(long seed, int buyers, int offers, int mostSize) {
        SplittableRandom random = RunContext.seeded(seed).random("edges");
        long[] capacity = random.longs(offers, 0, 2L * mostSize * buyers / offers + 1)
                .map(units -> units % 4 == 0 ? 0 : units)
                .toArray();
        EdgeTerms terms = new EdgeTerms(capacity, 1000, new EdgeTerms.Extent(buyers, PER_BLOCK, 100, mostSize));
        List<EdgeBlock> blocks = new ArrayList<>();
        for (int b = 0; b < terms.blocks(); b++) {
            int[] degrees = random.ints(terms.buyersOf(b), -Math.min(4, offers), 1)
                    .sorted()
                    .map(d -> -d)
                    .toArray();
            EdgeBlock.Filler filler = EdgeBlock.filler(degrees);
            for (int buyer = 0; buyer < degrees.length; buyer++) {
                int shift = random.nextInt(offers);
                for (int i = 0; i < degrees[buyer]; i++) {
                    int value = random.nextInt(3) == 0 ? 60 : random.nextInt(1, 101);
                    filler.set(filler.slot(buyer, i), (shift + 3 * i) % offers, value, random.nextInt(1, mostSize + 1));
                }
            }
            blocks.add(filler.block());
        }
        return new EdgeMarket(terms, blocks);
    }
}
