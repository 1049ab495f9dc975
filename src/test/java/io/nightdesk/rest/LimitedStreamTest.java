package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LimitedStreamTest {

    private static LimitedStream stream(int size) {
        return new LimitedStream(new ByteArrayInputStream(new byte[size]), 100, TIMEOUT, () -> 0);
    }

    /** A stream whose reads take the given time each. */
    private static LimitedStream slowStream(Duration perRead) {
        AtomicLong now = new AtomicLong();
        InputStream client = new InputStream() {

            @Override
            public int read() {
                now.addAndGet(perRead.toNanos());
                return 0;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                now.addAndGet(perRead.toNanos());
                return length;
            }
        };
        return new LimitedStream(client, Long.MAX_VALUE, TIMEOUT, now::get);
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

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
        assertThat(thrown.problem().status()).isEqualTo(413);
        assertThat(thrown).hasMessage("The body exceeds this path's limit of 100 bytes.");
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

    @Test
    void rejectsABodyThatArrivesByteByByteAfterTheTimeout() throws IOException {
        // Given
        LimitedStream stream = slowStream(Duration.ofSeconds(10));
        stream.read();
        stream.read();
        stream.read();

        // When
        ProblemException thrown = catchThrowableOfType(ProblemException.class, stream::read);

        // Then
        assertThat(thrown.problem().status()).isEqualTo(408);
        assertThat(thrown).hasMessage("The body did not arrive in time.");
    }

    @Test
    void readsALargeBodyThatArrivesFastEnough() throws IOException {
        // Given
        LimitedStream stream = slowStream(Duration.ofSeconds(1));

        // When
        long read = 0;
        for (int i = 0; i < 1_000; i++) {
            read += stream.read(new byte[(int) LimitedStream.MIN_BYTES_PER_SECOND]);
        }

        // Then
        assertThat(read).isEqualTo(1_000 * LimitedStream.MIN_BYTES_PER_SECOND);
    }
}
