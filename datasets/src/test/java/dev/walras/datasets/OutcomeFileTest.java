package dev.walras.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Claim;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeFileTest {
    private final Instance instance = instance();

    private static Instance instance() {
        var builder = Market.builder("two-orders");
        int good = builder.good("gpu", "hour", 3);
        int ann = builder.participant("ann");
        int bob = builder.participant("bob");
        builder.order("bid", ann, Bundle.of(good, 1), 2, 5);
        builder.order("", bob, Bundle.of(good, 1), 4, 7);
        return Instance.of(builder.build());
    }

    @Test
    void whatIsReadBackEqualsWhatWasWritten(@TempDir Path folder) {
        Outcome outcome = new Outcome(
                Fills.of(0, 3), Payments.of(0, 15), Prices.of(5), Termination.CLEARED, 12, new Claim("clock", 21L));
        var run = new OutcomeFile.Run(
                outcome, "price.clock", Set.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL), 42);
        OutcomeFile.write(run, instance, folder.resolve("out.json.gz"));
        assertEquals(run, OutcomeFile.read(folder.resolve("out.json.gz"), instance));
    }

    @Test
    void anOutcomeWithoutPricesAndClaimKeepsNone(@TempDir Path folder) {
        Outcome outcome = Outcome.noTrade(instance.market(), Termination.NOTHING_FOUND, 1);
        var run = new OutcomeFile.Run(outcome, "", Set.of(), -1);
        OutcomeFile.write(run, instance, folder.resolve("out.json"));
        OutcomeFile.Run back = OutcomeFile.read(folder.resolve("out.json"), instance);
        assertEquals(run, back);
        assertNull(back.outcome().prices());
    }

    @Test
    void overfillsAreReadForTheAuditorToJudge() {
        OutcomeFile.Run run = OutcomeFile.read(
                "{\"walras\": 1, \"instance\": \"two-orders\", \"fills\": {\"o1\": 99, \"bid\": -1}}", "x", instance);
        assertEquals(Fills.of(-1, 99), run.outcome().fills());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "fills": {"bit": 1}          | x: /fills: names "bit", which is not an order of the instance
            "fills": {"bid": 1.5}        | x: /fills/bid: is 1.5; it must be a whole number
            "fills": {"bid": 1, "bid": 2}| x: /fills/bid: occurs twice in the same object
            "fills": {}, "claims": ["good"] | x: /claims/0: is "good", not a guarantee
            "fills": {}, "termination": "now" | x: /termination: is "now"; it must be one of completed
            "rounds": 3                  | x: has no "fills"; an outcome needs one
            "fills": {}, "paymentsMicros": {"eve": 3} | x: /paymentsMicros: names "eve"
            """)
    void errorsNameThePlaceAndTheThing(String keys, String message) {
        String text = "{\"walras\": 1, \"instance\": \"two-orders\", " + keys + "}";
        var e = assertThrows(InstanceFormatException.class, () -> OutcomeFile.read(text, "x", instance));
        assertEquals(
                message,
                e.getMessage()
                        .substring(0, Math.min(message.length(), e.getMessage().length())));
    }

    @Test
    void anOutcomeOfAnotherInstanceIsRefused() {
        var e = assertThrows(
                InstanceFormatException.class,
                () -> OutcomeFile.read("{\"walras\": 1, \"instance\": \"other\", \"fills\": {}}", "x", instance));
        assertEquals("x: /instance: is \"other\"; the outcome is read for instance \"two-orders\"", e.getMessage());
    }
}
