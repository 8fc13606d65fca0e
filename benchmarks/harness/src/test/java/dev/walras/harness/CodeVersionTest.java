package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes finished cells run again, and what does not. */
final class CodeVersionTest {
    @ParameterizedTest
    @CsvSource({
        "dev/walras/audit/Auditor.class, true",
        "dev/walras/mechanisms/price/Tatonnement$Run.class, true",
        "dev/walras/datasets/catalog/gpu-rental.csv, true",
        "dev/walras/mechanisms/behaviour/Behaviours.class, true",
        "dev/walras/harness/Summary.class, false",
        "dev/walras/report/page.html, false",
        "dev/walras/audit/, false",
    })
    void countsWhatDecidesResults(String name, boolean counts) {
        assertEquals(counts, CodeVersion.counts(name), name);
    }

    @Test
    void theSameCodeHasTheSameVersion() {
        assertEquals(CodeVersion.current(), CodeVersion.current());
    }
}
