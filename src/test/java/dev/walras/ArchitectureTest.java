package dev.walras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.walras.testing.ArchitectureRules;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final JavaClasses CORE = ArchitectureRules.production();
    private static final List<String> COLLUSIONS =
            violations(ArchitectureRules.auditReadsDataOnly(), "dev.walras.audit.CollusiveAuditor");

    static Stream<ArchRule> rules() {
        return Stream.of(
                ArchitectureRules.coreInOrder(),
                ArchitectureRules.noCycles(),
                ArchitectureRules.modulesApart(),
                ArchitectureRules.nullMarked(),
                ArchitectureRules.silent(),
                ArchitectureRules.seeded(),
                ArchitectureRules.auditReadsDataOnly());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void coreKeeps(ArchRule rule) {
        rule.check(CORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"market", "problem", "mechanism", "audit"})
    void everyPackageOfCoreIsLookedAt(String name) {
        assertTrue(CORE.stream().anyMatch(type -> type.getPackageName().equals("dev.walras." + name)));
        assertFalse(CORE.contain(ArchitectureTest.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Problem.instance()",
                "Problem.family()",
                "Instance.of(",
                "Instance.id()",
                "Market.traits()",
                "Market.ordersByGroup()",
                "Market.ordersByParticipant()",
                "Market.select(",
                "Market.withValues(",
                "Market.builder(",
                "Market.good(",
                "Ratio.<init>(",
                "Outcome.noTrade(",
            })
    void anAuditorThatColludesIsNoticed(String call) {
        assertTrue(COLLUSIONS.stream().anyMatch(line -> line.contains(call)), () -> call + " not in " + COLLUSIONS);
    }

    @Test
    void everyWayOfColludingIsNoticed() throws ClassNotFoundException {
        Class<?> auditor = Class.forName("dev.walras.audit.CollusiveAuditor");
        long methods = Stream.of(auditor.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .count();
        assertEquals(14, methods);
        for (var method : auditor.getDeclaredMethods()) {
            assertTrue(
                    method.isSynthetic()
                            || COLLUSIONS.stream().anyMatch(line -> line.contains("." + method.getName() + "(")),
                    () -> method + " is not among " + COLLUSIONS);
        }
    }

    /** A class that prints and rolls dice. */
    static final class Loud {
        private Loud() {}

        static void speak() {
            System.out.println(new Random().nextInt() + Math.random());
        }
    }

    @Test
    void printingAndDiceAreNoticed() {
        assertEquals(
                1, violations(ArchitectureRules.silent(), Loud.class.getName()).size());
        assertTrue(violations(ArchitectureRules.seeded(), Loud.class.getName()).size() >= 2);
    }

    private static List<String> violations(ArchRule rule, String type) {
        try {
            JavaClasses classes = new ClassFileImporter().importClasses(Class.forName(type));
            return rule.evaluate(classes).getFailureReport().getDetails();
        } catch (ClassNotFoundException e) {
            throw new LinkageError(type, e);
        }
    }
}
