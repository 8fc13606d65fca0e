package dev.walras.spark;

import dev.walras.harness.CodeVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Files that the build makes for running the packed job without an installation of Spark.
 *
 * <p>{@code walras-code-version} goes into the job jar. {@code spark.args} is an argument file of {@code java}: what
 * Spark asks of a JVM, and the job jar with the jars that an installation has, from the local Maven repository.
 */
public final class JobFiles {
    /** The packed job, in the build folder of this module. */
    public static final String JAR = "walras-spark.jar";

    /** The argument file for {@code java}, in the build folder. */
    public static final String ARGUMENTS = "spark.args";

    /** In the job jar already; natives are there for Linux only, so others stay on the class path. */
    private static final Pattern PACKED = Pattern.compile(
            ".*(walras-[a-z]+-|/walras-[a-z]+/|/ortools-java-|/ortools-linux-|/timefold-|/slf4j-nop-).*");

    private static final Pattern OPENED = Pattern.compile("--add-opens=([^/]+)/([^=]+)=.*");

    private JobFiles() {}

    /** Writes the files; the only argument is the build folder of this module. */
    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        Path version = target.resolve("classes").resolve(CodeVersion.PACKED);
        Files.createDirectories(version.toAbsolutePath().getParent());
        Files.writeString(version, CodeVersion.ofClasses() + "\n");
        Files.writeString(target.resolve(ARGUMENTS), arguments(target));
    }

    /** One argument a line, quoted as {@code java @file} reads it. */
    private static String arguments(Path target) throws IOException {
        List<String> words = new ArrayList<>();
        for (String option : JavaModuleOptions.defaultModuleOptionArray()) {
            if (known(option)) {
                words.add(option);
            }
        }
        words.add("-Dlog4j2.configurationFile=dev/walras/spark/log4j2.properties");
        List<String> path = new ArrayList<>(List.of(target.resolve(JAR).toString()));
        installed(target).forEach(jar -> path.add(jar.toString()));
        words.add("-classpath");
        words.add(String.join(File.pathSeparator, path));
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append('"').append(word.replace("\\", "\\\\")).append("\"\n");
        }
        return text.toString();
    }

    /** Whether the package that an option opens is there: some are gone from newer JDKs, which warn of it. */
    private static boolean known(String option) {
        Matcher opened = OPENED.matcher(option);
        return !opened.matches()
                || ModuleLayer.boot()
                        .findModule(opened.group(1))
                        .map(module -> module.getPackages().contains(opened.group(2)))
                        .orElse(true);
    }

    /**
     * The jars that a Spark installation has, and the native libraries for systems other than Linux: what is on the
     * class path beside the job jar.
     *
     * @param target the build folder of this module
     */
    public static Set<Path> installed(Path target) throws IOException {
        Set<Path> jars = new LinkedHashSet<>();
        for (String list : List.of("spark.classpath", "walras.classpath")) {
            for (String jar : Files.readString(target.resolve(list)).strip().split(File.pathSeparator, -1)) {
                if (!jar.isEmpty() && !PACKED.matcher(jar.replace('\\', '/')).matches()) {
                    jars.add(Path.of(jar));
                }
            }
        }
        return jars;
    }
}
