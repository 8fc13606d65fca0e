package dev.walras.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.walras.testing.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the architecture over all modules: this is the one that sees them all. */
class ArchitectureTest {
    private static final JavaClasses ALL = ArchitectureRules.production();

    static Stream<ArchRule> rules() {
        return Stream.of(
                ArchitectureRules.coreInOrder(),
                ArchitectureRules.noCycles(),
                ArchitectureRules.modulesApart(),
                ArchitectureRules.nullMarked(),
                ArchitectureRules.silent(),
                ArchitectureRules.seeded(),
                ArchitectureRules.pricesSeeRepliesOnly(),
                ArchitectureRules.auditReadsDataOnly());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void allModulesKeep(ArchRule rule) {
        rule.check(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "solver", "mechanisms", "datasets", "harness", "report", "cli"})
    void everyModuleIsLookedAt(String name) {
        assertTrue(ALL.stream().anyMatch(type -> type.getPackageName().startsWith("dev.walras." + name)));
    }

    @Test
    void testsAreNotLookedAt() {
        assertTrue(ALL.stream().noneMatch(type -> type.isEquivalentTo(ArchitectureTest.class)));
    }
}
