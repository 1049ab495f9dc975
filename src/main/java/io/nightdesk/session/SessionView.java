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
@Schema(name = "Session", description = "How the session of a customer with the desk stands.")
record SessionView(
        @Schema(description = "The customer's uid.") String customer,

        @Schema(
                description =
                        "free: the desk answers; taken_over: an agent has it, or it is paused; handed_off: a rule left it"
                                + " to agents, and the desk waits for one.",
                enumeration = {"free", "taken_over", "handed_off"})
        String state,

        @Schema(
                description = "Until when the desk keeps quiet, if nothing else happens; null for free.",
                nullable = true)
        @Nullable
        Instant until,

        @Schema(description = "Since when the customer waits for an agent; null for not.", nullable = true) @Nullable
        Instant waitingSince,

        @Schema(description = "What somebody did to it last by hand.", nullable = true) @Nullable
        Change change,

        @Schema(description = "What the customer asked last, ten messages at most, the newest first.")
        List<Message> messages) {

    /** What somebody did to a session. */
    @RegisterForReflection
    @Schema(name = "SessionChange", description = "What somebody did to a session by hand.")
    record Change(
            @Schema(enumeration = {"paused", "resumed"}) String action,
            Instant at,
            @Schema(description = "An account's name.") String by,
            String reason) {}

    /** A message of the customer. */
    @RegisterForReflection
    @Schema(name = "SessionMessage", description = "A message of the customer.")
    record Message(
            Instant at,
            String text,

            @Schema(description = "What became of it, as in exchanges.")
            String outcome) {}

    SessionView {
        messages = List.copyOf(messages);
    }

    static SessionView of(
            SessionEntity row, Optional<SessionChangeEntity> change, List<Message> messages, Instant now) {
        SessionState session = row.toState();
        boolean takenOver = session.isTakenOver(now);
        boolean handedOff = !takenOver && session.isHandedOff(now);
        Instant until = takenOver ? session.takenOverUntil() : session.handedOffUntil();
        return new SessionView(
                row.customerUid,
                takenOver ? "taken_over" : handedOff ? "handed_off" : "free",
                takenOver || handedOff ? until : null,
                session.isWaiting() ? session.waitingSince() : null,
                change.map(last ->
                                new Change(last.action.name().toLowerCase(Locale.ROOT), last.at, last.by, last.reason))
                        .orElse(null),
                messages);
    }
}
