package io.nightdesk.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends the request with 413 as soon as more bytes than the limit have been read, and with 408 if they arrive too slowly. Only the
 * time counts during which a read waits for the client.
 */
final class LimitedStream extends FilterInputStream {

    /** How fast a body must arrive once the timeout is over. */
    static final long MIN_BYTES_PER_SECOND = 16 * 1024;

    private final long limit;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private long count;
    private long waited;

    LimitedStream(InputStream in, long limit, Duration timeout, LongSupplier nanoTime) {
        super(in);
        this.limit = limit;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    @Override
    public int read() throws IOException {
        long start = nanoTime.getAsLong();
        int read = super.read();
        add(read < 0 ? 0 : 1, start);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        long start = nanoTime.getAsLong();
        int read = super.read(bytes, offset, length);
        add(Math.max(read, 0), start);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long start = nanoTime.getAsLong();
        long skipped = super.skip(bytes);
        add(skipped, start);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void add(long bytes, long start) {
        count += bytes;
        waited += nanoTime.getAsLong() - start;
        if (count > limit) {
            throw ProblemException.tooLarge(limit);
        }
        Duration late = Duration.ofNanos(waited).minus(timeout);
        if (!late.isNegative() && count < late.toMillis() * MIN_BYTES_PER_SECOND / 1_000) {
            throw ProblemException.tooSlow();
        }
    }
}
