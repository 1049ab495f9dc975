package io.nightdesk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Jobs that the scheduler runs. */
final class ScheduledJobsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

    /** Otherwise the first execution creates the job, and until then none of its metrics is exported. */
    @Test
    void createsEveryScheduledJobAtStartup() {
        methods()
                .that()
                .areAnnotatedWith(Scheduled.class)
                .should()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(Startup.class)
                .check(CLASSES);
    }
}
