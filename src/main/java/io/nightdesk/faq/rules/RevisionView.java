package io.nightdesk.faq.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A change of a rule in the API. */
@RegisterForReflection
@Schema(name = "Revision", description = "A change of a rule.")
public record RevisionView(
        long version,
        Instant at,

        @Schema(description = "The name of an account, or system.")
        String by,

        @Schema(enumeration = {"created", "changed", "deleted", "restored", "imported"})
        String action,

        @Schema(
                description =
                        "The rule after the change; for a deletion, the rule as it last was. Only the key if the rule"
                                + " was invalid and cannot be read.")
        RuleForm rule,

        @Schema(description = "The fields that differ from the previous revision.")
        List<Change> changes) {

    /** The change of a field. */
    @RegisterForReflection
    @Schema(name = "FieldChange", description = "The change of a field. A value is null where the field is missing.")
    public record Change(
            @Schema(description = "The field, such as triggers.exact.")
            String field,

            @Schema(implementation = Object.class, nullable = true) @Nullable
            JsonNode before,

            @Schema(implementation = Object.class, nullable = true) @Nullable
            JsonNode after) {}

    static RevisionView of(FaqRuleRevisionEntity revision) {
        return new RevisionView(
                revision.version,
                revision.at,
                revision.by,
                revision.action.toLowerCase(Locale.ROOT),
                revision.readableForm(),
                revision.previous()
                        .map(previous -> JsonDiff.between(
                                RuleJson.read(previous.body, JsonNode.class),
                                RuleJson.read(revision.body, JsonNode.class)))
                        .orElse(List.of()));
    }

    /** The fields that differ between two states of a rule. */
    public static List<Change> changes(RuleForm before, RuleForm after) {
        return JsonDiff.between(RuleJson.tree(before), RuleJson.tree(after));
    }
}
