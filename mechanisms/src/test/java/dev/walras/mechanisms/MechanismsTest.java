package dev.walras.mechanisms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Settings;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MechanismsTest {
    private static final Enumeration PLANNER = new Enumeration();

    @Test
    void everyConcreteMechanismOfThisModuleIsInTheList() throws Exception {
        Set<String> listed = new TreeSet<>();
        Mechanisms.defaults(PLANNER)
                .forEach(mechanism -> listed.add(mechanism.getClass().getName()));
        Set<String> found = new TreeSet<>();
        for (String name : classNames()) {
            Class<?> type = Class.forName(name, false, MechanismsTest.class.getClassLoader());
            if (Mechanism.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                found.add(name);
            }
        }
        // It only wraps another.
        assertTrue(found.remove(TieLottery.class.getName()));
        assertTrue(found.size() >= 4, () -> "only " + found + " found");
        assertEquals(found, listed);
    }

    private static List<String> classNames() throws URISyntaxException, java.io.IOException {
        Path classes = Path.of(Mechanisms.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void idsAreUniqueAndOfTheFormKindDotName() {
        Set<String> ids = new HashSet<>();
        for (Mechanisms.Entry entry : Mechanisms.all()) {
            String id = entry.spec().id();
            assertTrue(ids.add(id), id);
            assertTrue(id.matches("[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*"), id);
        }
    }

    @Test
    void whatIsMadeHasTheFactsOfItsLine() {
        for (Mechanisms.Entry entry : Mechanisms.all()) {
            Mechanism made = Mechanisms.make(entry.spec().id(), Map.of(), PLANNER);
            assertEquals(entry.spec(), made.spec());
        }
    }

    @Test
    void theSettingsOfTheListAreTheOnesRead() {
        for (Mechanisms.Entry entry : Mechanisms.all()) {
            String id = entry.spec().id();
            Map<String, String> written = new HashMap<>();
            for (Settings.Setting setting : entry.settings()) {
                written.put(setting.key(), setting.defaultValue());
            }
            assertEquals(entry.spec(), Mechanisms.make(id, written, PLANNER).spec());
            Map<String, String> unknown = Map.of("no-such-setting", "1");
            assertThrows(IllegalArgumentException.class, () -> Mechanisms.make(id, unknown, PLANNER), id);
        }
    }

    @Test
    void anUnknownIdIsAnsweredWithTheNearest() {
        String typo = assertThrows(
                        IllegalArgumentException.class, () -> Mechanisms.make("auction.vgc", Map.of(), PLANNER))
                .getMessage();
        assertTrue(typo.contains("\"auction.vgc\"") && typo.contains("Maybe \"auction.vcg\""), typo);
        String bare = assertThrows(
                        IllegalArgumentException.class, () -> Mechanisms.make("first-price", Map.of(), PLANNER))
                .getMessage();
        assertTrue(bare.contains("Maybe \"auction.first-price\""), bare);
        String strange = assertThrows(
                        IllegalArgumentException.class, () -> Mechanisms.make("zzzzzzzzzzzz", Map.of(), PLANNER))
                .getMessage();
        assertTrue(strange.contains("auction.uniform-price"), strange);
    }

    @Test
    void aSettingOutOfRangeIsRefusedWithWhatIsAllowed() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Mechanisms.make("auction.uniform-price", Map.of("convention", "second"), PLANNER))
                .getMessage();
        assertTrue(message.contains("first-rejected, last-accepted"), message);
    }
}
