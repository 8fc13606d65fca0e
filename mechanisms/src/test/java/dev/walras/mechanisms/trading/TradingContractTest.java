package dev.walras.mechanisms.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Trading;
import dev.walras.mechanisms.behaviour.Truthful;
import dev.walras.mechanisms.online.SecretaryAuction;
import dev.walras.mechanisms.online.ThresholdSale;
import dev.walras.problem.RawMarket;
import dev.walras.testing.RandomMarkets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all trading rules hold on thousands of random markets of every structure they handle. */
class TradingContractTest {
    static Stream<Trading> rules() {
        return Stream.of(
                new PostedPrice(settings(Map.of())),
                new PostedPrice(settings(Map.of("price", "0"))),
                new PostedPrice(settings(Map.of("price", "10"))),
                new ContinuousDoubleAuction(settings(Map.of())),
                new ContinuousDoubleAuction(settings(Map.of("microstructure", "gode-sunder", "reserve", "5"))),
                new ContinuousDoubleAuction(settings(Map.of("microstructure", "cliff", "reserve", "5"))),
                new FrequentBatch(settings(Map.of("batch", "3", "rationing", "pro-rata", "reserve", "2"))),
                new BaseFeeMarket(settings(Map.of("fee", "5", "block", "2"))),
                new SecretaryAuction(settings(Map.of())),
                ThresholdSale.prophet(settings(Map.of("high", "40"))),
                ThresholdSale.knapsack(settings(Map.of("low", "1", "high", "60"))),
                ThresholdSale.kSearch(settings(Map.of("low", "1", "high", "60"))),
                ThresholdSale.oneWay(settings(Map.of("low", "1", "high", "60"))),
                new Fifo());
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings("test", values);
    }

    private static Stream<Market> markets() {
        return Stream.iterate(0, seed -> seed + 1)
                .limit(1000)
                .flatMap(seed -> Stream.of(
                        RandomMarkets.small(seed), RandomMarkets.unitDemand(seed), RandomMarkets.doubleAuction(seed)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void endsFeasibleWithoutDeficitOrLossOnEveryStructure(Trading rule) {
        long[] traded = {0};
        markets().filter(market -> rule.spec().unsupported(market).isEmpty()).forEach(market -> {
            Outcome outcome = rule.trade(new ArrivalVenue(market, new Truthful(), 7), RunContext.seeded(7));
            Audit audit = Auditor.audit(
                    new RawMarket(market).instance(), outcome, rule.spec().claims());
            assertEquals(List.of(), audit.violations(), market.id());
            traded[0] += audit.filledOrders();
        });
        assertTrue(traded[0] > 0, "nothing was ever traded");
    }
}
