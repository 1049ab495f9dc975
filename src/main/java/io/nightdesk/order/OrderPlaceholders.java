package io.nightdesk.order;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code {order.…}} placeholders of an answer. */
public final class OrderPlaceholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{order\\.([a-z]+)}");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final Map<String, Placeholder> PLACEHOLDERS = Map.of(
            "number", (order, language, zone) -> order.number(),
            "status", (order, language, zone) -> order.status().in(language),
            "carrier", (order, language, zone) -> order.carrier().orElse(unknown(language)),
            "tracking", (order, language, zone) -> order.tracking().orElse(unknown(language)),
            "placed", (order, language, zone) -> DATE.format(order.placedAt().atZone(zone)));

    private interface Placeholder {
        String value(Order order, Locale language, ZoneId zone);
    }

    private OrderPlaceholders() {}

    /** The names that are valid between braces. */
    public static Set<String> names() {
        return PLACEHOLDERS.keySet().stream()
                .map(name -> "order." + name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether an answer needs an order. */
    public static boolean in(String answer) {
        return PLACEHOLDER.matcher(answer).find();
    }

    /** Replaces the placeholders of an answer. An unknown placeholder stays as it is. */
    public static String fill(String answer, Order order, Locale language, ZoneId zone) {
        return PLACEHOLDER
                .matcher(answer)
                .replaceAll(match -> Matcher.quoteReplacement(PLACEHOLDERS
                        .getOrDefault(match.group(1), (o, l, z) -> match.group())
                        .value(order, language, zone)));
    }

    private static String unknown(Locale language) {
        return language.equals(Locale.ENGLISH) ? "not yet known" : "暂无";
    }
}
