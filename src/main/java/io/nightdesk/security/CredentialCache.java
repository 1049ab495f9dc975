package io.nightdesk.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers correct credentials, so that not every request needs a bcrypt computation. It stores neither names nor
 * passwords, only their HMAC with a key of this process, and the hash that the password matched: when an account gets
 * another hash, its password is checked again.
 */
final class CredentialCache {

    static final int MAX_ENTRIES = 1_000;

    /** How long a password is not checked again. */
    static final Duration FRESH = Duration.ofMinutes(1);

    /** How long correct credentials are exempt from throttling, whatever others try with the same name or from the same address. */
    static final Duration KNOWN = Duration.ofMinutes(15);

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** From the HMAC of the credentials to the password hash that they matched. */
    private final Cache<String, String> fresh;

    private final Cache<String, String> known;

    CredentialCache(Ticker ticker, SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.fresh = cache(FRESH, ticker);
        this.known = cache(KNOWN, ticker);
    }

    /** The executor evicts in the thread that writes, so that the size never exceeds the limit by much. */
    private static Cache<String, String> cache(Duration lifetime, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(lifetime)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Whether the credentials were correct within {@link #KNOWN}. */
    boolean isKnown(String name, String password) {
        return known.getIfPresent(hmac(name, password)) != null;
    }

    /** Whether the credentials were correct within {@link #FRESH}. */
    boolean isFresh(String name, String password) {
        return fresh.getIfPresent(hmac(name, password)) != null;
    }

    /** Whether the credentials matched this very hash within {@link #FRESH}. */
    boolean isFresh(String name, String password, String hash) {
        return Optional.ofNullable(fresh.getIfPresent(hmac(name, password)))
                .filter(hash::equals)
                .isPresent();
    }

    /** Remembers credentials whose password matched the hash. */
    void put(String name, String password, String hash) {
        String hmac = hmac(name, password);
        fresh.put(hmac, hash);
        known.put(hmac, hash);
    }

    void remove(String name, String password) {
        String hmac = hmac(name, password);
        fresh.invalidate(hmac);
        known.invalidate(hmac);
    }

    private String hmac(String name, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(name.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
