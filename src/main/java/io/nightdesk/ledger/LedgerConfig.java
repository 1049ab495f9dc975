package io.nightdesk.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Limits of duty and delivery. */
@ConfigMapping(prefix = "nightdesk.ledger")
public interface LedgerConfig {

    /** How long a replica stays on duty without reaching the database; a dead one is replaced after this at the latest. */
    @WithDefault("6s")
    Duration leaseTime();

    /** How often the lease is renewed, sought by a standby, and the rules are checked for changes. */
    @WithDefault("500ms")
    Duration beat();

    /** A reply that could not be sent for so long is withheld: the customer has moved on. */
    @WithDefault("12h")
    Duration replyDeadline();

    /**
     * How many frames of one sender are decided and stored in a minute; beyond it they are acknowledged and only counted, so
     * that nobody can fill the database. Those of agents count for each customer apart.
     */
    @WithDefault("60")
    @Min(value = 1, message = "NIGHTDESK_LEDGER_FRAMES_PER_MINUTE must be at least 1")
    int framesPerMinute();

    /** How many refused frames are kept to look at; older ones make room. */
    @WithDefault("10000")
    int rejectedKept();

    /** How many refused frames are stored in one minute for one reason; beyond it they are only counted. */
    @WithDefault("100")
    int rejectedPerMinute();
}
