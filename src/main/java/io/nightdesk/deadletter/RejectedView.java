package io.nightdesk.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A refused frame as the API shows it. */
@Schema(name = "RejectedFrame", description = "A frame that was refused.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RejectedView(
        long id,

        Instant receivedAt,

        @Schema(description = "Why, as in the metrics, for example not_protobuf.")
        String reason,

        @Schema(description = "In bytes.") int size,

        @Schema(
                description =
                        "Whether it was kept whole, so that it can be decided again; of larger ones 4096 bytes are kept.")
        boolean whole,

        @Schema(description = "Of being decided again; none if nobody wanted that.") @Nullable
        Replayed replay,

        @Schema(description = "What was kept of it, in Base64; not in lists.") @Nullable
        String bytes) {

    /** How far it is with being decided again. */
    @Schema(name = "Replay", description = "A wish to have a refused frame decided again, and what came of it.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Replayed(
            Instant wantedAt,

            @Schema(description = "The account that wanted it.")
            String wantedBy,

            @Schema(description = "When it was decided again; none while it waits.") @Nullable
            Instant doneAt,

            @Schema(
                    description = "What became of it: an outcome of an exchange, REFUSED again, DUPLICATE or"
                            + " MESSAGE_ID_REUSED when its message id was known, OWN_REPLY.")
            @Nullable
            String outcome,

            @Schema(description = "Why it was refused again.") @Nullable
            String reason,

            @Schema(description = "The exchange it became.") @Nullable
            Long exchange) {}

    /** How many frames are decided again. */
    @Schema(name = "ReplaysWanted", description = "How many refused frames are decided again now.")
    public record Wanted(
            @Schema(description = "At most 1000 at a time; ask again for the rest.")
            int wanted) {}

    static RejectedView listed(RejectedFrameEntity row) {
        return of(row, null);
    }

    static RejectedView whole(RejectedFrameEntity row) {
        return of(row, Base64.getEncoder().encodeToString(row.head));
    }

    private static RejectedView of(RejectedFrameEntity row, @Nullable String bytes) {
        return new RejectedView(
                row.id,
                row.receivedAt,
                row.reason,
                row.size,
                row.isWhole(),
                Optional.ofNullable(row.replayWantedAt)
                        .map(wantedAt -> replayed(row, wantedAt))
                        .orElse(null),
                bytes);
    }

    private static Replayed replayed(RejectedFrameEntity row, Instant wantedAt) {
        return new Replayed(
                wantedAt,
                Optional.ofNullable(row.replayWantedBy).orElse(""),
                row.replayedAt,
                row.replayOutcome,
                row.replayReason,
                row.exchangeId);
    }
}
