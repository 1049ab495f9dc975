package io.nightdesk.order;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads a body line by line and never holds more than one of them. Blank lines and a byte order mark are passed over. */
final class NdjsonReader {

    static final int MOST_BYTES = 10 * 1024;

    private static final int CHUNK = 16 * 1024;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int filled;
    private int number;

    NdjsonReader(InputStream in) {
        this.in = in;
    }

    /** The next line that is not blank; none at the end. */
    Optional<NdjsonLine> next() throws IOException {
        while (fill()) {
            number++;
            boolean whole = readLine();
            byte[] text = text(line.toByteArray());
            if (!whole || text.length > MOST_BYTES) {
                return Optional.of(new NdjsonLine.TooLong(number));
            }
            if (!isBlank(text)) {
                return Optional.of(new NdjsonLine.Text(number, text));
            }
        }
        return Optional.empty();
    }

    /** Whether there is a byte left to read. */
    private boolean fill() throws IOException {
        while (position == filled) {
            filled = in.read(chunk, 0, CHUNK);
            position = 0;
            if (filled < 0) {
                filled = 0;
                return false;
            }
        }
        return true;
    }

    /** Up to its end; whether all of it was kept, which is no more than a line with a mark and a carriage return may have. */
    private boolean readLine() throws IOException {
        line.reset();
        boolean whole = true;
        boolean ended = false;
        while (!ended && fill()) {
            int end = position;
            while (end < filled && chunk[end] != '\n') {
                end++;
            }
            whole = whole && line.size() + end - position <= MARK.length + MOST_BYTES + 1;
            if (whole) {
                line.write(chunk, position, end - position);
            }
            ended = end < filled;
            position = ended ? end + 1 : end;
        }
        return whole;
    }

    private byte[] text(byte[] whole) {
        boolean marked = number == 1
                && whole.length >= MARK.length
                && Arrays.equals(whole, 0, MARK.length, MARK, 0, MARK.length);
        int start = marked ? MARK.length : 0;
        boolean returned = whole.length > start && whole[whole.length - 1] == '\r';
        return Arrays.copyOfRange(whole, start, returned ? whole.length - 1 : whole.length);
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
