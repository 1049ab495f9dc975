package io.nightdesk.faq.transfer;

import io.nightdesk.faq.rules.RevisionView;
import io.nightdesk.faq.rules.RuleTitle;
import io.nightdesk.rest.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The result of an import or of its preview in the API. */
@RegisterForReflection
@Schema(name = "Import", description = "What an import changed or, in a preview, would change.")
record ImportView(
        @Schema(description = "False for a preview: nothing was changed.")
        boolean applied,

        @Schema(
                description = "The id with which the import can be undone; null for a preview, and if nothing changed.",
                nullable = true)
        @Nullable
        Long id,

        @Schema(description = "The rules that are added.") List<RuleTitle> added,

        @Schema(description = "The rules that are changed.") List<Changed> changed,

        @Schema(description = "The number of rules in the file that are stored like this already.")
        int unchanged,

        @Schema(description = "Keys of the rules that are deleted.")
        List<String> deleted,

        @Schema(
                description = "The errors that prevent the import. Each field starts with the line of the file or the"
                        + " index in the array. Empty if the import can be applied.")
        List<FieldError> problems,

        @Schema(
                description = "Weaknesses that do not prevent the import, such as menu entries without a rule. Their"
                        + " fields are like those of the problems.")
        List<FieldError> warnings) {

    /** A rule that is changed. */
    @RegisterForReflection
    @Schema(name = "ChangedRule", description = "A rule that is changed, field by field.")
    record Changed(
            String key,

            @Schema(
                    description = "The fields that differ; null if they were left out: only the changes of the first"
                            + " rules, of about 2 MiB in total, are listed.",
                    nullable = true)
            @Nullable
            List<RevisionView.Change> changes) {}

    static ImportView of(ImportPlan plan, boolean applied) {
        return new ImportView(
                applied,
                plan.importId().orElse(null),
                plan.added(),
                plan.changed().stream()
                        .map(change ->
                                new Changed(change.key(), change.changes().orElse(null)))
                        .toList(),
                plan.unchanged(),
                plan.deleted(),
                plan.errors(),
                plan.warnings());
    }
}
