package dev.walras.datasets.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeMarket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EdgeMarketsTest {
    @ParameterizedTest
    @EnumSource
    void drawsWhatItSays(EdgeDraw.Shape shape) {
        EdgeDraw draw = EdgeDraw.of(shape, 200_000, 50, 7);
        EdgeMarket market = EdgeMarkets.draw(draw);
        assertEquals(20_000, market.terms().buyers());
        assertEquals(200_000.0, (double) market.edges(), 4_000.0);
        assertTrue(market.bytes() <= 13 * market.edges());
        long units = 0;
        for (EdgeBlock block : market.blocks()) {
            for (int buyer = 0; buyer < block.buyers(); buyer++) {
                int degree = block.degree(buyer);
                assertTrue(degree >= 5 && degree <= 15);
                Set<Integer> met = new HashSet<>();
                for (int i = 0; i < degree; i++) {
                    int slot = block.slot(buyer, i);
                    assertTrue(met.add(block.offer(slot)));
                    units += block.size(slot);
                }
            }
        }
        // Capacity for 0.6 of what each buyer takes of an edge of its, on average over edges and offers.
        long capacity = 0;
        for (int j = 0; j < 50; j++) {
            capacity += market.terms().capacity(j);
        }
        double takenByAll = units / (double) market.edges() * market.terms().buyers();
        assertEquals(0.6, capacity / takenByAll, 0.15);
    }

    @Test
    void aBlockIsTheSameOnAnotherMachine() throws IOException, ClassNotFoundException {
        EdgeDraw draw = EdgeDraw.of(EdgeDraw.Shape.GENERAL, 300_000, 100, 3);
        EdgeMarket whole = EdgeMarkets.draw(draw);
        EdgeMarkets elsewhere = new EdgeMarkets(copy(draw));
        assertEquals(whole.terms(), elsewhere.terms());
        EdgeBlock last = elsewhere.block(whole.terms().blocks() - 1);
        assertArrayEquals(offers(whole.blocks().getLast()), offers(last));
        assertArrayEquals(offers(last), offers(copy(last)));
        assertNotEquals(
                whole.blocks().getFirst().value(0), whole.blocks().get(1).value(0));
    }

    private static int[] offers(EdgeBlock block) {
        int[] offers = new int[block.slots()];
        for (int slot = 0; slot < offers.length; slot++) {
            offers[slot] = block.offer(slot) * 31 + block.value(slot) * 17 + block.size(slot);
        }
        return offers;
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    /** Popularity is skewed, but every offer is met about as often as its weight says: the alias table splits well. */
    @Test
    void popularOffersAreMetOften() {
        EdgeMarket market = EdgeMarkets.draw(EdgeDraw.of(EdgeDraw.Shape.UNIT, 400_000, 400, 1));
        int[] met = new int[400];
        for (EdgeBlock block : market.blocks()) {
            for (int slot = 0; slot < block.slots(); slot++) {
                met[block.offer(slot)] += block.value(slot) > 0 ? 1 : 0;
            }
        }
        java.util.Arrays.sort(met);
        assertTrue(met[0] > 0 && met[399] > 5 * met[200]);
    }

    @Test
    void oneOfferOneBuyerAndNobody() {
        assertEquals(
                1,
                EdgeMarkets.draw(new EdgeDraw(EdgeDraw.Shape.GENERAL, 1, 1, 10, 0.6, 1))
                        .edges());
        assertEquals(
                0,
                EdgeMarkets.draw(new EdgeDraw(EdgeDraw.Shape.UNIT, 0, 3, 10, 0.6, 1))
                        .edges());
    }
}
