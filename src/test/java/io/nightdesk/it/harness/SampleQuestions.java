package io.nightdesk.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Questions with the expected replies, taken from the files of the sample rules and orders without the matcher. */
public final class SampleQuestions {

    public record Expected(String customer, String question, String reply) {}

    private SampleQuestions() {}

    /** Returns {@code count} questions: exact questions of the rules in turn, and every fourth one about an order. */
    public static List<Expected> of(int count) throws IOException {
        List<Expected> fixed = fixedAnswers();
        List<Expected> orders = orderAnswers();
        List<Expected> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(i % 4 == 3 ? orders.get(i % orders.size()) : withCustomer("c" + i, fixed.get(i % fixed.size())));
        }
        return all;
    }

    private static Expected withCustomer(String customer, Expected any) {
        return new Expected(customer, any.question(), any.reply());
    }

    private static List<Expected> fixedAnswers() throws IOException {
        List<Expected> answers = new ArrayList<>();
        for (JsonNode rule : Database.sample("rules")) {
            for (JsonNode exact : rule.path("triggers").path("exact")) {
                String question = exact.asText();
                String reply = answer(rule, isChinese(question) ? "zh" : "en");
                if (!reply.contains("{")) {
                    answers.add(new Expected("", question, reply));
                }
            }
        }
        return answers;
    }

    private static List<Expected> orderAnswers() throws IOException {
        JsonNode rule = null;
        for (JsonNode candidate : Database.sample("rules")) {
            rule = candidate.path("key").asText().equals("order-tracking") ? candidate : rule;
        }
        List<Expected> answers = new ArrayList<>();
        for (JsonNode order : Database.sample("orders")) {
            String number = order.path("number").asText();
            String reply = answer(rule, "zh")
                    .replace("{order.number}", number)
                    .replace("{order.carrier}", order.path("carrier").asText("暂无"))
                    .replace("{order.tracking}", order.path("tracking").asText("暂无"));
            if (!reply.contains("{")) {
                answers.add(new Expected(order.path("customer").asText(), "物流单号 " + number, reply));
            }
        }
        return answers;
    }

    private static String answer(JsonNode rule, String language) {
        return rule.path("answers").path("variants").path(0).path(language).asText();
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic)
                || text.chars().noneMatch(Character::isLetter);
    }
}
