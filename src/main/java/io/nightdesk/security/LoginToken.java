package io.nightdesk.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A random number of 256 bits that only the browser knows that logged in. The database has its hash. */
final class LoginToken {

    private static final int BYTES = 32;
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final String text;

    private LoginToken(String text) {
        this.text = text;
    }

    static LoginToken create(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new LoginToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Returns empty for a text that is no token. */
    static Optional<LoginToken> parse(String text) {
        return TEXT.matcher(text).matches() ? Optional.of(new LoginToken(text)) : Optional.empty();
    }

    /** The value of the cookie. */
    String text() {
        return text;
    }

    /** SHA-256 is enough: nobody can guess 256 bits, so the hash does not have to be slow. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the token, which is a credential. */
    @Override
    public String toString() {
        return "LoginToken[]";
    }
}
