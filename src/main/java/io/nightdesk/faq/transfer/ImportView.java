package io.nightdesk.faq.transfer;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.rules.FaqRuleEntity;
import io.nightdesk.faq.rules.RevisionView;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.rest.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an import did or would do. */
@RegisterForReflection
@Schema(name = "Import", description = "What an import did or, in a preview, would do.")
record ImportView(
        @Schema(description = "False for a preview: then nothing was changed.")
        boolean applied,

        @Schema(description = "Keys of the rules that are new.")
        List<String> added,

        @Schema(description = "The rules that become another.")
        List<Changed> changed,

        @Schema(description = "How many rules of the file are as they are.")
        int unchanged,

        @Schema(description = "Keys of the rules that go.") List<String> deleted,

        @Schema(
                description = "All that forbids the import, with the line of the file or the index in the array"
                        + " before the field; empty if it can be applied.")
        List<FieldError> problems) {

    /** A rule that becomes another. */
    @RegisterForReflection
    @Schema(name = "ChangedRule", description = "A rule that becomes another, field by field.")
    record Changed(String key, List<RevisionView.Change> changes) {}

    static ImportView of(ImportPlan plan, boolean applied) {
        return new ImportView(
                applied,
                plan.added().stream().map(Rule::key).toList(),
                plan.changed().entrySet().stream()
                        .map(change -> new Changed(
                                change.getKey().key,
                                RevisionView.changes(
                                        FaqRuleEntity.json(change.getKey().toForm()),
                                        FaqRuleEntity.json(RuleForm.of(change.getValue())))))
                        .toList(),
                plan.unchanged(),
                plan.deleted().stream().map(row -> row.key).toList(),
                plan.faults());
    }
}
