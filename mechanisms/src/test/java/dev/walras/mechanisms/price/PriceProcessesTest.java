package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.problem.RawMarket;
import dev.walras.testing.RandomMarkets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all price processes hold on thousands of random markets of every structure they handle. */
class PriceProcessesTest {
    /** Every price process of the list, with its default settings. */
    static Stream<PriceSignal> processes() {
        return Mechanisms.defaults(new Enumeration()).stream()
                .filter(mechanism -> mechanism instanceof PriceSignal)
                .map(mechanism -> (PriceSignal) mechanism);
    }

    private static Stream<Market> markets() {
        return Stream.iterate(0, seed -> seed + 1)
                .limit(700)
                .flatMap(seed -> Stream.of(
                        RandomMarkets.small(seed), RandomMarkets.unitDemand(seed), RandomMarkets.doubleAuction(seed)));
    }

    @ParameterizedTest
    @MethodSource("processes")
    void endsFeasibleWithoutDeficitOrLossOnEveryStructure(PriceSignal process) {
        RunContext context = RunContext.seeded(1).withLimits(Limits.DEFAULT.withRounds(30));
        markets().filter(market -> process.spec().unsupported(market).isEmpty()).forEach(market -> {
            Outcome outcome = process.run(new ColumnFloor(market), context);
            Audit audit = Auditor.audit(
                    new RawMarket(market).instance(), outcome, process.spec().claims());
            assertEquals(List.of(), audit.violations(), market.id());
            assertTrue(audit.boundMicros() >= audit.welfareMicros(), market.id());
        });
    }
}
