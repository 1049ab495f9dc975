package io.nightdesk.order;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code {order.…}} placeholders of an answer. */
public final class OrderPlaceholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{order\\.([a-z]+)}");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final Map<String, BiFunction<Order, Locale, String>> VALUES = Map.of(
            "number", (order, language) -> order.number(),
            "status", (order, language) -> order.status().in(language),
            "carrier", (order, language) -> order.carrier().orElse(none(language)),
            "tracking", (order, language) -> order.tracking().orElse(none(language)));

    private OrderPlaceholders() {}

    /** What may stand between braces. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>();
        VALUES.keySet().forEach(name -> names.add("order." + name));
        names.add("order.placed");
        return names;
    }

    /** Whether the answer can only be worded with an order at hand. */
    public static boolean in(String answer) {
        return PLACEHOLDER.matcher(answer).find();
    }

    /** The answer with the order's values; a placeholder that does not exist stays as it is written. */
    public static String fill(String answer, Order order, Locale language, ZoneId zone) {
        return PLACEHOLDER
                .matcher(answer)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).equals("placed")
                                ? DAY.format(order.placedAt().atZone(zone))
                                : VALUES.getOrDefault(found.group(1), (o, l) -> found.group())
                                        .apply(order, language)));
    }

    private static String none(Locale language) {
        return language.equals(Locale.ENGLISH) ? "not yet known" : "暂无";
    }
}
