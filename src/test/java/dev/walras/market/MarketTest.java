package dev.walras.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.testing.RandomMarkets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MarketTest {
    /** The plainest market: one good, two participants who each want one unit of nobody's. */
    private static MarketBuilder plain() {
        MarketBuilder market = Market.builder("plain");
        market.good("a", "unit", 0);
        market.participant("p");
        market.participant("q");
        market.order("", 0, Bundle.of(0, 1), 1, 5);
        market.order("", 1, Bundle.of(0, 1), 1, 4);
        return market;
    }

    private static MarketBuilder with(Trait trait) {
        MarketBuilder market = plain();
        int third = market.participant("r");
        switch (trait) {
            case MANY_GOODS -> market.good("b", "unit", 0);
            case ENDOWMENT -> market.good("b", "unit", 1);
            case BUNDLES -> {
                market.good("b", "unit", 0);
                market.order("", third, Bundle.of(new int[] {0, 1}, new long[] {1, 1}), 1, 3);
            }
            case CONVERSION -> {
                market.good("b", "unit", 0);
                market.order("", third, Bundle.convert(0, 1, 1, 1), 1, 3);
            }
            case TWO_SIDED -> market.sell(third, 0, 1, 2);
            case MULTI_LOT -> market.buy(third, 0, 2, 3);
            case COARSE_LOTS -> market.order("", third, Bundle.of(0, 2), 1, 3);
            case ALL_OR_NONE -> market.add(new Order("", third, Bundle.of(0, 1), 2, 2, 3, Order.NO_GROUP));
            case EXCLUSIVE -> {
                int group = market.group();
                market.add(new Order("", third, Bundle.of(0, 1), 1, 1, 3, group));
                market.add(new Order("", third, Bundle.of(0, 1), 1, 1, 2, group));
            }
            case PORTFOLIO -> market.buy(0, 0, 1, 3);
            case BUDGETS -> market.add(new Participant("s", 10, 0));
        }
        return market;
    }

    /** The traits that come with another one, unavoidably, in the examples above. */
    private static Set<Trait> implied(Trait trait) {
        return switch (trait) {
            case ENDOWMENT, BUNDLES -> EnumSet.of(trait, Trait.MANY_GOODS);
            case CONVERSION -> EnumSet.of(trait, Trait.MANY_GOODS, Trait.TWO_SIDED);
            case ALL_OR_NONE -> EnumSet.of(trait, Trait.MULTI_LOT);
            default -> EnumSet.of(trait);
        };
    }

    @ParameterizedTest
    @EnumSource(Trait.class)
    void hasATraitExactlyWhereTheDataShowIt(Trait trait) {
        assertEquals(Set.of(), plain().build().traits());
        assertEquals(implied(trait), with(trait).build().traits());
    }

    @Test
    void aGroupOfOneOrderIsNotExclusive() {
        MarketBuilder market = plain();
        int r = market.participant("r");
        market.add(new Order("", r, Bundle.of(0, 1), 1, 1, 3, market.group()));
        assertEquals(Set.of(), market.build().traits());
    }

    @Test
    void twoGroupsOfOneOwnerAreAPortfolio() {
        MarketBuilder market = plain();
        int r = market.participant("r");
        market.add(new Order("", r, Bundle.of(0, 1), 1, 1, 3, market.group()));
        market.add(new Order("", r, Bundle.of(0, 1), 1, 1, 3, market.group()));
        assertEquals(Set.of(Trait.PORTFOLIO), market.build().traits());
    }

    @Test
    void aGroupAndALoneOrderOfOneOwnerAreAPortfolio() {
        MarketBuilder market = plain();
        int group = market.group();
        market.add(new Order("", 0, Bundle.of(0, 1), 1, 1, 3, group));
        assertEquals(Set.of(Trait.PORTFOLIO), market.build().traits());
    }

    @Test
    void anOrderThatGivesTwoGoodsIsABundle() {
        MarketBuilder market = plain();
        market.good("b", "unit", 0);
        int r = market.participant("r");
        market.order("", r, Bundle.of(new int[] {0, 1}, new long[] {-1, -1}), 1, -3);
        assertEquals(
                Set.of(Trait.MANY_GOODS, Trait.BUNDLES, Trait.TWO_SIDED),
                market.build().traits());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void columnsAndRecordViewsAgree(long seed) {
        Market market = RandomMarkets.small(seed);
        for (int k = 0; k < market.orders(); k++) {
            Order order = market.order(k);
            assertEquals(market.owner(k), order.participant());
            assertEquals(market.minLots(k), order.minLots());
            assertEquals(market.maxLots(k), order.maxLots());
            assertEquals(market.valueMicrosPerLot(k), order.valueMicrosPerLot());
            assertEquals(market.group(k), order.group());
            assertEquals(market.bundleSize(k), order.perLot().size());
            for (int i = 0; i < market.bundleSize(k); i++) {
                assertEquals(market.bundleGood(k, i), order.perLot().good(i));
                assertEquals(market.bundleUnits(k, i), order.perLot().units(i));
            }
        }
        assertEquals(
                market.entries(),
                IntStream.range(0, market.orders()).map(market::bundleSize).sum());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void groupsOrdersByOwnerAndByGroup(long seed) {
        Market market = RandomMarkets.small(seed);
        int grouped = 0;
        for (int p = 0; p < market.participants(); p++) {
            for (int i = 0; i < market.ordersByParticipant().size(p); i++) {
                assertEquals(p, market.owner(market.ordersByParticipant().member(p, i)));
                grouped++;
            }
        }
        assertEquals(market.orders(), grouped);
        for (int group = 0; group < market.groups(); group++) {
            for (int i = 0; i < market.ordersByGroup().size(group); i++) {
                assertEquals(group, market.group(market.ordersByGroup().member(group, i)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void selectKeepsWhatIsSelected(long seed) {
        Market market = RandomMarkets.small(seed);
        int[] odd = IntStream.range(0, market.orders()).filter(k -> k % 2 == 1).toArray();
        Market selected = market.select(odd);
        assertEquals(odd.length, selected.orders());
        for (int i = 0; i < odd.length; i++) {
            assertEquals(market.order(odd[i]), selected.order(i));
        }
        assertEquals(market.goods(), selected.goods());
        assertEquals(market.participants(), selected.participants());
        assertEquals(market.groups(), selected.groups());
        assertEquals(0, market.select(new int[0]).orders());
    }

    @Test
    void selectRecomputesTraits() {
        Market market = with(Trait.CONVERSION).build();
        assertEquals(Set.of(Trait.MANY_GOODS), market.select(new int[] {0, 1}).traits());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withValuesChangesValuesOnly(long seed) {
        Market market = RandomMarkets.small(seed);
        Market other = market.withValues(LongVector.tabulate(market.orders(), k -> 7 - k));
        for (int k = 0; k < market.orders(); k++) {
            Order order = market.order(k);
            assertEquals(
                    new Order(
                            order.id(),
                            order.participant(),
                            order.perLot(),
                            order.minLots(),
                            order.maxLots(),
                            7 - k,
                            order.group()),
                    other.order(k));
        }
        assertEquals(market.traits(), other.traits());
    }

    @Test
    void withValuesChecksLengthAndBound() {
        Market market = plain().build();
        assertEquals(
                "1 values for 2 orders of market \"plain\"",
                assertThrows(IllegalArgumentException.class, () -> market.withValues(LongVector.of(1)))
                        .getMessage());
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> market.withValues(LongVector.of(1, Long.MIN_VALUE)))
                .getMessage()
                .startsWith("order \"o1\" of market \"plain\": value -9223372036854775808 micros x 1 lots"));
    }

    @Test
    void mayBeEmpty() {
        Market market = Market.builder("empty").build();
        assertEquals(0, market.orders() + market.goods() + market.participants() + market.groups() + market.entries());
        assertEquals(Set.of(), market.traits());
        assertEquals(0, market.ordersByParticipant().groups());
        assertEquals("Market[empty: 0 goods, 0 participants, 0 orders]", market.toString());
    }

    @Test
    void countsTheBytesOfItsColumns() {
        Market market = plain().build();
        // Goods: id "a" and its end, unit reference; participants: "p", "q" and ends; owners 0, 1; values 5, 4.
        assertEquals((1 + 4) + 4 + (2 + 8) + 2 + 2, market.heapBytes());
    }

    /** A million orders, each of another participant, fit into 64 MB with room for the groupings; see RESULTS.md. */
    @Test
    void anOrderTakesHalfOfSixtyFourBytesAtMost() {
        int orders = 100_000;
        MarketBuilder builder = Market.builder("large");
        for (int g = 0; g < orders / 10; g++) {
            builder.good("g" + g, "unit", 1);
        }
        for (int k = 0; k < orders; k++) {
            builder.buy(builder.participant("p" + k), k % (orders / 10), 1, 100_000_007L * k);
        }
        long bytesPerOrder = builder.build().heapBytes() / orders;
        assertTrue(bytesPerOrder <= 32, () -> bytesPerOrder + " bytes an order");
    }

    static List<Long> seeds() {
        return Stream.iterate(0L, seed -> seed + 1).limit(40).toList();
    }
}
