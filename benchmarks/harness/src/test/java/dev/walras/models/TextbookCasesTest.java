package dev.walras.models;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small instances drawn at random - ties, reserves, nothing for sale, nobody bids, fractions, bids of 0 - whose answers
 * were computed apart, by enumeration in exact fractions; the payments of package auctions in floating point.
 */
class TextbookCasesTest {
    static Stream<GoldenCasesTest.Named> cases() throws IOException, URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(TextbookCasesTest.class.getResource("textbook-cases.json"))
                .toURI());
        return GoldenFile.read(file).stream().map(GoldenCasesTest.Named::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isReproduced(GoldenCasesTest.Named named) {
        GoldenCheck.Result result = GoldenCheck.run(named.golden());
        assertTrue(result.passed(), () -> String.join("\n", result.differences()));
    }
}
