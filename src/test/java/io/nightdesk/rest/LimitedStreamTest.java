package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class LimitedStreamTest {

    private static LimitedStream stream(int size) {
        return new LimitedStream(new ByteArrayInputStream(new byte[size]), 100);
    }

    @Test
    void passesWhatIsJustWithin() throws IOException {
        // When
        byte[] read = stream(100).readAllBytes();

        // Then
        assertThat(read).hasSize(100);
    }

    @Test
    void endsTheRequestOneByteAfter() {
        // When
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> stream(101).readAllBytes());

        // Then
        assertThat(refused.problem())
                .isEqualTo(Problem.of(413, "The body is larger than the 100 bytes that this path takes."));
    }

    @Test
    void countsWhatIsReadByteByByteOrSkipped() throws IOException {
        // Given
        LimitedStream stream = stream(101);
        stream.skipNBytes(99);
        int last = stream.read();

        // When
        ProblemException refused = catchThrowableOfType(ProblemException.class, stream::read);

        // Then
        assertThat(last).isZero();
        assertThat(refused.problem().status()).isEqualTo(413);
    }
}
