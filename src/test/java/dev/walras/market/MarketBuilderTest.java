package dev.walras.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketBuilderTest {
    private static final long LIMIT = Market.LIMIT;

    private final MarketBuilder builder = Market.builder("m");
    private final int good = builder.good("gpu", "GPU-hour", 0);
    private final int ann = builder.participant("ann");

    private static String message(Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }

    private String refusal(Consumer<MarketBuilder> addition) {
        return message(() -> addition.accept(builder));
    }

    @Test
    void refusesAParticipantThatDoesNotExist() {
        assertEquals(
                "order \"bid\" of market \"m\": participant 3 does not exist; there are 1",
                refusal(b -> b.order("bid", 3, Bundle.of(good, 1), 1, 5)));
        assertEquals(
                "order number 0 of market \"m\": participant -1 does not exist; there are 1",
                refusal(b -> b.buy(-1, good, 1, 5)));
    }

    @Test
    void refusesAGoodThatDoesNotExist() {
        assertEquals(
                "order \"bid\" of market \"m\": good 7 does not exist; there are 1",
                refusal(b -> b.order("bid", ann, Bundle.of(new int[] {good, 7}, new long[] {1, 1}), 1, 5)));
    }

    @Test
    void refusesAnEmptyBundle() {
        assertEquals(
                "order \"bid\" of market \"m\": the bundle is empty; an order must receive or give something",
                refusal(b -> b.order("bid", ann, Bundle.EMPTY, 1, 5)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 3", "-2, 3", "4, 3", "1, 0", "1, -9223372036854775808"})
    void refusesLotsThatAreNoRange(long minLots, long maxLots) {
        assertEquals(
                "order \"bid\" of market \"m\": lots " + minLots + " .. " + maxLots
                        + " are not a range of 1 or more (a fill of 0 is always allowed)",
                refusal(b -> b.add(new Order("bid", ann, Bundle.of(good, 1), minLots, maxLots, 5, Order.NO_GROUP))));
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 0, 9})
    void refusesAGroupThatDoesNotExist(int group) {
        assertEquals(
                "order \"bid\" of market \"m\": group " + group + " does not exist; there are 0",
                refusal(b -> b.add(new Order("bid", ann, Bundle.of(good, 1), 1, 1, 5, group))));
    }

    @Test
    void refusesAGroupOfTwoOwners() {
        int bob = builder.participant("bob");
        builder.group();
        int group = builder.group();
        builder.add(new Order("", ann, Bundle.of(good, 1), 1, 1, 5, group));
        builder.add(new Order("", ann, Bundle.of(good, 2), 1, 1, 6, group));
        assertEquals(
                "order \"bid\" of market \"m\": group 1 belongs to participant 0, not to 1; an exclusive group has one"
                        + " owner",
                refusal(b -> b.add(new Order("bid", bob, Bundle.of(good, 1), 1, 1, 5, group))));
    }

    @Test
    void keepsNothingOfARefusedOrder() {
        refusal(b -> b.order("bid", ann, Bundle.of(9, 1), 1, 5));
        builder.order("bid", ann, Bundle.of(good, 1), 1, 5);
        assertEquals(1, builder.build().orders());
    }

    @Test
    void refusesDuplicateIdsOfEachKind() {
        assertEquals("duplicate good id \"x\" (number 0 and number 1)", message(() -> {
            MarketBuilder market = Market.builder("m");
            market.good("x", "", 0);
            market.good("x", "", 0);
            market.build();
        }));
        assertEquals("duplicate participant id \"x\" (number 0 and number 1)", message(() -> {
            MarketBuilder market = Market.builder("m");
            market.participant("x");
            market.participant("x");
            market.build();
        }));
        builder.order("x", ann, Bundle.of(good, 1), 1, 1);
        builder.order("x", ann, Bundle.of(good, 1), 1, 1);
        assertEquals("duplicate order id \"x\" (number 0 and number 1)", message(builder::build));
    }

    @Test
    void refusesGoodsAndParticipantsOutOfRange() {
        assertEquals("a good needs an id", message(() -> new Good("", "", 0)));
        assertEquals("endowment of good \"g\" is -1; it must be 0 or more", message(() -> new Good("g", "", -1)));
        assertEquals("a participant needs an id", message(() -> new Participant("", 0, 0)));
        assertEquals(
                "budget of participant \"p\" is -5 micros; it must be 0 or more",
                message(() -> new Participant("p", -5, 0)));
        assertEquals(
                "arrival of participant \"p\" is -5; it must be 0 or more", message(() -> new Participant("p", 0, -5)));
    }

    /** Orders whose values sum to the limit are allowed, one micro more is not; the culprit is named. */
    @ParameterizedTest
    @CsvSource({
        "4611686018427387904, 1, true",
        "-4611686018427387904, 1, true",
        "4611686018427387905, 1, false",
        "-4611686018427387905, 1, false",
        "9223372036854775807, 1, false",
        "-9223372036854775808, 1, false",
        "2147483648, 2147483648, true",
        "2147483649, 2147483648, false",
        "4294967296, 4294967296, false",
        "-4294967296, 8589934592, false",
        "3, 3074457345618258603, false",
    })
    void boundsTheTotalValue(long value, long lots, boolean allowed) {
        MarketBuilder market = Market.builder("m");
        int p = market.participant("p");
        int g = market.good("g", "", 0);
        market.order("big", p, Bundle.of(g, 1), lots, value);
        if (allowed) {
            assertEquals(value, market.build().valueMicrosPerLot(0));
        } else {
            assertEquals(
                    "order \"big\" of market \"m\": value " + value + " micros x " + lots
                            + " lots takes the total value of all orders beyond 2^62 micros\nMaybe the values are in a"
                            + " smaller unit than micros, or a bound on lots is a placeholder for \"unlimited\".",
                    message(market::build));
        }
    }

    @Test
    void boundsTheSumOfAbsoluteValues() {
        builder.order("a", ann, Bundle.of(good, 1), 1, LIMIT / 2);
        builder.order("b", ann, Bundle.of(good, 1), 1, -LIMIT / 2);
        assertEquals(LIMIT / 2, builder.build().valueMicrosPerLot(0));
        builder.order("c", ann, Bundle.of(good, 1), 1, -1);
        assertTrue(
                message(builder::build).startsWith("order \"c\" of market \"m\": value -1 micros x 1 lots takes the"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4611686018427387904, 1, true",
        "1, 4611686018427387904, 1, false",
        "0, -4611686018427387904, 1, true",
        "0, -9223372036854775808, 1, false",
        "0, -3037000500, 3037000500, false",
        "0, 4294967296, 1073741824, true",
        "1, 4294967296, 1073741824, false",
        "0, 9223372036854775807, 2, false",
        "4611686018427387905, 1, 1, false",
    })
    void boundsTheTurnoverOfEveryGood(long endowment, long units, long lots, boolean allowed) {
        MarketBuilder market = Market.builder("m");
        market.good("other", "", LIMIT);
        int g = market.good("g", "", endowment);
        market.order("big", market.participant("p"), Bundle.of(g, units), lots, 0);
        if (allowed) {
            assertEquals(units, market.build().bundleUnits(0, 0));
        } else {
            String what = endowment > LIMIT
                    ? "endowment " + endowment
                    : "order \"big\" with " + units + " units x " + lots + " lots";
            assertEquals(
                    "market \"m\": " + what + " takes the turnover of good \"g\" beyond 2^62 units\n"
                            + "Maybe a bound on lots is a placeholder for \"unlimited\".",
                    message(market::build));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100, 40_000, 1L << 31, -1L << 31, 1L << 40, -1})
    void keepsColumnsThatGrowWide(long late) {
        int[] owners = new int[40];
        for (int p = 0; p < owners.length; p++) {
            owners[p] = builder.participant("p" + p);
        }
        long[] values = new long[100];
        for (int k = 0; k < values.length; k++) {
            values[k] = k < 20 ? 0 : k < 50 ? k % 7 : late + k;
            builder.order("", owners[k % 40], Bundle.of(good, k % 3 + 1), k + 1, values[k]);
        }
        Market market = builder.build();
        for (int k = 0; k < values.length; k++) {
            assertEquals(
                    new Order("o" + k, owners[k % 40], Bundle.of(good, k % 3 + 1), 1, k + 1, values[k], -1),
                    market.order(k));
        }
    }
}
