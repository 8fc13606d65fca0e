package dev.walras.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.InstanceFormatException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Further cases of the textbook models, whose answers were computed without Walras: in exact fractions, by enumeration,
 * or with general solvers.
 */
class OwnModelCasesTest {
    @TempDir
    private Path folder;

    static Stream<GoldenCasesTest.Named> cases() throws IOException, URISyntaxException {
        Path file =
                Path.of(OwnModelCasesTest.class.getResource("own-cases.json").toURI());
        return GoldenFile.read(file).stream().map(GoldenCasesTest.Named::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isReproduced(GoldenCasesTest.Named named) {
        GoldenCheck.Result result = GoldenCheck.run(named.golden());
        assertTrue(result.passed(), () -> String.join("\n", result.differences()));
    }

    /** Instances that were once answered as if they said something else, or by an internal error. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kelly_proportional_share_nash|{'utilities':'sqrt(d)','capacity':1}|Maybe a list of formulas",
                "kelly_proportional_share_nash|{'utilities':['log(z)'],'capacity':1}|\"z\" in the formula",
                "double_auction_linear_bne|{'v':'U[0,1]','c':'U[0,1]','price':'b+s'}|must be a mean of b and s",
                "fx_negative_cycle|{'currencies':['A','B'],'rates':{'A':[1,2],'B':[1,1]},'spread':'1/100'}|spread: is no key",
                "tatonnement_multiplicative|{'market':'C21','start':[1,1,1],'lambda':1,'rule':'by hand','steps':2}|by hand",
                "gossip_average_price|{'graph':'ring of 3','weights':'1/2 of oneself','x0':[1,2,3],'rounds':1}|1/2 of oneself",
                "message_accounting|{'mechanism':'barter','agents':3}|must be a clock auction",
                "performance_profile|{'times':{'A':[1,2],'B':[1]},'taus':[1]}|lengths do not fit together",
                "replicator_dynamics|{'payoff':[[1,2]],'x0':'1/2','step':'1/10','steps':1}|lengths do not fit together",
            })
    void isRefused(String model, String instance, String message) throws IOException {
        Path file = folder.resolve("instance.json");
        Files.writeString(file, instance.replace('\'', '"'));
        Input input = GoldenFile.instance(file);
        InstanceFormatException error = assertThrows(
                InstanceFormatException.class, () -> Models.byName(model).run(input));
        assertTrue(String.valueOf(error.getMessage()).contains(message), error::getMessage);
    }

    @Test
    void synonymsNameModels() {
        assertEquals("q_learning_update", Models.byName("q_learning").name());
        assertEquals("lmp_network", Models.byName("dc_opf_lmp").name());
    }
}
