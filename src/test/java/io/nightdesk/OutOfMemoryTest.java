package io.nightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OutOfMemoryTest {

    /** Runs in a process of its own. */
    static final class Program {
        public static void main(String[] args) {
            OutOfMemory.exitIfCauseOf(new IllegalStateException("not enough for this"));
            OutOfMemory.exitIfCauseOf(new IllegalStateException(new OutOfMemoryError("simulated")));
        }
    }

    @Test
    void endsTheProcessWithTheExitCodeOfTheJvmOption() throws Exception {
        // Given
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder program = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), Program.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);

        // When
        Process process = program.start();

        // Then
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
    }

    @Test
    void looksForTheErrorAmongTheCauses() {
        // When
        boolean found = OutOfMemory.isCauseOf(new RuntimeException(new Error(new OutOfMemoryError("simulated"))));

        // Then
        assertThat(found).isTrue();
    }

    @Test
    void leavesOtherErrorsAlone() {
        // When
        boolean found = OutOfMemory.isCauseOf(new StackOverflowError());

        // Then
        assertThat(found).isFalse();
    }
}
