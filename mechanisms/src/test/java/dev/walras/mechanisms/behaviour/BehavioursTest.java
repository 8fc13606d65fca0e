package dev.walras.mechanisms.behaviour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehavioursTest {
    @Test
    void everyIdOfTheListMakesABehaviour() {
        for (String id : Behaviours.ids()) {
            assertEquals(id, Behaviours.require(id));
        }
    }

    @Test
    void readsSettingsShortFormsAndMixtures() {
        assertEquals(new Shading(0.2), Behaviours.of("shading-20"));
        assertEquals(new Shading(0.35), Behaviours.of("shading(share=0.35)"));
        assertEquals(
                new Mixture(List.of(
                        new Mixture.Member(new ZeroIntelligence(ZeroIntelligence.Discipline.CONSTRAINED, null, 9), 0.5),
                        new Mixture.Member(new Truthful(), 2))),
                Behaviours.of("mix(zi-c(shouts=9):0.5, truthful:2)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "truthfull|truthful",
                "zi-c(shots=3)|shouts",
                "zi-c(shouts=-1)|whole number",
                "shading(share=x)|number",
                "mix(zi-c)|behaviour:share",
                "mix(zi-c:0)|positive",
                "mix(mix(zi-c:1):1)|mixture",
                "zi-c)|there is no behaviour",
                "zi-c(|there is no behaviour",
            })
    void saysWhatIsWrong(String text, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> Behaviours.of(text))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void aMixtureGivesEachBehaviourItsShareOfBothSides() {
        MarketBuilder market = Market.builder("m");
        int good = market.good("g", "unit", 0);
        for (int i = 0; i < 10; i++) {
            market.buy(market.participant("b" + i), good, 1, 100);
            market.sell(market.participant("s" + i), good, 1, 10);
        }
        Market built = market.build();
        Behaviour mixture = Behaviours.of("mix(truthful:0.3,shading-20:0.7)");
        IntFunction<Behaviour> roles = mixture.roles(built, 5);
        int[] truthful = new int[2];
        for (int p = 0; p < 20; p++) {
            truthful[p % 2] += roles.apply(p) instanceof Truthful ? 1 : 0;
        }
        assertArrayEquals(new int[] {3, 3}, truthful);
        Market reports = mixture.report(built, 5);
        for (int p = 0; p < 20; p++) {
            boolean honest = reports.valueMicrosPerLot(p) == built.valueMicrosPerLot(p);
            assertEquals(roles.apply(p) instanceof Truthful, honest);
        }
    }

    @Test
    void sharesAreWholeNumbersByLargestRemainders() {
        Mixture mixture = assertInstanceOf(Mixture.class, Behaviours.of("mix(zi-c:1,zi-u:1,truthful:1)"));
        assertArrayEquals(new int[] {4, 3, 3}, mixture.counts(10));
        assertArrayEquals(new int[] {1, 0, 0}, mixture.counts(1));
        assertArrayEquals(new int[] {0, 0, 0}, mixture.counts(0));
    }
}
