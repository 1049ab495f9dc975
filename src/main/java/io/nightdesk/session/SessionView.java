package io.nightdesk.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A session as the API shows it. */
@RegisterForReflection
@Schema(name = "Session", description = "The session of a customer with the desk.")
record SessionView(
        @Schema(description = "The customer's uid.") String customer,

        @Schema(description = "Differs after every change and every message; the ETag.")
        long version,

        @Schema(
                description =
                        "free: the desk answers. paused: an admin or editor paused the desk. taken_over: an agent took"
                                + " the session. handed_off: a rule handed the session off, and the customer waits for"
                                + " an agent.",
                enumeration = {"free", "paused", "taken_over", "handed_off"})
        String state,

        @Schema(description = "When the desk will answer again; null if it does now.", nullable = true) @Nullable
        Instant until,

        @Schema(
                description = "When the customer began to wait for an agent; null if the customer does not wait.",
                nullable = true)
        @Nullable
        Instant waitingSince,

        @Schema(description = "The last manual change; null if there is none.", nullable = true) @Nullable
        Change lastChange,

        @Schema(description = "The customer's last messages, at most 10, the newest first.")
        List<Message> messages) {

    /** A manual change. */
    @RegisterForReflection
    @Schema(name = "SessionChange", description = "A manual change of a session.")
    record Change(
            @Schema(enumeration = {"paused", "resumed"}) String action,
            Instant at,

            @Schema(description = "The name of the account that made the change.")
            String by,

            String reason) {}

    /** A message of the customer. */
    @RegisterForReflection
    @Schema(name = "SessionMessage", description = "A message of the customer.")
    record Message(
            Instant at,
            String text,

            @Schema(description = "The outcome of the message, as in exchanges.")
            String outcome) {}

    SessionView {
        messages = List.copyOf(messages);
    }

    /** The name of the state in the API. A takeover is a pause if the last manual change set its end. */
    static String stateOf(SessionState state, Optional<SessionChangeEntity> lastChange, Instant now) {
        if (state.isTakenOver(now)) {
            return lastChange
                    .filter(change -> state.takenOverUntil().equals(change.until))
                    .map(change -> "paused")
                    .orElse("taken_over");
        }
        return state.isHandedOff(now) ? "handed_off" : "free";
    }

    static SessionView of(
            SessionEntity entity, Optional<SessionChangeEntity> lastChange, List<Message> messages, Instant now) {
        SessionState state = entity.toState();
        boolean takenOver = state.isTakenOver(now);
        boolean handedOff = !takenOver && state.isHandedOff(now);
        Instant until = takenOver ? state.takenOverUntil() : state.handedOffUntil();
        return new SessionView(
                entity.customerUid,
                entity.version,
                stateOf(state, lastChange, now),
                takenOver || handedOff ? until : null,
                state.isWaiting() ? state.waitingSince() : null,
                lastChange
                        .map(change -> new Change(
                                change.action.name().toLowerCase(Locale.ROOT), change.at, change.by, change.reason))
                        .orElse(null),
                messages);
    }
}
