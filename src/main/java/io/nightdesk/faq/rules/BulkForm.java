package io.nightdesk.faq.rules;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A bulk change in the API. */
@RegisterForReflection
@Schema(name = "BulkChange", description = "A change of all rules that the parameters of the request select.")
record BulkForm(
        @NotNull(message = LocalizedMessage.REQUIRED) Action action,

        @Schema(description = "The tag to add or to remove.", nullable = true) @Nullable
        String tag,

        @Schema(
                description = "Only the rules with these keys, of those that the parameters select; at most 200. By"
                        + " default, all.",
                nullable = true)
        @Nullable
        List<String> keys,

        @Schema(
                description = "The number of selected rules that the preview showed. Required with apply. If the number"
                        + " is another now, nothing is changed.",
                nullable = true)
        @Nullable
        Integer matched,

        @Schema(description = "true to change the rules; by default, only a preview.", nullable = true) @Nullable
        Boolean apply) {

    private static final int MAX_KEYS = 200;

    static final String EXAMPLE = """
            {"action": "TAG", "tag": "春节", "apply": false}""";

    /** What is done to each rule. */
    enum Action {
        ENABLE,
        DISABLE,
        TAG,
        UNTAG,
        DELETE
    }

    boolean applies() {
        return Boolean.TRUE.equals(apply);
    }

    /** The rules that are selected; throws a problem that names all errors of the request. */
    RuleSearch validated(RuleSearchForm filter) {
        FormErrors own = new FormErrors();
        if (action == Action.TAG || action == Action.UNTAG) {
            own.requireLine("tag", tag, RuleValidator.MAX_TAG);
        }
        own.checkEach("keys", keys, MAX_KEYS, (field, key) -> own.requireLine(field, key, RuleValidator.MAX_KEY));
        if (applies() && matched == null) {
            own.add("matched", "is required with apply: send the number that the preview returned", "执行时必填：请发送预览返回的数量");
        }
        List<FieldError> errors = new ArrayList<>(own.toList());
        RuleSearch search = filter.validated(errors);
        ProblemException.throwIfAny(errors);
        return keys == null ? search : search.among(keys);
    }

    BulkChange toChange() {
        String label = tag == null ? "" : tag.strip();
        return switch (action) {
            case ENABLE -> new BulkChange.Enable();
            case DISABLE -> new BulkChange.Disable();
            case TAG -> new BulkChange.AddTag(label);
            case UNTAG -> new BulkChange.RemoveTag(label);
            case DELETE -> new BulkChange.Delete();
        };
    }
}
