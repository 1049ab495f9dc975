package io.nightdesk.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rejected frame as the API shows it. */
@Schema(name = "RejectedFrame", description = "A frame that could not be decoded or stored.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RejectedView(
        long id,

        Instant receivedAt,

        @Schema(description = "Why the frame was rejected, as in the metrics, for example not_protobuf.")
        String reason,

        @Schema(description = "The size of the frame in bytes.")
        int size,

        @Schema(
                description =
                        "Whether all bytes are stored, so that the frame can be replayed. At most 4096 bytes are stored, except of"
                                + " a frame with the reason not_storable, which is stored whole.")
        boolean complete,

        @Schema(description = "The last replay; absent if none was requested.") @Nullable
        Replay replay,

        @Schema(description = "The stored bytes in Base64; absent in lists.") @Nullable
        String bytes) {

    /** A request to replay the frame, and its result. */
    @Schema(name = "Replay", description = "A request to replay a rejected frame, and its result.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Replay(
            Instant requestedAt,

            @Schema(description = "The name of the account that requested the replay.")
            String requestedBy,

            @Schema(description = "When the replay was completed; absent while it is pending.") @Nullable
            Instant completedAt,

            @Schema(
                    description =
                            "The result: the outcome of an exchange; REJECTED if the frame was rejected again; DUPLICATE or"
                                    + " MESSAGE_ID_REUSED if its message id is known; or OWN_REPLY.")
            @Nullable
            String outcome,

            @Schema(description = "Why the frame was rejected again.") @Nullable
            String reason,

            @Schema(description = "The id of the exchange that the replay created.") @Nullable
            Long exchange) {}

    /** The number of requested replays. */
    @RegisterForReflection
    @Schema(name = "ReplayRequests", description = "The number of requested replays.")
    record ReplayRequests(
            @Schema(description = "At most 1000. Repeat the request for the rest.")
            int requested) {}

    static RejectedView withoutBytes(RejectedFrameEntity frame) {
        return of(frame, null);
    }

    static RejectedView withBytes(RejectedFrameEntity frame) {
        return of(frame, Base64.getEncoder().encodeToString(frame.head));
    }

    private static RejectedView of(RejectedFrameEntity frame, @Nullable String bytes) {
        return new RejectedView(
                frame.id,
                frame.receivedAt,
                frame.reason,
                frame.size,
                frame.isComplete(),
                Optional.ofNullable(frame.replayRequestedAt)
                        .map(requestedAt -> replay(frame, requestedAt))
                        .orElse(null),
                bytes);
    }

    private static Replay replay(RejectedFrameEntity frame, Instant requestedAt) {
        return new Replay(
                requestedAt,
                Optional.ofNullable(frame.replayRequestedBy).orElse(""),
                frame.replayedAt,
                frame.replayOutcome,
                frame.replayReason,
                frame.exchangeId);
    }
}
