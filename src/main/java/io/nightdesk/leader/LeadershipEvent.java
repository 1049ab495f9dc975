package io.nightdesk.leader;

/** Fired, synchronously, when this replica becomes the consumer and when it ceases to be. */
public sealed interface LeadershipEvent {

    record Began(LeaderTerm shift) implements LeadershipEvent {}

    record Ended() implements LeadershipEvent {}
}
