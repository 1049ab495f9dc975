package io.nightdesk.bench;

import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** An encoded frame in which only the message id and the customer's uid are filled in, because encoding takes longer. */
final class FrameTemplate {

    /** Stands for the message id: a UUID that occurs nowhere else in the frame. */
    private static final String ID_GAP = "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f";

    /** Stands for the customer's uid. */
    private static final String UID_GAP = "c9999999999";

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HALF_OF_ID = 18;

    private static final int VARINT = 0;
    private static final int DELIMITED = 2;
    private static final int RECEIVER_UID = 3;

    private final byte[] bytes;
    private final int idAt;
    private final int[] uidAt;

    private FrameTemplate(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<Integer> uids = new ArrayList<>();
        for (int at = text.indexOf(UID_GAP); at >= 0; at = text.indexOf(UID_GAP, at + 1)) {
            uids.add(at);
        }
        this.bytes = bytes;
        this.idAt = text.indexOf(ID_GAP);
        this.uidAt = uids.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A question to the desk. */
    static FrameTemplate question(String text) {
        return of(UID_GAP, App.DESK, text);
    }

    /** A frame between two others. */
    static FrameTemplate foreign() {
        return of("somebody", "else", "你好");
    }

    private static FrameTemplate of(String from, String to, String text) {
        return new FrameTemplate(Customers.bytes(new Frame(
                UUID.fromString(ID_GAP),
                from,
                to,
                System.currentTimeMillis(),
                to + "_" + from,
                0,
                20,
                new Content.Text("content", text, ""))));
    }

    /** A frame of the customer with that number. Its id is random: ascending ids would spare the index most of its work. */
    byte[] fill(long customer, RandomGenerator random) {
        byte[] frame = bytes.clone();
        for (int at : uidAt) {
            long rest = customer;
            for (int i = UID_GAP.length() - 1; i > 0; i--) {
                frame[at + i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        long high = random.nextLong();
        long low = random.nextLong();
        for (int i = 0; i < ID_GAP.length(); i++) {
            char gap = ID_GAP.charAt(i);
            if (gap == 'f' || gap == '0') {
                frame[idAt + i] = HEX[(int) ((i < HALF_OF_ID ? high : low) >>> (i % 16 * 4)) & 15];
            }
        }
        return frame;
    }

    /** The number of the customer who receives an encoded frame, read in place; -1 if the receiver is not a customer. */
    static long customerOf(byte[] buffer, int offset, int length) {
        int at = offset;
        while (at < offset + length) {
            int tag = buffer[at++];
            if ((tag & 7) == VARINT) {
                while (buffer[at++] < 0) {
                    // The last byte is not negative.
                }
                continue;
            }
            if ((tag & 7) != DELIMITED) {
                return -1;
            }
            int size = 0;
            int shift = 0;
            for (; buffer[at] < 0; shift += 7) {
                size |= (buffer[at++] & 0x7F) << shift;
            }
            size |= buffer[at++] << shift;
            if (tag >> 3 == RECEIVER_UID) {
                return number(buffer, at, size);
            }
            at += size;
        }
        return -1;
    }

    private static long number(byte[] buffer, int at, int size) {
        if (size != UID_GAP.length() || buffer[at] != UID_GAP.charAt(0)) {
            return -1;
        }
        long number = 0;
        for (int i = 1; i < size; i++) {
            number = number * 10 + buffer[at + i] - '0';
        }
        return number;
    }
}
