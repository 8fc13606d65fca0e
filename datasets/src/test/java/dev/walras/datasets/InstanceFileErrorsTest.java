package dev.walras.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every fault of a file is one sentence that names the place. */
final class InstanceFileErrorsTest {
    private static final String ALLOCATION = """
            {"walras": 1, "family": "allocation", "id": "x", "slots": 2, "resources": [{"id": "cpu"}],
             "nodes": [{"id": "n", "capacity": {"cpu": 4}}],
             "jobs": [{"id": "j", "owner": "ann", "requirement": {"cpu": 2}, "durationSlots": 1, "valueMicros": 7}],
             "participants": [{"id": "ann"}]}""";
    private static final String MARKET = """
            {"walras": 1, "family": "market", "id": "m", "goods": [{"id": "gpu", "endowment": 1}],
             "participants": [{"id": "ann"}, {"id": "bob"}],
             "orders": [
              {"id": "a", "participant": "ann", "perLot": {"gpu": 1}, "valueMicrosPerLot": 3, "group": "g"},
              {"id": "b", "participant": "ann", "perLot": {"gpu": 1}, "valueMicrosPerLot": 4, "group": "g"}]}""";
    private static final String SLA = """
            {"walras": 1, "family": "sla", "id": "s", "network": {"regions": ["eu"], "latencyMillis": [[0]]},
             "offers": [{"id": "o", "provider": "p", "region": "eu", "capacityUnits": 1}],
             "requests": [{"id": "r", "client": "c", "region": "eu", "valueMicros": 5,
              "terms": [{"metric": "latency-millis", "target": 3}]}]}""";
    private static final String ARBITRAGE = """
            {"walras": 1, "family": "arbitrage", "id": "a", "slots": 2, "venues": ["v"], "commodities": [{"id": "c"}],
             "bids": [{"id": "b", "trader": "t", "place": {"venue": "v", "commodity": "c"}, "slot": 1,
              "steps": [{"units": 1, "priceMicrosPerUnit": 5}]}],
             "routes": [{"id": "r", "operator": "t", "from": {"venue": "v", "commodity": "c"},
              "to": {"venue": "v", "commodity": "c"}, "capacityUnits": 1, "gain": 0.5, "transitSlots": 1}]}""";

    private static String message(String text) {
        return assertThrows(InstanceFormatException.class, () -> InstanceFile.read(text, "f.json"))
                .getMessage();
    }

    private static String base(String family) {
        return switch (family) {
            case "allocation" -> ALLOCATION;
            case "market" -> MARKET;
            case "sla" -> SLA;
            default -> ARBITRAGE;
        };
    }

    /** Replaces the text before {@code =>} by the text after it in a valid file. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 1000, textBlock = """
            allocation | "durationSlots": 1 => "durationSlots": 0     | /jobs/0/durationSlots: is 0; it must be 1 or more
            allocation | "durationSlots": 1 => "durationSlot": 1      | /jobs/0/durationSlot: is not a key of a job~Maybe "durationSlots" was meant.
            allocation | "durationSlots": 1 => "id": "k"              | /jobs/0/id: occurs twice in the same object
            allocation | "valueMicros": 7 => "valueMicros": "7"       | /jobs/0/valueMicros: is the text "7"; it must be a whole number~Maybe it needs no quotes.
            allocation | "valueMicros": 7 => "valueMicros": 7.5       | /jobs/0/valueMicros: is 7.5; it must be a whole number
            allocation | "valueMicros": 7 => "valueMicros": -7        | /jobs/0/valueMicros: is -7; it must be 0 or more
            allocation | "valueMicros": 7 => "valueMicros": 1e30      | /jobs/0/valueMicros: is 1e30; it must be from -9223372036854775808 to 9223372036854775807
            allocation | "valueMicros": 7 => "valueMicros": 1e999999999999 | /jobs/0/valueMicros: is 1e999999999999; it must be from
            allocation | "valueMicros": 7 => "valueMicros": 99999999999999999999 | /jobs/0/valueMicros: is 99999999999999999999; it must be from
            allocation | "valueMicros": 7 => "valueMicros": null      | /jobs/0/valueMicros: is null; it must be a whole number
            allocation | "valueMicros": 7 => "valueMicros": true      | /jobs/0/valueMicros: is true; it must be a whole number
            allocation | "valueMicros": 7 => "valueMicros": NaN       | line 3, column
            allocation | , "valueMicros": 7 =>                        | /jobs/0: has no "valueMicros"; a job needs one
            allocation | {"cpu": 4} => {"cpu": -4}                    | /nodes/0/capacity/cpu: is -4; it must be 0 or more
            allocation | {"cpu": 4} => {"cup": 4}                     | /nodes/0/capacity: is "cup", which is not a resource of this file~Maybe "cpu" was meant.
            allocation | {"cpu": 4} => [{"cpu": 4}, {"cpu": 4}, {}]   | /nodes/0/capacity: is given for 3 slots
            allocation | {"cpu": 4} => {"cpu": 4, "cpu": 5}           | /nodes/0/capacity/cpu: occurs twice
            allocation | {"cpu": 2} => {}                             | /jobs/0: job "j" needs nothing of any resource
            allocation | "durationSlots": 1 => "deadlineSlot": 3      | /jobs/0/deadlineSlot: is 3; it must be at most the number of slots, 2
            allocation | "owner": "ann" => "owner": "anne"            | /jobs/0/owner: is "anne", which is not a participant of this file~Maybe "ann" was meant.
            allocation | [{"id": "ann"}] => [{"id": "ann"}, {"id": "ann"}] | /participants/1/id: is "ann", like that of participant number 0
            allocation | [{"id": "ann"}] => {"id": "ann"}             | /participants: is an object; it must be a list of objects
            allocation | "slots": 2 => "slots": 0                     | /slots: is 0; it must be 1 or more
            allocation | "walras": 1 => "walras": 2                   | /walras: is 2; this version of Walras reads version 1
            allocation | "walras": 1, =>                              | has no "walras"; a problem needs one
            allocation | "family": "allocation" => "family": "alocation" | /family: is "alocation"; it must be one of
            allocation | "family": "allocation" => "family": "sla"    | /slots: is a key of family a
            allocation | "id": "x" => "id": " "                       | /id: is blank
            allocation | "resources": [{"id": "cpu"}] => "resources": [] | /resources: is empty; no order can arise
            allocation | ]} => ]                                      | is not valid JSON: Unexpected end-of-input
            allocation | ]} => ]} []                                  | there is text after the end of the JSON object
            market     | "perLot": {"gpu": 1}, "valueMicrosPerLot": 3 => "perLot": {"gpu": 0}, "valueMicrosPerLot": 3 | /orders/0: order "a" of market "m": the bundle is empty
            market     | "perLot": {"gpu": 1}, "valueMicrosPerLot": 3 => "perLot": {"cpu": 1}, "valueMicrosPerLot": 3 | /orders/0/perLot: is "cpu", which is not a good
            market     | "id": "b", "participant": "ann" => "id": "b", "participant": "bob" | /orders/1/group: is "g", which belongs to participant "ann"
            market     | "id": "b" => "id": "a"                       | duplicate order id "a" (number 0 and number 1)
            market     | "valueMicrosPerLot": 3 => "valueMicrosPerLot": 0, "maxLots": 9223372036854775807 | takes the turnover of good "gpu" beyond 2^62
            market     | "valueMicrosPerLot": 3 => "valueMicrosPerLot": 9223372036854775807 | takes the total value of all orders beyond 2^62
            market     | "valueMicrosPerLot": 3 => "valueMicrosPerLot": 3, "minLots": 3, "maxLots": 2 | /orders/0: order "a" of market "m": lots 3 .. 2 are not a range
            market     | "orders": => "goods":                        | /goods: occurs twice in the same object
            market     | "endowment": 1 => "endowment": -1            | /goods/0/endowment: is -1; it must be 0 or more
            sla        | [[0]] => [[0, 1]]                            | /network: network row 0: length is 2
            sla        | [[0]] => [0]                                 | /network/latencyMillis/0: is 0; it must be a list of whole numbers
            sla        | "latency-millis" => "speed"                  | /requests/0/terms/0/metric: is "speed"; it must be one of latency-millis
            sla        | "id": "o", "provider": "p", "region": "eu" => "id": "o", "provider": "p", "region": "us" | /offers/0/region: is "us", which is not a region
            sla        | "capacityUnits": 1 => "capacityUnits": 1, "quality": [] | /offers/0: offer "o": the probabilities of its quality sum to 0 ppm
            sla        | "target": 3 => "target": 3, "penalties": [{"shortfall": 2, "penaltyMicros": 1}, {"shortfall": 1, "penaltyMicros": 2}] | /requests/0/terms/0: term LATENCY_MILLIS: shortfall of penalty tier 1
            arbitrage  | "slot": 1 => "slot": 2                       | /bids/0/slot: is 2; it must be less than the number of slots, 2
            arbitrage  | "gain": 0.5 => "gain": 0                     | /routes/0/gain: is 0; it must be a positive ratio
            arbitrage  | "gain": 0.5 => "gain": "1/0"                 | /routes/0/gain: is 1/0; it must be a positive ratio
            arbitrage  | "gain": 0.5 => "gain": "half"                | /routes/0/gain: is "half"; it must be a decimal number
            arbitrage  | "gain": 0.5 => "gain": 1e-400                | /routes/0/gain: is 1e-400; it must be a positive ratio
            arbitrage  | "transitSlots": 1 => "transitSlots": 0       | /routes/0: route "r" leads from
            arbitrage  | "trader": "t" => "traders": "t"              | /bids/0/traders: is not a key of a curve~Maybe "trader" was meant.
            arbitrage  | "venues": ["v"] => "venues": ["v", "v"]      | /venues/1: is "v", like that of venue number 0
            """)
    void errorsNameThePlaceAndTheFault(String family, String change, String expected) {
        String[] parts = change.split(" =>", 2);
        String base = base(family.strip());
        assertTrue(base.contains(parts[0]), "the valid file holds " + parts[0]);
        String text = base.replaceFirst(
                java.util.regex.Pattern.quote(parts[0]), java.util.regex.Matcher.quoteReplacement(parts[1].strip()));
        String message = message(text);
        assertTrue(message.startsWith("f.json: "), message);
        assertTrue(message.contains(expected.replace('~', '\n')), message);
        assertTrue(message.lines().count() <= 2, message);
    }

    @Test
    void theValidFilesAreValid() {
        for (String family : new String[] {"allocation", "market", "sla", "arbitrage"}) {
            assertEquals(family, InstanceFile.read(base(family), "f.json").family());
        }
    }

    @Test
    void malformedJsonIsGivenByLineAndColumn() {
        assertEquals(
                "f.json: line 2, column 12: is not valid JSON: Unexpected character ('}' (code 125)): was expecting"
                        + " double-quote to start field name",
                message("{\n\"walras\":1,}"));
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertEquals("f.json: is a list; it must be an object: a problem", message("[1]"));
        assertEquals("f.json: is empty; it must be a JSON object", message(""));
        assertTrue(message("PK\u0003\u0004").contains("line 1, column"), message("PK\u0003\u0004"));
    }

    @Test
    void missingFilesAndFoldersAreSaidToBeSo(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("market.json"), "{}");
        var missing =
                assertThrows(InstanceFormatException.class, () -> InstanceFile.read(folder.resolve("markt.json")));
        assertEquals(
                folder.resolve("markt.json") + ": does not exist\nMaybe \"market.json\" was meant.",
                missing.getMessage());
        var directory = assertThrows(InstanceFormatException.class, () -> InstanceFile.read(folder));
        assertEquals(folder + ": is a directory; it must be a file", directory.getMessage());
    }

    @Test
    void aTruncatedGzipFileIsAnError(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.json.gz");
        InstanceFile.write(RandomProblems.of(0), file);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 2; length < bytes.length; length += 7) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(InstanceFormatException.class, () -> InstanceFile.read(file));
        }
    }

    @Test
    void aGigabyteOfZerosIsRefusedAtItsFirstByte(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("zeros.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        var e = assertThrows(InstanceFormatException.class, () -> InstanceFile.read(file));
        assertTrue(e.getMessage().contains("line 1, column"), e.getMessage());
    }

    /** A stream that begins with a text and then repeats another one for ever. */
    private static final class Endless extends InputStream {
        private final byte[] head;
        private final byte[] rest;
        private long read;

        Endless(String head, String rest) {
            this.head = head.getBytes(StandardCharsets.UTF_8);
            this.rest = rest.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            long at = read++;
            return at < head.length ? head[(int) at] : rest[(int) ((at - head.length) % rest.length)];
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            for (int i = 0; i < length; i++) {
                into[offset + i] = (byte) read();
            }
            return length;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                              | [
            ``                              | {"a":
            {"id": "                        | a
            {"                              | a
            {"walras":                      | 1
            {"walras": 1.                   | 1
            {"walras": 1, "nodes": [        | {"id": "n", "capacity": {}, "x": [
            {"walras": 1, "nodes":          | [
            {"walras": 1, "unknown": [      | 1,
            {"resources": [{"id": "r"}], "jobs": [ | {"id":
            """)
    void endlessGarbageIsRefusedAfterReadingLittle(String head, String rest) {
        Endless stream = new Endless(head, rest);
        assertThrows(InstanceFormatException.class, () -> InstanceFile.read(stream, "endless"));
        assertTrue(stream.read < 2_000_000, stream.read + " bytes were read");
    }
}
