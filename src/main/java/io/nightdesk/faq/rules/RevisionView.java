package io.nightdesk.faq.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One change of a rule. */
@RegisterForReflection
@Schema(name = "Revision", description = "One change of a rule.")
public record RevisionView(
        long version,
        Instant at,

        @Schema(description = "An account's name, or system.")
        String by,

        @Schema(enumeration = {"created", "changed", "deleted", "restored", "imported"})
        String action,

        @Schema(description = "The rule from then on; as it was last for a deletion.")
        RuleForm rule,

        @Schema(description = "What became another, field by field.")
        List<Change> changes) {

    /** A field that became another. */
    @RegisterForReflection
    @Schema(name = "FieldChange", description = "A field that became another; null where it was or is not there.")
    public record Change(
            @Schema(description = "Like triggers.exact.") String field,

            @Schema(implementation = Object.class, nullable = true) @Nullable
            JsonNode before,

            @Schema(implementation = Object.class, nullable = true) @Nullable
            JsonNode after) {}

    static RevisionView of(FaqRuleRevisionEntity row) {
        Optional<FaqRuleRevisionEntity> earlier = row.earlier();
        return new RevisionView(
                row.version,
                row.at,
                row.by,
                row.action.toLowerCase(Locale.ROOT),
                row.toForm(),
                earlier.map(before -> changes(before.body, row.body)).orElse(List.of()));
    }

    /** What became another between two states of a rule as JSON. */
    public static List<Change> changes(String before, String after) {
        List<Change> changes = new ArrayList<>();
        compare("", FaqRuleEntity.tree(before), FaqRuleEntity.tree(after), changes);
        return changes;
    }

    /** Objects field by field, everything else as a whole. */
    private static void compare(String path, JsonNode before, JsonNode after, List<Change> changes) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (!(before.isObject() || before.isMissingNode()) || !(after.isObject() || after.isMissingNode())) {
            changes.add(new Change(path, value(before), value(after)));
            return;
        }
        TreeSet<String> fields = new TreeSet<>();
        before.fieldNames().forEachRemaining(fields::add);
        after.fieldNames().forEachRemaining(fields::add);
        fields.forEach(field ->
                compare(path.isEmpty() ? field : path + "." + field, before.path(field), after.path(field), changes));
    }

    private static @Nullable JsonNode value(JsonNode node) {
        return node.isMissingNode() ? null : node;
    }
}
