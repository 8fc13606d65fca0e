package dev.walras.solver.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.solver.model.LotProgram;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a packing, and that it says the same as the program it was read from. */
class PackingTest {
    /** Four goods, a and b on one node, c and d on another, taken by an exclusive pair of orders; then more. */
    private static Market market(Consumer<MarketBuilder> more) {
        MarketBuilder builder = Market.builder("m");
        for (String good : List.of("a", "b", "c", "d")) {
            builder.good(good, "unit", 10);
        }
        builder.participant("p");
        int group = builder.group();
        builder.add(new Order("", 0, Bundle.of(new int[] {0, 1}, new long[] {3, 4}), 1, 1, 7, group));
        builder.add(new Order("", 0, Bundle.of(new int[] {2, 3}, new long[] {3, 4}), 1, 1, 7, group));
        more.accept(builder);
        return builder.build();
    }

    private static Packing read(Market market) {
        return Objects.requireNonNull(Packing.of(LotProgram.of(market)));
    }

    private static void refused(Consumer<MarketBuilder> more) {
        assertNull(Packing.of(LotProgram.of(market(more))));
    }

    @Test
    void nodesAreGoodsTakenTogetherAndTypesAreNodesAlike() {
        Packing alike = read(market(builder -> {}));
        assertEquals(2, alike.bins());
        assertEquals(1, alike.types());
        assertEquals(1, alike.jobs());
        assertEquals(4, alike.units(alike.option(0, 0), 1));
        Packing unlike = read(market(builder -> builder.order("", 0, Bundle.of(0, 1), 1, 5)));
        assertEquals(2, unlike.types());
        assertEquals(2, unlike.jobs());
        Packing other = read(market(builder -> builder.good("e", "unit", 3)));
        assertEquals(2, other.bins(), "a good that nobody wants belongs to no node");
    }

    @Test
    void whatIsNoPackingIsRefused() {
        refused(builder -> builder.sell(0, 0, 1, 1));
        refused(builder -> builder.order("", 0, Bundle.of(0, 1), 2, 5));
        refused(builder -> builder.order("", 0, Bundle.of(new int[] {1, 2}, new long[] {1, 1}), 1, 5));
        refused(builder -> {
            int group = builder.group();
            builder.add(new Order("", 0, Bundle.of(0, 1), 1, 1, 5, group));
            builder.add(new Order("", 0, Bundle.of(1, 1), 1, 1, 6, group));
        });
    }

    @Test
    void ordersWorthNothingAreLeftOut() {
        Market market = market(builder -> builder.order("", 0, Bundle.of(new int[] {1, 2}, new long[] {1, 1}), 1, -5));
        assertEquals(2, read(market).bins());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lotsOfAPlacementAreItsWelfareAndBack(long seed) {
        LotProgram program = LotProgram.of(Packings.market(seed, 40, 6));
        Packing packing = Objects.requireNonNull(Packing.of(program));
        Placement placement = Start.of(packing, new Guide(packing, new double[packing.types() * packing.dimensions()]));
        long[] lots = packing.lots(placement.bins());
        assertTrue(program.feasible(lots));
        assertEquals(placement.welfare(), program.welfare(lots));
        org.junit.jupiter.api.Assertions.assertArrayEquals(placement.bins(), packing.binOfJob(lots));
        assertNotNull(packing);
    }
}
