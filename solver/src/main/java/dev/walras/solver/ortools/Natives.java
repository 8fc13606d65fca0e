package dev.walras.solver.ortools;

import com.google.ortools.Loader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads OR-Tools once a virtual machine, from a folder into which its libraries are unpacked once a version.
 *
 * <p>The folder is {@code native-<fingerprint of the libraries>} under the system property {@code walras.native.cache},
 * else under {@code .cache/walras} in the user's home. Libraries are unpacked beside it and moved into place in one
 * step, so that several virtual machines may start at once. Where that is impossible (no writable folder, Windows,
 * classes not in a jar) OR-Tools' own loader unpacks into a temporary folder.
 */
public final class Natives {
    private static final String PROPERTY = "walras.native.cache";
    private static boolean loaded;

    private Natives() {}

    /**
     * Loads the libraries at the first call.
     *
     * @throws UnsatisfiedLinkError when the platform has none
     */
    public static synchronized void load() {
        if (!loaded) {
            if (!loadFromCache()) {
                Loader.loadNativeLibraries();
            }
            loaded = true;
        }
    }

    private static boolean loadFromCache() {
        String platform = platform();
        if (platform == null) {
            return false;
        }
        try {
            Path library = unpacked(platform);
            if (library == null) {
                return false;
            }
            System.load(library.toAbsolutePath().toString());
            return true;
        } catch (IOException | UnsatisfiedLinkError e) {
            return false;
        }
    }

    private static @Nullable String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String cpu = arch.equals("amd64") || arch.equals("x86_64")
                ? "x86-64"
                : arch.equals("aarch64") || arch.equals("arm64") ? "aarch64" : "";
        String system = os.contains("linux") ? "linux" : os.contains("mac") ? "darwin" : "";
        return cpu.isEmpty() || system.isEmpty() ? null : "ortools-" + system + "-" + cpu;
    }

    /** The JNI library in the cache, unpacked when it is not there yet; null when its resources are not in a jar. */
    private static @Nullable Path unpacked(String folder) throws IOException {
        URL url = Natives.class.getClassLoader().getResource(folder + "/" + System.mapLibraryName("jniortools"));
        if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
            return null;
        }
        JarFile jar = connection.getJarFile();
        List<JarEntry> entries = jar.stream()
                .filter(entry -> entry.getName().startsWith(folder + "/") && !entry.isDirectory())
                .sorted(Comparator.comparing(JarEntry::getName))
                .toList();
        long fingerprint = 1;
        for (JarEntry entry : entries) {
            fingerprint = 31 * fingerprint + entry.getName().hashCode();
            fingerprint = 31 * fingerprint + entry.getSize();
            fingerprint = 31 * fingerprint + entry.getCrc();
        }
        Path home = cacheFolder().resolve("native-" + Long.toHexString(fingerprint));
        if (!Files.isDirectory(home)) {
            unpack(jar, entries, home);
        }
        return home.resolve(System.mapLibraryName("jniortools"));
    }

    private static Path cacheFolder() {
        String configured = System.getProperty(PROPERTY, "");
        return configured.isEmpty()
                ? Path.of(System.getProperty("user.home", "."), ".cache", "walras")
                : Path.of(configured);
    }

    private static void unpack(JarFile jar, List<JarEntry> entries, Path home) throws IOException {
        Path parent = Files.createDirectories(home.toAbsolutePath().getParent());
        Path scratch = Files.createTempDirectory(parent, "unpacking");
        try {
            for (JarEntry entry : entries) {
                String name = new File(entry.getName()).getName();
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, scratch.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(scratch, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException otherWasFaster) {
            return;
        } catch (IOException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.forEach(paths::add);
        }
        for (int i = paths.size() - 1; i >= 0; i--) {
            Files.deleteIfExists(paths.get(i));
        }
    }
}
