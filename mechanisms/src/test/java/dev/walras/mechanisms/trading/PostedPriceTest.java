package dev.walras.mechanisms.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.problem.RawMarket;
import dev.walras.testing.RandomMarkets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostedPriceTest {
    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "10"})
    void endsFeasibleWithoutDeficitOrLossOnEveryStructure(String price) {
        PostedPrice rule = new PostedPrice(new Settings("test", Map.of("price", price)));
        for (int seed = 0; seed < 3000; seed++) {
            Market market = RandomMarkets.small(seed);
            ArrivalVenue venue = new ArrivalVenue(market, new Behaviour.Truthful(), seed);
            Outcome outcome = rule.trade(venue, RunContext.seeded(seed));
            Audit audit = Auditor.audit(
                    new RawMarket(market).instance(), outcome, rule.spec().claims());
            assertEquals(List.of(), audit.violations(), market.id());
        }
    }
}
