package dev.walras.datasets.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.mechanism.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on formats, the list of formats and their settings say the same. */
final class FormatsPageTest {
    private static final Path PAGE = Path.of("..", "src", "site", "markdown", "formats.md");

    @Test
    void thePageListsEveryFormatWithEverySetting() throws IOException {
        String page = Files.readString(PAGE);
        for (Format format : Formats.all()) {
            int start = page.indexOf("\n### " + format.id() + "\n");
            assertTrue(start >= 0, "the page has no section " + format.id());
            int end = page.indexOf("\n##", start + 4);
            String section = page.substring(start, end < 0 ? page.length() : end);
            for (Settings.Setting setting : format.settings()) {
                assertTrue(
                        section.contains("`" + setting.key() + "`"),
                        "section " + format.id() + " does not explain " + setting.key());
            }
        }
    }

    @Test
    void idsAreDistinctAndFound() {
        List<String> ids = Formats.all().stream().map(Format::id).toList();
        assertEquals(ids.stream().distinct().toList(), ids);
        ids.forEach(id -> assertEquals(id, Formats.byId(id).id()));
    }

    /** Text that is near to some format, damaged, is read or refused, with nothing else thrown. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void damagedFilesAreReadOrRefused(long seed, @TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        String[] samples = {
            "goods 2\nbids 2\ndummy 1\n0 1.5 0 2 #\n1 2 1 2 #\n",
            "2 2\n1 2\n3 4\n1 1\n1 1\n2 2\n",
            "2\n1 2\n3 4\n",
            "1\n2 1 9\n3 4\n1 1\n1\n",
            "p min 2 1\nn 1 1\nn 2 -1\na 1 2 0 1 5\n",
            "sn,cpu_milli,memory_mib,gpu,model\nn,1,1,1,T4\n",
            """
            name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,creation_time,deletion_time,scheduled_time
            a,1,1,1,500,T4,LS,1,2,1
            """,
            "0.1 0.2\n-1 3e2\n",
            "provider,base_model,context,input_usd_per_mtok,output_usd_per_mtok\np,m,100,1,2\n",
            "ContextTokens,GeneratedTokens\n10,20\n",
            "machine_type,region,usd_hour\nm,eu,1\nm,us,2\n",
            "src,eu,us\neu,1,2\nus,2,1\n",
            "good A 1\ngood B\nbidder p: XOR{A: 1.5; A + 2 B: 3}\nbidder q budget 9: IC(1..2, value 1){-A: -1; *d + B: 2}\n"
        };
        for (Format format : Formats.all()) {
            int count = List.of("openb", "llm-routing", "price-latency").contains(format.id()) ? 2 : 1;
            for (int i = 0; i < 60; i++) {
                List<Path> files = new ArrayList<>();
                for (int f = 0; f < count; f++) {
                    Path file = folder.resolve("f" + f);
                    Files.writeString(file, damaged(samples[sample(format.id()) + f], random));
                    files.add(file);
                }
                try {
                    assertTrue(format.read(files, new Settings(format.id(), Map.of()), w -> {})
                                    .instance()
                                    .market()
                                    .goods()
                            > 0);
                } catch (InstanceFormatException e) {
                    assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
                }
            }
        }
    }

    private static int sample(String format) {
        return switch (format) {
            case "bids" -> 12;
            case "cats" -> 0;
            case "orlib-gap" -> 1;
            case "orlib-assign" -> 2;
            case "orlib-mknap" -> 3;
            case "dimacs-mcf" -> 4;
            case "openb" -> 5;
            case "wsdream" -> 7;
            case "llm-routing" -> 8;
            default -> 10;
        };
    }

    private static String damaged(String text, SplittableRandom random) {
        StringBuilder damaged = new StringBuilder(text);
        String[] bits = {"", "-", "9", "0", ".", "e9", "99999999999999999999", "x", "\n", "\t", ",", "#", "\"", "nan"};
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            damaged.replace(at, Math.min(damaged.length(), at + random.nextInt(3)), bits[random.nextInt(bits.length)]);
        }
        return damaged.toString();
    }
}
