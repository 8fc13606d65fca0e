package dev.walras.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES = List.of("auction.vcg", "opt.cp-sat", "opt.cbc", "price.tatonnement");

    @Test
    void findsTheNameWithTheFewestEdits() {
        assertEquals("price.tatonnement", Nearest.to("price.tattonement", NAMES));
        assertEquals("opt.cbc", Nearest.to("OPT.CBD", NAMES));
    }

    @Test
    void findsTheNameWhoseKindWasLeftOut() {
        assertEquals("auction.vcg", Nearest.to("vcg", NAMES));
        assertEquals("opt.cp-sat", Nearest.to("cpsat", NAMES));
    }

    @Test
    void suggestsNothingThatIsFar() {
        assertNull(Nearest.to("simplex", NAMES));
        assertEquals("", Nearest.hint("x".repeat(100), List.of("x".repeat(101))));
    }
}
