package io.nightdesk;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes bytes at random places, as damage and attackers do: for tests of parsers. */
public final class Mutation {

    private static final int MAX_CHANGES = 4;
    private static final int MAX_REPEATED = 64;

    private final Random random;
    private final List<byte[]> tokens;

    /** @param tokens byte sequences that mean something to the parser */
    public Mutation(Random random, List<byte[]> tokens) {
        this.random = random;
        this.tokens = List.copyOf(tokens);
    }

    /** One of the samples with up to four changes. */
    public byte[] of(List<byte[]> samples) {
        byte[] bytes = oneOf(samples);
        for (int changes = random.nextInt(MAX_CHANGES + 1); changes > 0; changes--) {
            bytes = change(bytes, oneOf(samples));
        }
        return bytes;
    }

    private byte[] change(byte[] bytes, byte[] other) {
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(bytes.length - from + 1);
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(bytes, from);
            case 1 -> replace(bytes, from, to, new byte[0]);
            case 2 -> replace(bytes, from, from, repeated(part));
            case 3 -> replace(bytes, from, from, oneOf(tokens));
            case 4 -> replace(bytes, from, Math.min(bytes.length, from + 1), new byte[] {(byte) random.nextInt(256)});
            case 5 ->
                replace(
                        bytes,
                        from,
                        bytes.length,
                        Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
            default -> withFlippedBit(bytes);
        };
    }

    private byte[] repeated(byte[] part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int times = 1 + random.nextInt(MAX_REPEATED); times > 0 && bytes.size() < 64 * 1024; times--) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private byte[] withFlippedBit(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] replace(byte[] bytes, int from, int to, byte[] by) {
        ByteArrayOutputStream replaced = new ByteArrayOutputStream();
        replaced.write(bytes, 0, from);
        replaced.writeBytes(by);
        replaced.write(bytes, to, bytes.length - to);
        return replaced.toByteArray();
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
