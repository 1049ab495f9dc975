package io.nightdesk.history;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whether the desk works, as the API shows it. */
@RegisterForReflection
@Schema(name = "Status", description = "Whether the desk receives messages and sends replies, whichever replica does.")
record StatusView(
        @Schema(
                description =
                        "receiving: every message is processed as it arrives. behind: a replica leads, but it is not"
                                + " connected to the broker, or works through messages that waited there. stopped: no"
                                + " replica leads.",
                enumeration = {"receiving", "behind", "stopped"})
        String state,

        @Schema(description = "When the desk had last processed every message; null if it never had.", nullable = true)
        @Nullable
        Instant caughtUpAt,

        @Schema(description = "The number of replies that the broker has not confirmed yet, at most 1000.")
        long pendingReplies,

        @Schema(
                description = "When the question was received whose reply has been pending longest; null if none is.",
                nullable = true)
        @Nullable
        Instant oldestPendingSince) {

    static StatusView of(String state, Optional<Instant> caughtUpAt, long pending, Optional<Instant> oldestPending) {
        return new StatusView(state, caughtUpAt.orElse(null), pending, oldestPending.orElse(null));
    }
}
