package io.nightdesk.order;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads a request body line by line, with one line in memory. Skips blank lines and a byte order mark. */
final class NdjsonReader {

    static final int MAX_LINE_BYTES = 10 * 1024;

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private int number;

    NdjsonReader(InputStream in) {
        this.in = in;
    }

    /** The next line that is not blank; empty at the end of the body. */
    Optional<NdjsonLine> next() throws IOException {
        while (fillBuffer()) {
            number++;
            boolean complete = readLine();
            byte[] content = content(line.toByteArray());
            if (!complete || content.length > MAX_LINE_BYTES) {
                return Optional.of(new NdjsonLine.TooLong(number));
            }
            if (!isBlank(content)) {
                return Optional.of(new NdjsonLine.Text(number, content));
            }
        }
        return Optional.empty();
    }

    /** Returns whether another byte is available. */
    private boolean fillBuffer() throws IOException {
        while (position == limit) {
            limit = in.read(buffer, 0, BUFFER_BYTES);
            position = 0;
            if (limit < 0) {
                limit = 0;
                return false;
            }
        }
        return true;
    }

    /**
     * Reads up to the end of the line. Returns false if bytes were dropped because the line is longer than the longest
     * valid line with a byte order mark and a carriage return.
     */
    private boolean readLine() throws IOException {
        line.reset();
        boolean complete = true;
        boolean ended = false;
        while (!ended && fillBuffer()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            complete = complete && line.size() + end - position <= BYTE_ORDER_MARK.length + MAX_LINE_BYTES + 1;
            if (complete) {
                line.write(buffer, position, end - position);
            }
            ended = end < limit;
            position = ended ? end + 1 : end;
        }
        return complete;
    }

    /** The line without a byte order mark and a carriage return. */
    private byte[] content(byte[] bytes) {
        boolean marked = number == 1
                && bytes.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        int start = marked ? BYTE_ORDER_MARK.length : 0;
        boolean carriageReturn = bytes.length > start && bytes[bytes.length - 1] == '\r';
        return Arrays.copyOfRange(bytes, start, carriageReturn ? bytes.length - 1 : bytes.length);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
