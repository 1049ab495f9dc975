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
    void readsABodyOfExactlyTheLimit() throws IOException {
        // When
        byte[] read = stream(100).readAllBytes();

        // Then
        assertThat(read).hasSize(100);
    }

    @Test
    void rejectsABodyOneByteOverTheLimit() {
        // When
        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> stream(101).readAllBytes());

        // Then
        assertThat(thrown.problem()).isEqualTo(Problem.of(413, "The body exceeds this path's limit of 100 bytes."));
    }

    @Test
    void countsSingleBytesAndSkippedBytes() throws IOException {
        // Given
        LimitedStream stream = stream(101);
        stream.skipNBytes(99);
        int last = stream.read();

        // When
        ProblemException thrown = catchThrowableOfType(ProblemException.class, stream::read);

        // Then
        assertThat(last).isZero();
        assertThat(thrown.problem().status()).isEqualTo(413);
    }
}
