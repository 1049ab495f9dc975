package io.nightdesk.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits of duty and delivery. */
@BeatWithinLease
@ConfigMapping(prefix = "nightdesk.ledger")
public interface LedgerConfig {

    /** How long a replica stays on duty without reaching the database; a dead one is replaced after this at the latest. */
    @WithDefault("6s")
    @DurationMin(seconds = 1, message = "NIGHTDESK_LEDGER_LEASE_TIME must be from 1 second to 10 minutes")
    @DurationMax(minutes = 10, message = "NIGHTDESK_LEDGER_LEASE_TIME must be from 1 second to 10 minutes")
    Duration leaseTime();

    /** How often the lease is renewed and sought by a standby; at most a third of the lease's time. */
    @WithDefault("500ms")
    @DurationMin(millis = 50, message = "NIGHTDESK_LEDGER_BEAT must be from 50 ms to 1 minute")
    @DurationMax(minutes = 1, message = "NIGHTDESK_LEDGER_BEAT must be from 50 ms to 1 minute")
    Duration beat();

    /**
     * How long a stop may take: to finish the batch in hand, have its replies confirmed, disconnect, and give the lease away.
     * What is not done by then is left to the next replica on duty, which repeats what was not confirmed.
     */
    @WithDefault("20s")
    @DurationMin(seconds = 1, message = "NIGHTDESK_LEDGER_STOP_TIME must be from 1 second to 10 minutes")
    @DurationMax(minutes = 10, message = "NIGHTDESK_LEDGER_STOP_TIME must be from 1 second to 10 minutes")
    Duration stopTime();

    /** A reply that could not be sent for so long is withheld: the customer has moved on. */
    @WithDefault("12h")
    @DurationMin(minutes = 1, message = "NIGHTDESK_LEDGER_REPLY_DEADLINE must be from 1 minute to 30 days")
    @DurationMax(days = 30, message = "NIGHTDESK_LEDGER_REPLY_DEADLINE must be from 1 minute to 30 days")
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
    @Min(value = 0, message = "NIGHTDESK_LEDGER_REJECTED_KEPT must be from 0 to 1000000")
    @Max(value = 1_000_000, message = "NIGHTDESK_LEDGER_REJECTED_KEPT must be from 0 to 1000000")
    int rejectedKept();

    /** How many refused frames are stored in one minute for one reason; beyond it they are only counted. */
    @WithDefault("100")
    @Min(value = 0, message = "NIGHTDESK_LEDGER_REJECTED_PER_MINUTE must be from 0 to 100000")
    @Max(value = 100_000, message = "NIGHTDESK_LEDGER_REJECTED_PER_MINUTE must be from 0 to 100000")
    int rejectedPerMinute();
}
