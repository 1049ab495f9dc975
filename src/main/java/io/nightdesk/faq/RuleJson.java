package io.nightdesk.faq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The JSON form in which a rule's triggers and answers are stored. Read by hand: no reflection in the native binary. */
final class RuleJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleJson() {}

    static Rule.Triggers triggers(String stored) {
        JsonNode root = parse(stored);
        return new Rule.Triggers(
                texts(root.path("exact")),
                StreamSupport.stream(root.path("keywords").spliterator(), false)
                        .map(node -> new Rule.Keywords(
                                texts(node.path("all")), texts(node.path("any")), texts(node.path("none"))))
                        .toList());
    }

    static Answers answers(String stored) {
        JsonNode root = parse(stored);
        return new Answers(text(root.path("zh")), text(root.path("en")));
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.textValue()).filter(text -> !text.isBlank());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode parse(String stored) {
        try {
            return JSON.readTree(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
