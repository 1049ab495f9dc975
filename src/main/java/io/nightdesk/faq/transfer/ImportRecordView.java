package io.nightdesk.faq.transfer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An earlier import in the API. */
@RegisterForReflection
@Schema(name = "ImportRecord", description = "An import that changed rules. An undo is an import, too.")
record ImportRecordView(
        long id,
        Instant at,

        @Schema(description = "The name of an account.") String by,

        @Schema(description = "The number of rules that were added.")
        int added,

        int changed,
        int deleted,

        @Schema(description = "The import that this one undid.", nullable = true) @Nullable
        Long undoes,

        @Schema(description = "The import that undid this one.", nullable = true) @Nullable
        Long undoneBy) {

    static ImportRecordView of(RuleImportEntity stored, @Nullable Long undoneBy) {
        return new ImportRecordView(
                Objects.requireNonNull(stored.id),
                stored.at,
                stored.by,
                stored.added,
                stored.changed,
                stored.deleted,
                stored.undoes,
                undoneBy);
    }
}
