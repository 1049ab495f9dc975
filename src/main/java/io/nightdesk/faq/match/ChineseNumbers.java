package io.nightdesk.faq.match;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the Chinese numbers of a folded text in digits: 七天 as 7天. A number is recognised before a measure word, behind a word
 * such as 第, or by three digits in a row. So 一下 and 万一 stay words.
 */
final class ChineseNumbers {

    private static final String DIGITS = "〇一二三四五六七八九";
    /** The forms of the digits on receipts. */
    private static final String FINANCIAL_DIGITS = "零壹贰叁肆伍陆柒捌玖";

    private static final String NUMERALS = DIGITS + FINANCIAL_DIGITS + "两十拾百佰千仟";

    private static final String DIGIT = "[" + DIGITS + FINANCIAL_DIGITS + "两]";
    private static final String CHARACTER = "[" + NUMERALS + "]";

    private static final String MEASURE_WORDS = "天|日|号|月|年|周|星期|礼拜|岁|点|时|小时|钟头|分|秒|个|件|次|元|块|角|折|倍|位|层|楼|期|级|种|张|盒|瓶|袋"
            + "|箱|包|份|套|双|只|条|支|台|部|本|片|粒|颗|斤|公斤|克|米|升|毫升|人|名|家|单|笔|步|代|版|星|寸|度|码|页|项|类|款|轮|批|站|万|亿";

    /** The last alternative is a list of digits, as in 六一八. */
    private static final Pattern NUMBER = Pattern.compile("(?<!" + CHARACTER + "|[0-9])(?:(?<=第|双|周|星期|礼拜)" + CHARACTER
            + "{1,9}|" + CHARACTER + "{1,9}(?=" + MEASURE_WORDS + ")|" + DIGIT + "{3,9})(?!" + CHARACTER + "|[0-9])");

    /** A little, very, for a while, once: these are words, although a measure word follows the number. */
    private static final Pattern WORD = Pattern.compile("一点(?!钟)|十分(?!钟)|一时|一度");

    /** A number with units. 一百二, which is 120, is left as it is. */
    private static final Pattern WITH_UNITS = Pattern.compile("(?:(D)[千仟])?(?:Z?(D)[百佰])?(?:Z?(D)?([十拾])(D)?|Z(D))?"
            .replace("Z", "[零〇]")
            .replace("D", DIGIT));

    private ChineseNumbers() {}

    static String inDigits(String folded) {
        if (folded.chars().noneMatch(ChineseNumbers::isNumeral)) {
            return folded;
        }
        Matcher number = NUMBER.matcher(folded);
        if (!number.find()) {
            return folded;
        }
        StringBuilder inDigits = new StringBuilder(folded.length());
        do {
            OptionalInt value = isWord(folded, number) ? OptionalInt.empty() : value(folded, number);
            number.appendReplacement(inDigits, value.isPresent() ? Integer.toString(value.getAsInt()) : number.group());
        } while (number.find());
        return number.appendTail(inDigits).toString();
    }

    private static boolean isWord(String folded, Matcher number) {
        return WORD.matcher(folded).region(number.start(), folded.length()).lookingAt();
    }

    private static OptionalInt value(String folded, Matcher number) {
        String characters = number.group();
        if (!characters.chars().allMatch(c -> digit(c) >= 0)) {
            return valueWithUnits(characters);
        }
        // 八五折 and 二六年 are one number. Elsewhere two digits are two numbers: 三五天 is three to five days.
        boolean isRange = characters.length() == 2
                && !folded.startsWith("折", number.end())
                && !folded.startsWith("年", number.end());
        return isRange || (characters.length() > 1 && characters.contains("两"))
                ? OptionalInt.empty()
                : OptionalInt.of(
                        characters.chars().map(ChineseNumbers::digit).reduce(0, (value, digit) -> value * 10 + digit));
    }

    private static OptionalInt valueWithUnits(String characters) {
        Matcher parts = WITH_UNITS.matcher(characters);
        if (!parts.matches()) {
            return OptionalInt.empty();
        }
        // 十 without a digit is ten.
        int tens = parts.group(4) == null ? 0 : parts.group(3) == null ? 1 : digit(parts, 3);
        return OptionalInt.of(
                digit(parts, 1) * 1_000 + digit(parts, 2) * 100 + tens * 10 + digit(parts, 5) + digit(parts, 6));
    }

    private static boolean isNumeral(int c) {
        return c > 0x7F && NUMERALS.indexOf(c) >= 0;
    }

    private static int digit(Matcher parts, int group) {
        String part = parts.group(group);
        return part == null ? 0 : digit(part.charAt(0));
    }

    /** The value of a digit, or -1. */
    private static int digit(int c) {
        return c == '两' ? 2 : Math.max(DIGITS.indexOf(c), FINANCIAL_DIGITS.indexOf(c));
    }
}
