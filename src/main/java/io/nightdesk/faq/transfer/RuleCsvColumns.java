package io.nightdesk.faq.transfer;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The columns of a table of rules; one rule per line.
 *
 * <p>A cell with several questions or patterns has one per line. So has a cell of keyword triggers: the first lines of {@code
 * keywords_all}, {@code keywords_any} and {@code keywords_none} form the first trigger, and so on. The words of a line, and
 * the entries of other lists, are separated by semicolons. The first answer has the columns {@code zh}, {@code en} and {@code
 * image}, the second one {@code zh_2}, {@code en_2} and {@code image_2}, and so on.
 */
final class RuleCsvColumns {

    /** The columns before those of the answers. */
    static final List<String> RULE = List.of(
            "key",
            "title",
            "enabled",
            "priority",
            "exact",
            "examples",
            "keywords_all",
            "keywords_any",
            "keywords_none",
            "regexes",
            "menu",
            "valid_from",
            "valid_until",
            "scope",
            "tags",
            "after");

    /** All names, for messages. */
    static final String NAMES = String.join(", ", RULE) + ", zh, en, image, zh_2, en_2, image_2, … image_10";

    /** Several columns may be mapped to one of these: their values are lists. */
    private static final Set<String> LISTS = Set.of("exact", "examples", "regexes", "menu", "scope", "tags");

    private static final List<String> ANSWER = List.of("zh", "en", "image");

    private RuleCsvColumns() {}

    static boolean isList(String name) {
        return LISTS.contains(name);
    }

    /** What separates the entries of a list in a cell. */
    static String separator(String name) {
        return List.of("menu", "scope", "tags").contains(name) ? ";" : "\n";
    }

    /** The columns of an answer, numbered from 1. */
    static Stream<String> ofAnswer(int number) {
        return ANSWER.stream().map(name -> number == 1 ? name : name + "_" + number);
    }

    /**
     * The name as written here, from the header of a file: {@code zh_1} is accepted for {@code zh}. Its width and characters that
     * cannot be seen, such as a no-break space, do not count.
     */
    static String normalized(String name) {
        String lower = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("\\p{Cf}", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        return lower.matches("(zh|en|image)_1") ? lower.substring(0, lower.length() - 2) : lower;
    }

    static boolean isKnown(String name) {
        return RULE.contains(name) || ANSWER.contains(name) || name.matches("(zh|en|image)_([2-9]|10)");
    }
}
