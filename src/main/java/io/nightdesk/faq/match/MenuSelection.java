package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Recognises in a text which entry of a menu the customer selects: its number, however people write one, its title, or the
 * line as the menu shows it. The whole text must say so: a number in a sentence selects nothing.
 */
final class MenuSelection {

    /** A text with more characters is no selection. */
    private static final int MAX_LENGTH = 300;

    private static final List<String> CHINESE = List.of("一", "二", "三", "四", "五", "六", "七", "八", "九");
    /** The digits in which amounts are written. */
    private static final List<String> CAPITALS = List.of("壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖");

    private static final String DIGIT = "(0?[1-9]|[" + String.join("", CHINESE) + String.join("", CAPITALS) + "])";

    private static final List<String> CARDINALS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    private static final List<String> ORDINALS =
            List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth");

    private static final String POLITE = "(?: ?(?:吧|呢|啊|呀|哈|哦|嘛|谢谢|please|pls|thanks|thank you))*";

    /** Expressions of one number, in folded text. */
    private static final List<Pattern> NUMBERS = Stream.of(
                    // 2, 二, 选2, 我要第二个, 2号
                    "(?:我|那|就|请|再|想|还有|麻烦|上面的?)*(?:选择|选项|选|点击|点|按|扣|打|回复|输入|发送|发|答案|答|看|查看|问|要|序号|编号|数字|问题|菜单|项目)?"
                            + " ?(?:" + DIGIT + " ?(?:号|项)?|第 ?" + DIGIT
                            + " ?(?:个|项|条|种|款|行|点|号|样|个问题|个选项)?)",
                    // 2, option 2, number two, I choose 2
                    "(?:(?:i|ill|the|my|please|choose|select|pick|take|press|reply|option|choice|item|number|no|question) ?)*"
                            + DIGIT,
                    "(?:(?:option|choice|item|number|question) )?(" + String.join("|", CARDINALS) + ")",
                    // the second one, 2nd
                    "(?:(?:i|ill|id like|the|please|choose|select|pick|take|want|and|what about) )*"
                            + "(?:(" + String.join("|", ORDINALS) + ")|([1-9])(?:st|nd|rd|th))"
                            + "(?: (?:one|option|choice|item|question))?")
            .map(expression -> Pattern.compile(expression + POLITE))
            .toList();

    private static final Pattern LAST = Pattern.compile(
            "(?:我|那|就|请|想)*(?:选择|选|点|看|问|要)?(?:最后(?:[一1那]?(?:个|项|条|种))?|倒数第[一1](?:个|项|条|种))|(?:the )?last(?: one)?");

    /** In front of a title. */
    private static final Pattern CHOOSE = Pattern.compile("(?:我|那|就|请|想)*(?:选择|选|点击|点|要)?");

    /** Numbers that mean an amount, a change or a sign: +1, -1, 1%, ￥1. */
    private static final Pattern AMOUNT = Pattern.compile("[+%‰\\p{Sc}]|^\\s*[-−]\\s*[0-9]");

    private MenuSelection() {}

    /**
     * The index of the selected entry.
     *
     * @param menu the keys of the entries
     * @param rules finds the rule of an entry, which may not exist any more
     */
    static OptionalInt of(String text, List<String> menu, Function<String, Optional<Rule>> rules) {
        if (menu.isEmpty() || text.length() > MAX_LENGTH) {
            return OptionalInt.empty();
        }
        // Before the normalisation, which writes Ⅱ as the letters II.
        String plain = Normalizer.normalize(withPlainDigits(text), Normalizer.Form.NFKC);
        FoldedText forms = FoldedText.of(plain);
        String folded = forms.text();
        OptionalInt number = AMOUNT.matcher(plain).find() ? OptionalInt.empty() : number(folded, menu.size());
        return number.isPresent()
                ? IntStream.of(number.getAsInt() - 1)
                        .filter(index -> index < menu.size())
                        .findFirst()
                : IntStream.range(0, menu.size())
                        .filter(index -> rules.apply(menu.get(index))
                                .filter(rule -> isLine(forms, rule, index + 1, menu.size()))
                                .isPresent())
                        .findFirst();
    }

    /** Whether the text is a label of the entry, with or without its number. */
    private static boolean isLine(FoldedText text, Rule rule, int number, int size) {
        return Stream.of(rule.title(), rule.label(Locale.CHINESE), rule.label(Locale.ENGLISH))
                .flatMap(label -> FoldedText.of(label).whole())
                .map(MenuSelection::withoutSpaces)
                .filter(label -> !label.isEmpty())
                .anyMatch(label -> text.whole()
                        .map(MenuSelection::withoutSpaces)
                        .filter(line -> line.endsWith(label))
                        .map(line -> line.substring(0, line.length() - label.length()))
                        .anyMatch(before -> CHOOSE.matcher(before).matches()
                                || number(before, size).equals(OptionalInt.of(number))));
    }

    private static String withoutSpaces(String folded) {
        return folded.replace(" ", "");
    }

    private static OptionalInt number(String folded, int size) {
        if (LAST.matcher(folded).matches()) {
            return OptionalInt.of(size);
        }
        return NUMBERS.stream()
                .map(pattern -> pattern.matcher(folded))
                .filter(Matcher::matches)
                .mapToInt(MenuSelection::number)
                .findFirst();
    }

    /** The number in the only group that matched. */
    private static int number(Matcher matched) {
        return IntStream.rangeClosed(1, matched.groupCount())
                .mapToObj(matched::group)
                .filter(Objects::nonNull)
                .mapToInt(MenuSelection::value)
                .findFirst()
                .orElseThrow();
    }

    private static int value(String number) {
        return Stream.of(CARDINALS, ORDINALS, CHINESE, CAPITALS)
                .filter(words -> words.contains(number))
                .mapToInt(words -> words.indexOf(number) + 1)
                .findFirst()
                .orElseGet(() -> Integer.parseInt(number));
    }

    /** With the digits 2 for ❷, ➋, ٢ and Ⅱ. */
    @SuppressWarnings("CharacterGetNumericValue") // Only for numbers; letters keep their type.
    private static String withPlainDigits(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            int value = switch (Character.getType(code)) {
                case Character.OTHER_NUMBER, Character.LETTER_NUMBER, Character.DECIMAL_DIGIT_NUMBER ->
                    Character.getNumericValue(code);
                default -> -1;
            };
            if (value >= 0) {
                plain.append(value);
            } else {
                plain.appendCodePoint(code);
            }
        });
        return plain.toString();
    }
}
