package dev.walras.harness;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.market.Market;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.solver.Solvers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which code computed a result: the release, and a fingerprint of the classes and tables that decide results (markets,
 * problems, mechanisms, solvers, generators, the catalog and its facts, behaviours, auditor). The rest of the harness,
 * the report and the command line do not count, so that a change of a table does not repeat a week of runs.
 */
public final class CodeVersion {
    /** The release. */
    public static final String RELEASE = "0.1.0-SNAPSHOT";

    private static final List<String> DECIDING = List.of(
            "dev/walras/market/",
            "dev/walras/problem/",
            "dev/walras/mechanism/",
            "dev/walras/audit/",
            "dev/walras/solver/",
            "dev/walras/mechanisms/",
            "dev/walras/datasets/",
            "dev/walras/harness/Execution",
            "dev/walras/harness/Roster",
            "dev/walras/harness/Row",
            "dev/walras/harness/Sources");

    /**
     * In a jar whose classes were changed when it was packed, such as that of the Spark job: the version of the classes
     * before, so that a cell has one key wherever it is run.
     */
    public static final String PACKED = "META-INF/walras-code-version";

    private CodeVersion() {}

    /** Release and fingerprint of the running code: {@code 0.1.0-SNAPSHOT+3f1c5a0b}. The same classes give the same. */
    public static String current() {
        try (InputStream packed = CodeVersion.class.getClassLoader().getResourceAsStream(PACKED)) {
            return packed == null ? ofClasses() : new String(packed.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version computed from the classes themselves. */
    public static String ofClasses() {
        Map<String, Long> checksums = new TreeMap<>();
        Set<Path> places = new LinkedHashSet<>();
        for (Class<?> anchor : List.of(
                Market.class, Solvers.class, Mechanisms.class, InstanceFormatException.class, CodeVersion.class)) {
            places.add(placeOf(anchor));
        }
        try {
            for (Path place : places) {
                if (Files.isDirectory(place)) {
                    addFolder(place, checksums);
                } else {
                    addJar(place, checksums);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CRC32 all = new CRC32();
        all.update(checksums.toString().getBytes(StandardCharsets.UTF_8));
        return RELEASE + "+" + String.format("%08x", all.getValue());
    }

    /** The jar or folder that this class was loaded from. */
    public static Path place() {
        return placeOf(CodeVersion.class);
    }

    private static Path placeOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException(type + " was loaded from nowhere");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of " + type + " is no path", e);
        }
    }

    private static void addJar(Path jar, Map<String, Long> checksums) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
                if (counts(entry.getName())) {
                    checksums.put(entry.getName(), entry.getCrc());
                }
            }
        }
    }

    private static void addFolder(Path folder, Map<String, Long> checksums) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (counts(name)) {
                    CRC32 crc = new CRC32();
                    crc.update(Files.readAllBytes(file));
                    checksums.put(name, crc.getValue());
                }
            }
        }
    }

    /** Whether the file called {@code name} in a jar or folder of classes decides results. */
    static boolean counts(String name) {
        return !name.endsWith("/") && DECIDING.stream().anyMatch(name::startsWith);
    }
}
