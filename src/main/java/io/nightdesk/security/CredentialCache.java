package io.nightdesk.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials that fitted lately, so that not every request costs a bcrypt. Neither name nor password is kept, only their
 * HMAC under a key of this process, and the hash that they fitted: an account with another hash is looked at again.
 */
final class CredentialCache {

    static final int MOST = 1_000;

    /** How long bcrypt is spared. */
    static final Duration FRESH = Duration.ofSeconds(60);

    /** How long somebody who works is not throttled, whatever others do under the same name or from the same address. */
    static final Duration KNOWN = Duration.ofMinutes(15);

    private static final String ALGORITHM = "HmacSHA256";

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Fit> fits = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fit> eldest) {
            return size() > MOST;
        }
    };

    private record Fit(String hash, Instant at) {}

    CredentialCache(Clock clock, SecureRandom random) {
        this.clock = clock;
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** Whether they fitted some hash not long ago. */
    boolean isKnown(String name, String password) {
        return find(name, password, KNOWN).isPresent();
    }

    /** Whether they fitted some hash just now. */
    boolean isFresh(String name, String password) {
        return find(name, password, FRESH).isPresent();
    }

    /** Whether they fitted this very hash just now. */
    boolean isFresh(String name, String password, String hash) {
        return find(name, password, FRESH)
                .filter(fit -> fit.hash().equals(hash))
                .isPresent();
    }

    void remember(String name, String password, String hash) {
        String mac = mac(name, password);
        synchronized (fits) {
            fits.put(mac, new Fit(hash, clock.instant()));
        }
    }

    void forget(String name, String password) {
        String mac = mac(name, password);
        synchronized (fits) {
            fits.remove(mac);
        }
    }

    private Optional<Fit> find(String name, String password, Duration age) {
        String mac = mac(name, password);
        synchronized (fits) {
            return Optional.ofNullable(fits.get(mac))
                    .filter(fit -> fit.at().plus(age).isAfter(clock.instant()));
        }
    }

    private String mac(String name, String password) {
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
