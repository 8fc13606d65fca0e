package dev.walras.bidding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BidTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: 5",
                "\"3rd good\" + 2 A: 5.25 x 2..7",
                "-A + B: -0.000001",
                "A + *d: 5",
                "IC(1..2, value 3){A: 10; IC(2..2, value 5){B: 4; C: 6}; C: 7}",
                "IC(0..1){}",
                "IC: 4"
            })
    void whatIsWrittenIsReadAgain(String text) {
        Bid bid = BidText.parse(text);
        assertEquals(text, BidText.write(bid));
        assertEquals(bid, BidText.parse("  " + text.replace("{", " {\n").replace(";", " ; ") + " "));
    }

    @Test
    void theCommonLanguagesAreChoices() {
        assertEquals(BidText.parse("IC(0..2){A: 1; B: 2}"), BidText.parse("or{A: 1; B: 2}"));
        assertEquals(BidText.parse("IC(0..1){A: 1; B: 2}"), BidText.parse("XOR{A: 1; B: 2}"));
        assertEquals(BidText.parse("IC(2..2, value 4){A: 1; B: 2}"), BidText.parse("AND(value 4){A: 1; B: 2}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A | \":\" was expected, but the bid ends",
                "A: | an amount of money was expected",
                "A: 1.0000001 | more than six decimals",
                "XOR{A: 1 | \"}\" was expected",
                "NOT{A: 1} | IC, OR, XOR or AND",
                "IC(2..1){A: 1} | choice of 2 .. 1",
                "IC{A: 1} | IC needs (least..most)",
                "A: 1 B | nothing was expected after the bid, but there is \"B\"",
                "0 A: 1 | must receive or give every good",
                "A - A: 1 | \":\" was expected",
                "A: 3 x 0 | lots 1 .. 0",
                "'' | a name was expected"
            })
    void anErrorSaysWhereAndWhat(String text, String message) {
        String said = assertThrows(IllegalArgumentException.class, () -> BidText.parse(text))
                .getMessage();
        assertTrue(said.contains(message) && said.startsWith("bid, character "), said);
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "OR{".repeat(10_000) + "A: 1" + "}".repeat(10_000);
        assertThrows(IllegalArgumentException.class, () -> BidText.parse(deep));
    }

    @Test
    void aTreeIsWorthItsSatisfiedNodes() {
        // Case B12 of the project's reference, by enumeration.
        Valuation valuation =
                new Valuation(BidText.parse("IC(1..2, value 3){A: 10; IC(2..2, value 5){B: 4; C: 6}; C: 7}"));
        assertEquals(13_000_000, valuation.value(Map.of("A", 1L)));
        assertEquals(18_000_000, valuation.value(Map.of("B", 1L, "C", 1L)));
        assertEquals(28_000_000, valuation.value(Map.of("A", 1L, "B", 1L, "C", 1L)));
        assertEquals(OptionalLong.empty(), valuation.satisfied(Map.of("B", 1L)));
        assertEquals(0, valuation.value(Map.of("B", 1L)));
    }

    @Test
    void lotsQuantitiesAndDemandsCount() {
        assertEquals(3, new Valuation(Bid.additive(4, new TreeMap<>(Map.of("A", 1L)))).value(Map.of("A", 3L)));
        Map<String, Long> values = new TreeMap<>(Map.of("A", 10L, "B", 8L, "C", 2L));
        Map<String, Long> each = Map.of("A", 1L, "B", 1L, "C", 1L);
        assertEquals(10, new Valuation(Bid.demand(1, values)).value(each));
        assertEquals(18, new Valuation(Bid.demand(2, values)).value(each));
        Bid sells = new Bid.Leaf(new TreeMap<>(Map.of("A", -2L)), new TreeSet<>(), 1, 1, -7);
        assertEquals(-7, new Valuation(sells).value(Map.of("A", -2L)));
        assertEquals(0, new Valuation(sells).value(Map.of()));
    }

    @Test
    void tooManyBundlesAreRefused() {
        Map<String, Long> values = new TreeMap<>();
        Map<String, Long> held = new TreeMap<>();
        for (int g = 0; g < 20; g++) {
            values.put("g" + g, 1L + g);
            held.put("g" + g, 1L);
        }
        Valuation valuation = new Valuation(Bid.or(List.of(Bid.additive(1, values))));
        assertThrows(IllegalArgumentException.class, () -> valuation.value(held));
    }
}
