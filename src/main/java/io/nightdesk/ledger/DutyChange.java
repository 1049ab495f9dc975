package io.nightdesk.ledger;

/** Fired, synchronously, when this replica becomes the consumer and when it ceases to be. */
public sealed interface DutyChange {

    record Began(Shift shift) implements DutyChange {}

    record Ended() implements DutyChange {}
}
