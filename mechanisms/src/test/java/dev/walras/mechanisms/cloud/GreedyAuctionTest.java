package dev.walras.mechanisms.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GreedyAuctionTest {
    /** An auction that shows as its settings. */
    record Named(String name, SealedBid auction) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Named> auctions() {
        return Stream.of(
                new Named("provision", new CaProvision(settings(Map.of("reserve", "1.5")))),
                new Named("provision-stop", new CaProvision(settings(Map.of("misfit", "stop")))),
                new Named("greedy", new CaGreedy(settings(Map.of("weights", "1,2,4")))),
                new Named("one", new VmGreedy(settings(Map.of("relevance", "one")))),
                new Named("share", new VmGreedy(settings(Map.of()))),
                new Named("scarcity", new VmGreedy(settings(Map.of("relevance", "scarcity", "reserve", "2")))));
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings("auction", values);
    }

    private static Market random(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("requests");
        MarketBuilder market = Market.builder("machines-" + seed);
        for (int g = 0; g < 3; g++) {
            market.good("g" + g, "unit", random.nextInt(9));
        }
        int users = 1 + random.nextInt(7);
        for (int p = 0; p < users; p++) {
            int user = market.participant("u" + p);
            long[] units = {random.nextInt(4), random.nextInt(4), 1 + random.nextInt(3)};
            market.order("", user, Bundle.of(new int[] {0, 1, 2}, units), 1, random.nextInt(40));
        }
        return market.build();
    }

    private static Outcome clear(Named named, Market market) {
        return named.auction().clear(market, RunContext.seeded(0));
    }

    private static Market with(Market market, int order, long value) {
        return market.withValues(
                LongVector.tabulate(market.orders(), k -> k == order ? value : market.valueMicrosPerLot(k)));
    }

    @ParameterizedTest
    @MethodSource("auctions")
    void thePaymentIsTheLeastValueThatWinsAndDoesNotDependOnTheBid(Named named) {
        int winners = 0;
        int paying = 0;
        for (long seed = 0; seed < 200; seed++) {
            Market market = random(seed);
            Outcome outcome = clear(named, market);
            for (int k = 0; k < market.orders(); k++) {
                if (outcome.fills().lots().get(k) == 0) {
                    assertEquals(0, outcome.payments().micros().get(k));
                    continue;
                }
                winners++;
                long paid = outcome.payments().micros().get(k);
                paying += paid > 1 ? 1 : 0;
                for (long value = Math.max(1, paid); value < 60; value += 7) {
                    Outcome higher = clear(named, with(market, k, value));
                    assertEquals(1, higher.fills().lots().get(k), market.id() + " order " + k + " at " + value);
                    assertEquals(paid, higher.payments().micros().get(k), market.id());
                }
                if (paid > 0) {
                    Outcome lower = clear(named, with(market, k, paid - 1));
                    assertEquals(0, lower.fills().lots().get(k), market.id() + " order " + k);
                }
            }
        }
        assertTrue(winners > 150 && paying > 60, winners + " winners, " + paying + " pay more than 1");
    }

    @Test
    void onOneGoodOfUnitsTheTieGoesToTheLowerIndex() {
        MarketBuilder builder = Market.builder("tie");
        int good = builder.good("g", "unit", 2);
        for (int p = 0; p < 3; p++) {
            builder.buy(builder.participant("p" + p), good, 1, 7);
        }
        Outcome outcome = new CaGreedy(settings(Map.of())).clear(builder.build(), RunContext.seeded(0));
        assertEquals(LongVector.of(1, 1, 0), outcome.fills().lots());
        assertEquals(LongVector.of(7, 7, 0), outcome.payments().micros());
    }

    @Test
    void aNumberOfWeightsOtherThanThatOfTheGoodsIsRefused() {
        Market market = random(1);
        SealedBid auction = new CaGreedy(settings(Map.of("weights", "1,2")));
        String message = assertThrows(IllegalArgumentException.class, () -> auction.clear(market, RunContext.seeded(0)))
                .getMessage();
        assertTrue(message.contains("2 weights for 3 goods"), message);
    }
}
