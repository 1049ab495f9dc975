package io.nightdesk.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Identifies the text that a reply answered, so that a session does not store the text itself.
 *
 * @param text half of the SHA-256 of the text, in base64url. What earlier releases stored is shorter and equals none of these
 */
public record QuestionDigest(String text) {

    /** Stands for every image, in place of a text. */
    public static final QuestionDigest IMAGE = new QuestionDigest("image");

    /** The length of a digest. 128 bits are enough: nobody finds two texts with the same ones. */
    static final int LENGTH = 22;

    private static final int BYTES = 16;

    public static QuestionDigest of(String question) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
            return new QuestionDigest(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
