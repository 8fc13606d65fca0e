package dev.walras.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {
    @Test
    void theTestsRunWithWhatSparkAsksFor() {
        List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
        for (String option : JavaModuleOptions.defaultModuleOptionArray()) {
            assertTrue(
                    given.contains(option) || option.contains("sun.security.action"),
                    () -> option + " is missing in argLine of the pom; there are " + given);
        }
    }

    @Test
    void anInstallationHasNothingOfTheJob(@TempDir Path target) throws Exception {
        Files.writeString(target.resolve("spark.classpath"), "/r/spark-core_2.13.jar:/r/slf4j-api-2.0.18.jar");
        Files.writeString(
                target.resolve("walras.classpath"),
                "/w/walras-core-0.1.jar:/w/src/target/walras-core/classes:/r/ortools-java-9.jar:/r/jackson-core-2.22.jar"
                        + ":/r/ortools-linux-x86-64-9.jar:/r/ortools-darwin-aarch64-9.jar");
        assertEquals(
                List.of(
                        Path.of("/r/spark-core_2.13.jar"),
                        Path.of("/r/slf4j-api-2.0.18.jar"),
                        Path.of("/r/jackson-core-2.22.jar"),
                        Path.of("/r/ortools-darwin-aarch64-9.jar")),
                List.copyOf(JobFiles.installed(target)));
    }
}
