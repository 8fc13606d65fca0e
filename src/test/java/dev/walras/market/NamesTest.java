package dev.walras.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static Names generated(int size) {
        return pack(Collections.nCopies(size, "").toArray(new String[0]));
    }

    private static Names pack(String... ids) {
        Names.Packer packer = new Names.Packer("order", "o");
        for (String id : ids) {
            packer.add(id);
        }
        return packer.pack();
    }

    @Test
    void generatesWhatIsLeftOutAndKeepsNothingOfIt() {
        Names names = pack("", "", "");
        assertEquals(List.of("o0", "o1", "o2"), names);
        assertEquals(0, names.heapBytes());
    }

    @Test
    void findsGeneratedIds() {
        Names names = generated(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i, names.indexOf("o" + i));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "o", "o1000", "o01", "o-1", "o+1", "p1", "o1 ", "o4294967296", "o99999999999", "o\u0661"})
    void findsNoOtherIdAmongGeneratedOnes(String id) {
        assertEquals(-1, generated(1_000).indexOf(id));
    }

    @Test
    void mixesGivenAndGeneratedIds() {
        Names names = pack("", "", "bid", "", "ask", "");
        assertEquals(List.of("o0", "o1", "bid", "o3", "ask", "o5"), names);
        assertEquals(2, names.indexOf("bid"));
        assertEquals(5, names.indexOf("o5"));
        assertEquals(-1, names.indexOf("o2"));
        assertFalse(names.contains("cup"));
    }

    @Test
    void namesBothOfADuplicate() {
        String message = assertThrows(IllegalArgumentException.class, () -> pack("x", "y", "x"))
                .getMessage();
        assertEquals("duplicate order id \"x\" (number 0 and number 2)", message);
    }

    @Test
    void noticesAGivenIdThatEqualsAGeneratedOne() {
        assertThrows(IllegalArgumentException.class, () -> pack("o1", ""));
        assertThrows(IllegalArgumentException.class, () -> pack("", "o0"));
        assertEquals(List.of("o5", "o1"), pack("o5", ""));
    }

    @Test
    void keepsTextOfAnyScript() {
        List<String> texts = List.of("züri/1", "東京", "a\u0000b", "😀", " ");
        Names names = Names.of("region", texts);
        assertEquals(texts, names);
        assertEquals(3, names.indexOf("😀"));
    }

    @Test
    void findsAllOfManyIdsWithCollidingHashes() {
        // "Aa" and "BB" have the same hash code, and so have all their concatenations.
        TreeSet<String> ids = new TreeSet<>();
        for (int i = 0; i < 256; i++) {
            StringBuilder id = new StringBuilder();
            for (int bit = 0; bit < 8; bit++) {
                id.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            ids.add(id.toString());
        }
        Names names = Names.of("good", List.copyOf(ids));
        assertEquals(256, ids.size());
        ids.forEach(id -> assertEquals(id, names.get(names.indexOf(id))));
        assertEquals(-1, names.indexOf("AaAaAaAaAaAaAaAaAa"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsWhatItHoldsAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<String> held = new TreeSet<>();
        while (held.size() < 2_000) {
            held.add(Integer.toString(random.nextInt(100_000), 36));
        }
        Names names = Names.of("good", List.copyOf(held));
        for (int i = 0; i < 100_000; i++) {
            String id = Integer.toString(i, 36);
            assertEquals(held.contains(id), names.contains(id), id);
        }
    }

    @Test
    void rejectsIndicesOutside() {
        assertThrows(IndexOutOfBoundsException.class, () -> pack("a").get(1));
        assertThrows(IndexOutOfBoundsException.class, () -> pack("").get(-1));
        assertEquals(-1, pack().indexOf("o0"));
        assertTrue(pack().isEmpty());
    }
}
