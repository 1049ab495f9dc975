package io.nightdesk;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may know whom: channel → ledger → desk → faq, order, hours, conversation; the wire in its own room; local for itself. */
@AnalyzeClasses(packages = RoomsTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
final class RoomsTest {

    static final String ROOT = "io.nightdesk";

    private static final String ADMIN = ROOT + ".admin..";
    private static final String FRAME = ROOT + ".frame..";
    private static final String CHANNEL = ROOT + ".channel..";
    private static final String LEDGER = ROOT + ".ledger..";
    private static final String DESK = ROOT + ".desk..";
    private static final String LOCAL = ROOT + ".local..";
    /** What settings may be: no rows. */
    private static final String CONSTRAINTS = "org.hibernate.validator..";

    /** Every room with the rooms it may know. */
    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            entry("database", List.of()),
            entry("admin", List.of("database")),
            entry("frame", List.of()),
            entry("faq", List.of("database", "admin", "hours", "order")),
            entry("order", List.of("admin")),
            entry("conversation", List.of("admin")),
            entry("hours", List.of("database", "admin")),
            entry("desk", List.of("admin", "faq", "order", "hours", "conversation")),
            entry("ledger", List.of("database", "admin", "frame", "desk", "faq", "order", "hours", "conversation")),
            entry("channel", List.of("frame", "ledger", "desk", "faq", "order", "conversation")),
            entry("chat", List.of("desk", "channel")),
            entry("local", List.of("frame", "channel", "ledger", "desk", "faq", "order", "conversation")));

    @ArchTest
    static void everyRoomHasItsPlace(JavaClasses classes) {
        assertThat(classes.stream()
                        .map(type -> type.getPackageName().substring(ROOT.length()))
                        .map(rest -> rest.isEmpty() ? "" : rest.split("\\.", -1)[1])
                        .collect(Collectors.toSet()))
                .isEqualTo(MAY_KNOW.keySet());
    }

    @ArchTest
    static void knowsOnlyTheRoomsBelowIt(JavaClasses classes) {
        MAY_KNOW.forEach((room, known) -> noClasses()
                .that()
                .resideInAPackage(packageOf(room))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(resideOutsideOfPackage(packageOf(room)))
                        .and(resideInAnyPackage(packagesOf(known)).negate()))
                .because(room + " may know " + known)
                .check(classes));
    }

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule protobufOnlyInFrame = noClasses()
            .that()
            .resideOutsideOfPackage(FRAME)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.protobuf..", ROOT + ".frame.wire..");

    @ArchTest
    static final ArchRule mqttOnlyInChannelAndLocal = noClasses()
            .that()
            .resideOutsideOfPackages(CHANNEL, LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.mqtt..", "io.netty.handler.codec.mqtt..");

    @ArchTest
    static final ArchRule embeddedPartsOnlyInLocal = noClasses()
            .that()
            .resideOutsideOfPackage(LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.moquette..", "io.zonky..");

    @ArchTest
    static final ArchRule noDatabaseInFrameChannelAndDesk = noClasses()
            .that()
            .resideInAnyPackage(FRAME, CHANNEL, DESK)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate..", "java.sql..")
                    .and(resideOutsideOfPackage(CONSTRAINTS)));

    /**
     * Rules, orders and decisions know nothing of HTTP; a room's resources do, the forms of what they take and show, and
     * editors, which refuse. A fault is only a place and a message, and CSV is only text: both are no part of it.
     */
    @ArchTest
    static final ArchRule onlyResourcesKnowTheAdminRoom = noClasses()
            .that()
            .resideOutsideOfPackage(ADMIN)
            .and()
            .haveNameNotMatching(".*(Resource|Form|View|Editor)(\\$.*)?")
            .should()
            .dependOnClassesThat(
                    resideInAPackage(ADMIN).and(not(simpleName("Fault"))).and(not(simpleName("Csv"))));

    /** What is pure in the rooms that also have rows stays so. */
    @ArchTest
    static final ArchRule onlyRowsAreEntities = noClasses()
            .that()
            .resideOutsideOfPackages(LEDGER, LOCAL)
            .and()
            .haveSimpleNameNotEndingWith("Row")
            .and()
            .haveSimpleNameNotEndingWith("Archive")
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta.persistence..", "org.hibernate..")
                    .and(resideOutsideOfPackage(CONSTRAINTS)));

    /** The time is given, or comes from the clock that is injected. */
    @ArchTest
    static final ArchRule theDeskAsksNoClock = noClasses()
            .that()
            .resideInAnyPackage(
                    DESK, packageOf("faq"), packageOf("order"), packageOf("hours"), packageOf("conversation"), FRAME)
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule noOldDates = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Date")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Calendar")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.text.SimpleDateFormat");

    @ArchTest
    static final ArchRule noCaseWithoutALocale = noClasses()
            .should()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase");

    private static String[] packagesOf(List<String> rooms) {
        return Stream.concat(Stream.of("none"), rooms.stream().map(RoomsTest::packageOf))
                .toArray(String[]::new);
    }

    private static String packageOf(String room) {
        return ROOT + "." + room + "..";
    }
}
