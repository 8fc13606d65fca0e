package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Prices;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Traffic;
import dev.walras.mechanisms.Goldens;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.problem.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rounds of every price process on two toy markets, compared with a text file to the letter. Run the tests of this
 * class with {@code -Dwalras.playthrough=write} in the folder of the module to write the files anew, and read the
 * difference.
 */
class PlaythroughTest {
    /** The processes of this package, and those of others that have a transcript. */
    static Stream<PriceSignal> processes() {
        return PriceProcessesTest.processes()
                .filter(process -> process.getClass().getPackage().equals(PlaythroughTest.class.getPackage())
                        || PlaythroughTest.class.getResource(
                                        "/playthrough/" + process.spec().id() + ".txt")
                                != null);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void roundsAreThoseOfTheTranscript(PriceSignal process) throws IOException {
        StringBuilder text = new StringBuilder(
                "# " + process.spec().id() + ": " + process.spec().name() + "\n");
        for (Market market : markets(process)) {
            text.append("\n## ").append(market.id()).append("\n\n");
            if (process.spec().unsupported(market).isEmpty()) {
                play(process, market, text);
            } else {
                text.append("not handled: ")
                        .append(process.spec().unsupported(market))
                        .append('\n');
            }
        }
        String name = process.spec().id() + ".txt";
        if ("write".equals(System.getProperty("walras.playthrough"))) {
            Path folder = Files.createDirectories(Path.of("src/test/resources/playthrough"));
            Files.writeString(folder.resolve(name), text);
            return;
        }
        try (InputStream expected = PlaythroughTest.class.getResourceAsStream("/playthrough/" + name)) {
            assertNotNull(expected, name + " is missing; write it with -Dwalras.playthrough=write");
            assertEquals(new String(expected.readAllBytes(), StandardCharsets.UTF_8), text.toString());
        }
    }

    private static void play(PriceSignal process, Market market, StringBuilder text) {
        RunContext context = RunContext.seeded(1)
                .withLimits(Limits.DEFAULT.withRounds(40))
                .withObserver(new Observer() {
                    @Override
                    public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
                        text.append("round %3d  prices %s  messages %d%n"
                                .formatted(round, prices.microsPerUnit(), messages));
                    }
                });
        ColumnFloor floor = new ColumnFloor(market);
        Outcome outcome = process.run(floor, context);
        Traffic traffic = floor.traffic();
        Audit audit = Auditor.audit(Instance.of(market), outcome);
        text.append("%s after %d rounds%nprices %s%nfills %s%npayments %s%n"
                .formatted(
                        outcome.termination(),
                        outcome.rounds(),
                        outcome.prices().microsPerUnit(),
                        outcome.fills().lots(),
                        outcome.payments().micros()));
        text.append("audited: welfare %d, bound %d, messages %d, bytes %d%n"
                .formatted(audit.welfareMicros(), audit.boundMicros(), traffic.messages(), traffic.bytes()));
    }

    /** Both toy markets; for a process that handles neither, the units of one good that an operator sells. */
    private static List<Market> markets(PriceSignal process) {
        List<Market> toys = List.of(gpuHours(), slots());
        boolean none = toys.stream()
                .noneMatch(market -> process.spec().unsupported(market).isEmpty());
        return none ? List.of(licences()) : toys;
    }

    /** The five licences of L. M. Ausubel, American Economic Review 94(5), 2004: case A04. */
    private static Market licences() {
        return Goldens.units(5, new long[][] {{123, 113, 103}, {75, 5, 3}, {125, 125, 49}, {85, 65, 7}, {45, 25, 5}});
    }

    /** One good: three sellers of GPU hours, four buyers. The optimum is 2 x 31 + 25 - 2 x 10 - 18 = 49 thousand. */
    private static Market gpuHours() {
        MarketBuilder market = Market.builder("gpu-hours");
        int good = market.good("gpu-hour", "hour", 0);
        market.sell(market.participant("north"), good, 2, 10_000);
        market.sell(market.participant("south"), good, 2, 18_000);
        market.sell(market.participant("west"), good, 2, 26_000);
        market.buy(market.participant("training"), good, 2, 31_000);
        market.buy(market.participant("batch"), good, 1, 25_000);
        market.buy(market.participant("render"), good, 2, 17_000);
        market.buy(market.participant("idle"), good, 3, 9_000);
        return market.build();
    }

    /** Unit demand of case B20 (Demange, Gale and Sotomayor 1986): welfare 20, least Walrasian prices 3, 1, 0. */
    private static Market slots() {
        long[][] values = {{9, 7, 3}, {8, 6, 5}, {4, 6, 2}};
        MarketBuilder market = Market.builder("slots");
        for (int g = 0; g < 3; g++) {
            market.good("slot" + g, "slot", 1);
        }
        for (long[] row : values) {
            int p = market.participant("job" + market.participants());
            int group = market.group();
            for (int g = 0; g < 3; g++) {
                market.add(new Order("", p, Bundle.of(g, 1), 1, 1, 1000 * row[g], group));
            }
        }
        return market.build();
    }
}
