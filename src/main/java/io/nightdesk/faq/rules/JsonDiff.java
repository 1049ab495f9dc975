package io.nightdesk.faq.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two JSON values: objects field by field, all other values as a whole. */
final class JsonDiff {

    private final List<RevisionView.Change> changes = new ArrayList<>();

    private JsonDiff() {}

    static List<RevisionView.Change> between(JsonNode before, JsonNode after) {
        JsonDiff diff = new JsonDiff();
        diff.compare("", before, after);
        return List.copyOf(diff.changes);
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (!isObjectOrMissing(before) || !isObjectOrMissing(after)) {
            changes.add(new RevisionView.Change(path, value(before), value(after)));
            return;
        }
        TreeSet<String> fields = new TreeSet<>();
        before.fieldNames().forEachRemaining(fields::add);
        after.fieldNames().forEachRemaining(fields::add);
        fields.forEach(
                field -> compare(path.isEmpty() ? field : path + "." + field, before.path(field), after.path(field)));
    }

    private static boolean isObjectOrMissing(JsonNode node) {
        return node.isObject() || node.isMissingNode();
    }

    private static @Nullable JsonNode value(JsonNode node) {
        return node.isMissingNode() ? null : node;
    }
}
