package dev.walras.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTemplateTest {
    @Test
    void whatFillsAHoleIsNotSearchedForHoles() {
        String page = new PageTemplate("<{{a}}|{{b}}>").fill(Map.of("a", "{{b}} $1 \\", "b", "x"));
        assertEquals("<{{b}} $1 \\|x>", page);
    }

    @Test
    void aHoleWithoutAPartIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> new PageTemplate("{{a}}").fill(Map.of("b", "x")));
    }
}
