package dev.walras.datasets.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.datasets.AnyTrade;
import dev.walras.datasets.InstanceFile;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every generator promises. */
class GeneratorsTest {
    static Stream<String> ids() {
        return Generators.all().stream().map(Generator::id);
    }

    static Problem generate(String id, long seed, String... settings) {
        return Generators.byId(id).generate(new Settings(id, Settings.parse(settings)), seed);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void fiftySeedsHaveTradeWorthMaking(String id) {
        for (long seed = 0; seed < 50; seed++) {
            Instance instance = generate(id, seed).instance();
            Fills fills = AnyTrade.find(instance.market());
            assertNotNull(fills, "no trade found, seed " + seed);
            Audit audit = Auditor.audit(
                    instance,
                    new Outcome(
                            fills, Payments.none(instance.market().participants()), null, Termination.COMPLETED, 1));
            assertEquals(List.of(), audit.violations(), "seed " + seed);
            assertTrue(audit.welfareMicros() > 0, "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void noTradeIsFeasibleAndWorthNothing(String id) {
        Instance instance = generate(id, 1).instance();
        Audit audit = Auditor.audit(instance, Outcome.noTrade(instance.market(), Termination.COMPLETED, 1));
        assertTrue(audit.clean());
        assertEquals(0, audit.welfareMicros());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theSameSeedGivesTheSameProblemAndAnotherSeedAnother(String id) {
        String first = InstanceFile.toJson(generate(id, 5));
        assertEquals(first, InstanceFile.toJson(generate(id, 5)));
        String second = InstanceFile.toJson(generate(id, 6));
        assertNotEquals(first, second.replace(id + "-6", id + "-5"));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theStatedDefaultsAreTheDefaults(String id) {
        Generator generator = Generators.byId(id);
        String[] stated = generator.settings().stream()
                .map(setting -> setting.key() + "=" + setting.defaultValue())
                .toArray(String[]::new);
        assertEquals(InstanceFile.toJson(generate(id, 3)), InstanceFile.toJson(generate(id, 3, stated)));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void refusesAnUnknownSetting(String id) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> generate(id, 1, "colour=red"));
        assertTrue(refused.getMessage().contains("no setting \"colour\""), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "exchange.double-auction, e581bc96",
        "exchange.unit-demand, a6b1aee",
        "exchange.random, f257b962",
        "cluster, d9bd304c",
        "cluster.gpu, 3828eb67",
        "sla.book, 8c4ae249",
        "arbitrage.network, 5265c6ec",
        "channels, 5f5637d4",
        "cats.regions, 7c5e5ab8",
        "cats.arbitrary, d8bb92d9",
        "cats.paths, f50ab19e",
        "cats.matching, 2141ea4d",
        "cats.scheduling, 8948b903",
        "cats.l1, 5bf14a3d",
        "cats.l2, 43c50663",
        "cats.l3, 9f930dfd",
        "cats.l4, de30f429",
        "cats.l5, a44860c2",
        "cats.l6, c29791ea",
        "cats.l7, 30b066d0",
        "cats.l8, 29ff18de"
    })
    void drawsTheSameBytesOnEveryJvm(String id, String crc) {
        // CRC-32 of the market of seed 1, as drawn by Temurin 25; a change of a distribution changes its line.
        Market market = generate(id, 1).instance().market();
        StringBuilder text = new StringBuilder();
        IntStream.range(0, market.goods()).forEach(g -> text.append(market.good(g)));
        IntStream.range(0, market.participants()).forEach(p -> text.append(market.participant(p)));
        IntStream.range(0, market.orders()).forEach(k -> text.append(market.order(k)));
        CRC32 sum = new CRC32();
        sum.update(text.toString().getBytes(StandardCharsets.UTF_8));
        assertEquals(crc, Long.toHexString(sum.getValue()));
    }

    @Test
    void idsAreDistinctAndFindable() {
        assertEquals(ids().count(), new TreeSet<>(ids().toList()).size());
        for (Generator generator : Generators.all()) {
            assertSame(generator, Generators.byId(generator.id()));
        }
        assertThrows(IllegalArgumentException.class, () -> Generators.byId("cats"));
    }

    @Test
    void theDoubleAuctionScalesToAHundredThousandOrders() {
        Problem problem = generate("exchange.double-auction", 1, "buyers=50000", "sellers=50_000", "units=10");
        assertEquals(100_000, problem.instance().market().orders());
        assertEquals(1, problem.instance().market().goods());
        assertTrue(problem.instance().market().heapBytes() < 10_000_000);
    }

    @Test
    void marginalValuesFallAndMarginalCostsRise() {
        var market =
                generate("exchange.double-auction", 2, "steps=4").instance().market();
        for (int k = 1; k < market.orders(); k++) {
            if (market.owner(k) == market.owner(k - 1)) {
                assertTrue(market.valueMicrosPerLot(k) <= market.valueMicrosPerLot(k - 1));
            }
        }
    }

    @Test
    void settingsAreReadFromTheirStatedKeys() {
        assertEquals(
                7,
                generate("exchange.unit-demand", 1, "buyers=7", "items=3", "supply=sellers")
                                .instance()
                                .market()
                                .participants()
                        - 3);
        assertThrows(
                IllegalArgumentException.class,
                () -> Generators.byId("cluster").generate(new Settings("cluster", Map.of("nodes", "0")), 1));
    }
}
