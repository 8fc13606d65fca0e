package dev.walras.mechanisms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.problem.Instance;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TieLotteryTest {
    private static final Map<String, String> LOTTERY = Map.of("ties", "lottery");

    static Stream<String> sealed() {
        return Mechanisms.defaults(new Enumeration()).stream()
                .filter(SealedBid.class::isInstance)
                .map(mechanism -> mechanism.spec().id());
    }

    /** Four equal bids for one unit. */
    private static Market equals() {
        MarketBuilder builder = Market.builder("equals");
        int good = builder.good("g", "unit", 1);
        for (int p = 0; p < 4; p++) {
            builder.buy(builder.participant("p" + p), good, 1, 5);
        }
        return builder.build();
    }

    private static int winner(Mechanism auction, long seed) {
        Outcome outcome = Play.run(auction, Instance.of(equals()), RunContext.seeded(seed))
                .outcome();
        for (int k = 0; k < 4; k++) {
            if (outcome.fills().lots().get(k) > 0) {
                return k;
            }
        }
        return -1;
    }

    @Test
    void everyoneOfEqualsWinsNowAndThen() {
        Mechanism lottery = Mechanisms.make("auction.uniform-price", LOTTERY, new Enumeration());
        int[] wins = new int[4];
        for (long seed = 0; seed < 400; seed++) {
            wins[winner(lottery, seed)]++;
        }
        for (int count : wins) {
            // 100 of 400 each; 5 standard deviations of a fair lottery are 43.
            assertEquals(100, count, 43);
        }
        assertEquals(0, winner(Mechanisms.make("auction.uniform-price", Map.of(), new Enumeration()), 7));
    }

    @ParameterizedTest
    @MethodSource("sealed")
    void whatARulePromisesItKeepsByLot(String id) {
        Mechanism lottery = Mechanisms.make(id, LOTTERY, new Enumeration());
        for (Market market : ContractMarkets.handledBy(lottery.spec(), 40)) {
            Instance instance = Instance.of(market);
            Outcome outcome = Play.run(lottery, instance, RunContext.seeded(3)).outcome();
            Audit audit = Auditor.audit(instance, outcome, lottery.spec().claims());
            assertTrue(audit.clean(), () -> market.id() + ": " + audit.violations());
            assertEquals(
                    outcome, Play.run(lottery, instance, RunContext.seeded(3)).outcome());
        }
    }

    @Test
    void onlySealedAuctionsDrawLots() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Mechanisms.make("price.tatonnement", LOTTERY, new Enumeration()))
                .getMessage();
        assertTrue(message.contains("price.tatonnement has no setting \"ties\""), message);
    }
}
