package dev.walras.datasets.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.market.Market;
import dev.walras.mechanism.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BidsFormatTest {
    @TempDir
    private Path folder;

    private Market read(String text) throws IOException {
        Path file = folder.resolve("book.txt");
        Files.writeString(file, text);
        return Formats.byId("bids")
                .read(List.of(file), new Settings("bids", Map.of()))
                .instance()
                .market();
    }

    @Test
    void goodsAndBidsBecomeAMarket() throws IOException {
        Market market = read("""
                # a remark
                good A 1
                good B 2 GPU-hour
                bidder north: XOR{
                  A: 28;
                  # inside a bid
                  A + B: 40.5 }
                bidder seller budget 30: -B: -2 x 5
                """);
        assertEquals("book", market.id());
        assertEquals("GPU-hour", market.good(1).unit());
        assertEquals(2, market.endowment(1));
        assertEquals(3, market.orders());
        assertEquals(40_500_000, market.valueMicrosPerLot(1));
        assertEquals(market.group(0), market.group(1));
        assertEquals(-2_000_000, market.valueMicrosPerLot(2));
        assertEquals(5, market.maxLots(2));
        assertEquals(30_000_000, market.budgetMicros(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bidder p: A: 1 | there is no good",
                "good A\\nbidder p: B: 1 | bids for \"B\"",
                "good A\\ngood A | good A is there twice",
                "good A\\nbider p: A: 1 | line 2",
                "good A\\nbidder p: XOR{A: 1 | before a bid is closed",
                "good A\\nbidder p budget 1.2.3: A: 1 | line 2"
            })
    void errorsNameThePlace(String text, String message) {
        String said = assertThrows(InstanceFormatException.class, () -> read(text.replace("\\n", "\n")))
                .getMessage();
        assertTrue(said.contains(message) && said.contains("book.txt"), said);
    }
}
