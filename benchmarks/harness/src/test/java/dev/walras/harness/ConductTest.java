package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.walras.mechanism.Guarantee;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConductTest {
    @Test
    void readsABehaviourAndAFloor() {
        assertEquals("truthful", Conduct.of("truthful").text());
        assertEquals(
                "shading(share=0.2)@delay=3",
                Conduct.of("shading(share=0.2)@ delay=3").text());
        assertEquals("truthful", Conduct.of("truthful@reliable").text());
        assertThrows(IllegalArgumentException.class, () -> Conduct.of("truthful@fog=1"));
        assertThrows(IllegalArgumentException.class, () -> Conduct.of("trustful@loss=0.1"));
    }

    @Test
    void holdsOutcomesToLessWhereMessagesGoAstray() {
        Set<Guarantee> claims = Set.of(Guarantee.EFFICIENT, Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT);
        assertEquals(claims, Conduct.of("truthful").held(claims));
        assertEquals(
                Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
                Conduct.of("truthful@loss=0.1").held(claims));
        assertEquals(
                Set.of(Guarantee.NO_DEFICIT), Conduct.of("shading-20@loss=0.1").held(claims));
    }

    @Test
    void anExperimentRunsEveryBehaviourOnEveryFloor() {
        Experiment experiment = ExperimentReader.parse("test", """
                name: floors
                datasets: [toy.arbitrage]
                mechanisms: [price.tatonnement]
                behaviours: [truthful, shading-20]
                floors: [reliable, "loss=0.1, delay=3"]
                """, Path.of(""));
        assertEquals(
                List.of("truthful", "shading-20", "truthful@delay=3,loss=0.1", "shading-20@delay=3,loss=0.1"),
                experiment.behaviours());
    }
}
