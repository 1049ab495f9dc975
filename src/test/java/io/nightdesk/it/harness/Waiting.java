package io.nightdesk.it.harness;

import java.time.Duration;
import org.awaitility.Awaitility;

/** How the integration tests wait for a condition, where they do not say it themselves. */
public final class Waiting {

    /** Longer than Awaitility's own default, so that tests pass on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Shorter than Awaitility's own default: there are hundreds of short waits. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private Waiting() {}

    public static void setDefaults() {
        Awaitility.setDefaultTimeout(TIMEOUT);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(POLL_INTERVAL);
    }
}
