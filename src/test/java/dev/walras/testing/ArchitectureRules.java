package dev.walras.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.Set;

/**
 * The rules of the design that a compiler does not check, for the tests of every module:
 * {@code ArchitectureRules.nullMarked().check(ArchitectureRules.production())}. The module needs ArchUnit among its
 * test dependencies. Rules that speak of packages of other modules hold trivially where those are not on the class
 * path.
 */
public final class ArchitectureRules {
    private static final String ROOT = "dev.walras";

    /** What the auditor may call of classes that are neither records nor enums: their data. */
    private static final Map<String, Set<String>> DATA = Map.of(
            ROOT + ".market.Market",
            Set.of(
                    "goods",
                    "participants",
                    "orders",
                    "groups",
                    "goodIds",
                    "participantIds",
                    "orderIds",
                    "endowment",
                    "budgetMicros",
                    "owner",
                    "minLots",
                    "maxLots",
                    "valueMicrosPerLot",
                    "group",
                    "bundle",
                    "bundleSize",
                    "bundleGood",
                    "bundleUnits"),
            ROOT + ".market.LongVector",
            Set.of("get", "size", "toArray"),
            ROOT + ".market.Names",
            Set.of("get", "size"),
            ROOT + ".market.Bundle",
            Set.of("equals"));

    private ArchitectureRules() {}

    /** All classes of the product on the class path, tests, test jars and generated code left out. */
    public static JavaClasses production() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("_generated/"))
                .importPackages(ROOT);
    }

    /**
     * Packages of core depend on one another in the order market, problem, mechanism, audit only; bidding on market.
     */
    public static ArchRule coreInOrder() {
        return CompositeArchRule.of(dependsOnlyOn("market"))
                .and(dependsOnlyOn("bidding", "market"))
                .and(dependsOnlyOn("problem", "market"))
                .and(dependsOnlyOn("mechanism", "problem", "market"))
                .and(dependsOnlyOn("audit", "mechanism", "problem", "market"));
    }

    private static ArchRule dependsOnlyOn(String name, String... others) {
        String[] allowed = new String[others.length + 3];
        allowed[0] = "java..";
        allowed[1] = "org.jspecify.annotations..";
        allowed[2] = ROOT + "." + name + "..";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 3] = ROOT + "." + others[i] + "..";
        }
        return classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    /** No cycles among the packages directly below the root. */
    public static ArchRule noCycles() {
        return SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
    }

    /** Solvers, mechanisms and data sets never know one another, nor what is built on them. */
    public static ArchRule modulesApart() {
        return CompositeArchRule.of(apart("solver", "mechanisms", "datasets"))
                .and(apart("mechanisms", "solver", "datasets"))
                .and(apart("datasets", "solver", "mechanisms"));
    }

    private static ArchRule apart(String name, String other, String third) {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "." + other + "..",
                        ROOT + "." + third + "..",
                        ROOT + ".harness..",
                        ROOT + ".models..",
                        ROOT + ".cli..",
                        ROOT + ".spark..",
                        ROOT + ".jmh..")
                .allowEmptyShould(true);
    }

    /** No price process, nor what it is built of, can reach a market, or what answers for the participants of one. */
    public static ArchRule pricesSeeRepliesOnly() {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + ".mechanisms.price..")
                .or()
                .implement(ROOT + ".mechanism.PriceSignal")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ROOT + ".market.Market")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ROOT + ".mechanisms.floor.BestReply")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ROOT + ".mechanisms.floor.ColumnFloor")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ROOT + ".mechanisms.floor.EdgeFloor")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".columns..")
                .allowEmptyShould(true);
    }

    /** Every package says that its types are not null unless they say so. */
    public static ArchRule nullMarked() {
        return classes().should(new ArchCondition<>("be in a package with package-info and @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!item.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                    events.add(SimpleConditionEvent.violated(item, item.getPackageName() + " is not @NullMarked"));
                }
            }
        });
    }

    /** Libraries print nothing; the command line, which must, is left out. */
    public static ArchRule silent() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".jmh..", ROOT + ".spark..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);
    }

    /** Randomness comes from the context of a run or from a seed that is given, never from the machine. */
    public static ArchRule seeded() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.SplittableRandom.class)
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID");
    }

    /**
     * The auditor shares no code with what it judges: of other packages it calls accessors of records, methods of
     * enums, and accessors of the market's data, and nothing else; neither formulations nor traits, groupings,
     * selections, builders or constructors.
     */
    public static ArchRule auditReadsDataOnly() {
        return classes()
                .that()
                .resideInAPackage(ROOT + ".audit..")
                .should(new ArchCondition<>("call nothing of other packages but accessors of data") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        item.getAccessesFromSelf().stream()
                                .filter(access -> access instanceof JavaCodeUnitAccess<?>)
                                .map(access -> (JavaCodeUnitAccess<?>) access)
                                .filter(access -> foreign(access.getTargetOwner()) && !readsData(access))
                                .forEach(access ->
                                        events.add(SimpleConditionEvent.violated(access, access.getDescription())));
                    }
                });
    }

    private static boolean foreign(JavaClass owner) {
        return owner.getPackageName().startsWith(ROOT + ".")
                && !owner.getPackageName().startsWith(ROOT + ".audit");
    }

    private static boolean readsData(JavaCodeUnitAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        boolean component = owner.isRecord()
                && access.getTarget().getRawParameterTypes().isEmpty()
                && owner.getFields().stream()
                        .anyMatch(field -> field.getName().equals(name)
                                && !field.getModifiers().contains(JavaModifier.STATIC));
        return component
                || owner.isEnum()
                || DATA.getOrDefault(owner.getName(), Set.of()).contains(name);
    }
}
