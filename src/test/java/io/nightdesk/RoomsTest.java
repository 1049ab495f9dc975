package io.nightdesk;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which package may depend on which: {@code mqtt → inbox → decision → faq, order, hours, session}. None depends on
 * {@code mqtt}.
 */
final class RoomsTest {

    private static final String ROOT = "io.nightdesk";

    /** By path: in continuous testing the classes are not on the class path that ArchUnit would search. */
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

    private static final String FRAME = ROOT + ".frame..";
    private static final String MQTT = ROOT + ".mqtt..";
    private static final String DECISION = ROOT + ".decision..";
    private static final String DEV = ROOT + ".dev..";
    /** Constraint annotations on settings come from a package of Hibernate's, too. */
    private static final String CONSTRAINTS = "org.hibernate.validator..";

    /** Every package with the packages it may depend on, besides itself and the root package. */
    private static final Map<String, List<String>> ALLOWED_DEPENDENCIES = Map.ofEntries(
            entry("database", List.of()),
            entry("rest", List.of("database")),
            entry("audit", List.of("database", "rest")),
            entry("security", List.of("database", "rest", "audit")),
            entry("frame", List.of("frame.wire")),
            entry("frame.wire", List.of()),
            entry("faq", List.of()),
            entry("faq.match", List.of("faq")),
            entry("faq.rules", List.of("faq", "faq.match", "database", "rest", "audit", "hours", "order")),
            entry("faq.transfer", List.of("faq", "faq.rules", "rest", "audit")),
            entry("hours", List.of("database", "rest", "audit")),
            entry("order", List.of("database", "rest", "audit")),
            entry("leader", List.of("database")),
            entry("session", List.of("database", "rest", "audit", "frame", "leader")),
            entry("decision", List.of("faq", "faq.match", "order", "hours", "session")),
            entry("outbox", List.of("database", "leader", "session", "hours")),
            entry("deadletter", List.of("database", "rest", "audit", "frame", "leader")),
            entry(
                    "inbox",
                    List.of(
                            "database",
                            "frame",
                            "leader",
                            "outbox",
                            "deadletter",
                            "decision",
                            "faq",
                            "faq.match",
                            "faq.rules",
                            "order",
                            "hours",
                            "session")),
            entry(
                    "history",
                    List.of(
                            "database",
                            "rest",
                            "audit",
                            "frame",
                            "decision",
                            "faq",
                            "faq.match",
                            "faq.rules",
                            "order",
                            "hours",
                            "session",
                            "outbox")),
            entry(
                    "privacy",
                    List.of(
                            "database",
                            "rest",
                            "audit",
                            "frame",
                            "history",
                            "leader",
                            "outbox",
                            "decision",
                            "order",
                            "session")),
            entry("mqtt", List.of("frame", "inbox", "outbox", "leader", "deadletter")),
            entry("web", List.of("frame")),
            entry("dev", List.of("frame", "leader")));

    @Test
    void everyPackageHasItsPlace() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().startsWith(ROOT))
                        .map(type -> type.getPackageName().substring(ROOT.length()))
                        .filter(rest -> !rest.isEmpty())
                        .map(rest -> rest.substring(1))
                        .collect(Collectors.toSet()))
                .isEqualTo(ALLOWED_DEPENDENCIES.keySet());
    }

    @Test
    void dependsOnlyOnAllowedPackages() {
        ALLOWED_DEPENDENCIES.forEach((name, allowed) -> noClasses()
                .that()
                .resideInAPackage(packageOf(name))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".*..")
                        .and(resideInAnyPackage(packagesOf(name, allowed)).negate()))
                .because(name + " may depend on " + allowed)
                .check(CLASSES));
    }

    @Test
    void noCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void protobufOnlyInFrame() {
        noClasses()
                .that()
                .resideOutsideOfPackage(FRAME)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.protobuf..", ROOT + ".frame.wire..")
                .check(CLASSES);
    }

    @Test
    void mqttOnlyInMqttAndDev() {
        noClasses()
                .that()
                .resideOutsideOfPackages(MQTT, DEV)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.mqtt..", "io.netty.handler.codec.mqtt..")
                .check(CLASSES);
    }

    @Test
    void embeddedPartsOnlyInDev() {
        noClasses()
                .that()
                .resideOutsideOfPackage(DEV)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.moquette..", "io.zonky..")
                .check(CLASSES);
    }

    @Test
    void noDatabaseInFrameMqttAndDecision() {
        noClasses()
                .that()
                .resideInAnyPackage(FRAME, MQTT, DECISION)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate..", "java.sql..")
                        .and(resideOutsideOfPackage(CONSTRAINTS)))
                .check(CLASSES);
    }

    /** The time is given, or comes from the clock that is injected. */
    @Test
    void decisionsAskNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        DECISION,
                        ROOT + ".faq.match",
                        ROOT + ".faq",
                        ROOT + ".order",
                        ROOT + ".hours",
                        ROOT + ".session",
                        FRAME)
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .check(CLASSES);
    }

    @Test
    void noOldDates() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Calendar")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.text.SimpleDateFormat")
                .check(CLASSES);
    }

    @Test
    void noCaseWithoutALocale() {
        noClasses()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .check(CLASSES);
    }

    private static String[] packagesOf(String name, List<String> allowed) {
        return Stream.concat(Stream.of(name), allowed.stream())
                .map(RoomsTest::packageOf)
                .toArray(String[]::new);
    }

    private static String packageOf(String name) {
        return ROOT + "." + name;
    }
}
