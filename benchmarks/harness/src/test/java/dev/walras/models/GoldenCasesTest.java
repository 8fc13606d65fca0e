package dev.walras.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case with a known answer, by id, through the public interface. */
class GoldenCasesTest {
    static Stream<Named> cases() {
        return GoldenFile.shipped().stream().map(Named::new);
    }

    /** A case that shows as its id and model. */
    record Named(GoldenCase golden) {
        @Override
        public String toString() {
            return golden.id() + " " + golden.model();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isReproduced(Named named) {
        GoldenCheck.Result result = GoldenCheck.run(named.golden());
        assertTrue(result.passed(), () -> String.join("\n", result.differences()));
    }

    @Test
    void noneIsLeftOut() {
        List<GoldenCase> cases = GoldenFile.shipped();
        assertEquals(135, cases.size());
        assertEquals(135, cases.stream().map(GoldenCase::id).distinct().count());
    }
}
