package io.nightdesk.faq.rules;

import io.nightdesk.rest.FieldError;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a search for rules: a {@code @BeanParam}. */
public final class RuleSearchForm {

    private static final int MAX_LENGTH = 200;

    @QueryParam("q")
    @Parameter(description = "A text that occurs in key, title, tags, triggers or answers, in any case and width.")
    @Nullable
    String q;

    /** A string, because a value that is not a boolean must be reported together with the other errors. */
    @QueryParam("enabled")
    @Parameter(description = "Whether the rule is enabled.", schema = @Schema(type = SchemaType.BOOLEAN))
    @Nullable
    String enabled;

    @QueryParam("tag")
    @Parameter(description = "A tag of the rule.")
    @Nullable
    String tag;

    @QueryParam("offers")
    @Parameter(description = "The key of a rule: only rules whose menu offers it, or would if it existed.")
    @Nullable
    String offers;

    public RuleSearchForm() {}

    /** The search. It must not be used if this adds errors. */
    RuleSearch validated(List<FieldError> errors) {
        return new RuleSearch(
                text("q", q, errors),
                truthValue("enabled", enabled, errors),
                text("tag", tag, errors),
                text("offers", offers, errors),
                Optional.empty());
    }

    private static Optional<String> text(String field, @Nullable String value, List<FieldError> errors) {
        if (value != null && value.length() > MAX_LENGTH) {
            errors.add(FieldError.of(field, "must have no more than %s characters", "最多 %s 个字", MAX_LENGTH));
        }
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<Boolean> truthValue(String field, @Nullable String value, List<FieldError> errors) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.equals("true") && !value.equals("false")) {
            errors.add(FieldError.of(field, "must be true or false", "必须是 true 或 false"));
        }
        return Optional.of(value.equals("true"));
    }
}
