package io.nightdesk.it.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operation of the API as the OpenAPI document describes it. */
record Operation(String method, String path, JsonNode definition) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");

    /** Whether it needs no account, as logging in does. */
    boolean isPublic() {
        return definition.path("security").isEmpty();
    }

    /** The least role that it needs, with HTTP Basic as with the cookie; empty if it does not say exactly one. */
    String role() {
        JsonNode requirements = definition.path("security");
        JsonNode roles = requirements.path(0).path("account");
        boolean isUnique = requirements.size() == 2
                && roles.size() == 1
                && roles.equals(requirements.path(1).path("session"));
        return isUnique ? roles.path(0).asText() : "";
    }

    JsonNode responses() {
        return definition.path("responses");
    }

    boolean answers(int status) {
        return responses().has(String.valueOf(status));
    }

    /** The names of its parameters: in the path, in the query, and in headers. */
    List<String> parameters() {
        return definition.path("parameters").findValuesAsText("name");
    }

    /** What its body may be, by media type; empty where it has none. */
    JsonNode bodies() {
        return definition.path("requestBody").path("content");
    }

    boolean isAt(String actualMethod, String actualPath) {
        Matcher placeholders = PLACEHOLDER.matcher(path);
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        while (placeholders.find()) {
            pattern.append(Pattern.quote(path.substring(end, placeholders.start())))
                    .append("[^/]+");
            end = placeholders.end();
        }
        pattern.append(Pattern.quote(path.substring(end)));
        return method.equals(actualMethod) && actualPath.matches(pattern.toString());
    }

    int placeholders() {
        return (int) PLACEHOLDER.matcher(path).results().count();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
