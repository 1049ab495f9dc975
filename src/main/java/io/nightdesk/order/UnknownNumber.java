package io.nightdesk.order;

import io.nightdesk.order.NumberText.Gap;
import io.nightdesk.order.OtherNumber.Kind;
import io.nightdesk.order.OtherNumber.Precedence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds out whether a text has a number that looks like an order's and is none of the customer's orders: a mistyped or
 * incomplete number, or one of somebody else's order.
 */
final class UnknownNumber {

    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 64;
    private static final int MIN_DIGITS = 6;

    /** The first or last symbols of a number suffice to mean it, but not one or two of them. */
    private static final int MIN_PREFIX = 5;

    private static final int MIN_SUFFIX = 4;

    /** A number of fewer symbols is recognised by as many letters in front. */
    private static final int MIN_LETTERS = 2;

    private static final int MIN_LABELLED = 3;

    /** How many groups a number may be written in. */
    private static final int MAX_GROUPS = 8;

    private static final int MAX_LETTERS = 4;
    private static final int MIN_COMMON_PREFIX = 6;

    private static final String BEFORE_NUMBER = "[ .:#是为]{0,3}(?=[0-9A-Z])";

    /** What follows is an order number, even if it looks like a phone number. */
    private static final Pattern NUMBER_LABEL = Pattern.compile(
            "(?:单号码?|订单编号|尾号|[后末][三四五六3-6]位(?:数字?|数)?" + "|(?<![A-Z])ORDER ?(?:NUMBER|NO|ID|CODE)|#)" + BEFORE_NUMBER);

    /** What follows may be an order number that is short. */
    private static final Pattern LABEL =
            Pattern.compile("(?:" + NUMBER_LABEL.pattern() + ")|(?:订单|(?<![A-Z])ORDER)" + BEFORE_NUMBER);

    private final NumberText text;
    private final List<String> own;

    /** The beginnings of the longer numbers, and how many digits these have. A number written in groups is like one of them. */
    private final Set<String> beginnings;

    private final Set<Integer> digitCounts;

    /** Where labels of order numbers end in the text. */
    private final Set<Integer> behindNumberLabels;

    /** The symbols of orders and of numbers that can be nothing but another kind. */
    private final BitSet certain = new BitSet();

    /** The symbols of orders. */
    private final BitSet known = new BitSet();

    /** The symbols of these and of all other numbers of another kind. */
    private final BitSet explained = new BitSet();

    /** A part without gaps, or with dashes only. */
    private record Token(int start, int end, String symbols) {}

    private UnknownNumber(NumberText text, List<OtherNumber> others, List<NamedOrder> named, List<Order> orders) {
        this.text = text;
        own = orders.stream()
                .flatMap(order -> Stream.concat(
                        Stream.of(NumberText.of(order.number()).symbols()), NamedOrder.trackingNumbers(order)))
                .toList();
        List<String> longer =
                own.stream().filter(order -> order.length() >= MIN_LENGTH).toList();
        beginnings = longer.stream()
                .map(order -> order.substring(0, MIN_COMMON_PREFIX))
                .collect(Collectors.toSet());
        digitCounts = longer.stream()
                .map(UnknownNumber::digits)
                .filter(digits -> digits >= MIN_LENGTH)
                .collect(Collectors.toSet());
        named.forEach(one -> known.set(one.start(), one.end()));
        certain.or(known);
        behindNumberLabels = ends(NUMBER_LABEL);
        others.stream()
                .filter(other -> other.kind().precedence() != Precedence.SIMILAR_ORDER
                        || !behindNumberLabels.contains(other.start()))
                .forEach(this::explain);
        explained.or(certain);
    }

    static boolean isIn(NumberText text, List<OtherNumber> others, List<NamedOrder> named, List<Order> own) {
        return text.hasDigit() && new UnknownNumber(text, others, named, own).exists();
    }

    private Set<Integer> ends(Pattern label) {
        return label.matcher(text.clean()).results().map(MatchResult::end).collect(Collectors.toSet());
    }

    private void explain(OtherNumber other) {
        BitSet symbols = new BitSet();
        for (int i = 0; i < text.symbols().length(); i++) {
            if (other.contains(text.position(i), text.position(i) + 1)) {
                symbols.set(i);
            }
        }
        if (symbols.isEmpty()) {
            return;
        }
        String number = text.symbols().substring(symbols.nextSetBit(0), symbols.length());
        boolean isPlain = number.length() == other.end() - other.start();
        if (other.kind().precedence() != Precedence.SIMILAR_ORDER) {
            certain.or(symbols);
            return;
        }
        // Models have hyphens like orders. In other numbers, separators are a sign of their kind.
        boolean mayBeMistyped = (isPlain || other.kind() == Kind.MODEL)
                && own.stream().anyMatch(order -> hasForm(number, order) && order.startsWith(number.substring(0, 2)));
        if (!mayBeMistyped) {
            explained.or(symbols);
        }
    }

    private boolean exists() {
        List<Token> tokens = tokens(explained);
        return tokens.stream().anyMatch(this::looksLikeOrder)
                || isLabelled(tokens)
                || isWrittenInGroups(tokens, joined -> hasBeginning(joined) || isAsLong(joined))
                || isWrittenInGroups(tokens(certain), this::hasBeginning)
                || isWrittenInGroups(tokens(known), this::hasBeginningWithLetter);
    }

    private List<Token> tokens(BitSet excluded) {
        List<Token> tokens = new ArrayList<>();
        for (int start = excluded.nextClearBit(0); start < text.symbols().length(); ) {
            int end = start + 1;
            while (!excluded.get(end) && (text.gap(end) == Gap.NONE || text.gap(end) == Gap.DASH)) {
                end++;
            }
            tokens.add(new Token(start, end, text.symbols().substring(start, end)));
            start = excluded.nextClearBit(end);
        }
        return tokens;
    }

    private boolean looksLikeOrder(Token token) {
        String symbols = token.symbols();
        int digits = digits(symbols);
        if (symbols.length() >= MIN_LENGTH && symbols.length() <= MAX_LENGTH && digits >= MIN_DIGITS) {
            return true;
        }
        boolean isLongEnough = symbols.length() >= MIN_SUFFIX || symbols.length() - digits >= MIN_LETTERS;
        return digits > 0
                && own.stream()
                        .anyMatch(order -> (isLongEnough && hasForm(symbols, order)) || isPart(symbols, digits, order));
    }

    /** Whether a text differs from a number in digits only. */
    private static boolean hasForm(String symbols, String order) {
        if (symbols.length() != order.length()) {
            return false;
        }
        for (int i = 0; i < symbols.length(); i++) {
            boolean areDigits = NumberText.isDigit(symbols.charAt(i)) && NumberText.isDigit(order.charAt(i));
            if (!areDigits && symbols.charAt(i) != order.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text is the beginning or the end of a number, or continues one. */
    private static boolean isPart(String symbols, int digits, String order) {
        return (symbols.length() >= MIN_PREFIX && digits >= MIN_LABELLED && order.startsWith(symbols))
                || (digits >= MIN_SUFFIX && order.endsWith(symbols))
                || (order.length() >= MIN_SUFFIX && (symbols.startsWith(order) || symbols.endsWith(order)));
    }

    private boolean isLabelled(List<Token> tokens) {
        Set<Integer> behindLabels = ends(LABEL);
        return IntStream.range(0, tokens.size()).anyMatch(i -> {
            int at = text.position(tokens.get(i).start());
            return (behindLabels.contains(at) && mayBeLabelled(tokens.get(i)))
                    || (behindNumberLabels.contains(at) && digitsOfGroups(tokens, i) >= MIN_DIGITS);
        });
    }

    /** The digits of a token and of the groups that follow it. */
    private int digitsOfGroups(List<Token> tokens, int first) {
        int digits = digits(tokens.get(first).symbols());
        for (int i = first + 1; i < tokens.size() && isNextGroup(tokens.get(i - 1), tokens.get(i)); i++) {
            digits += digits(tokens.get(i).symbols());
        }
        return digits;
    }

    private boolean isNextGroup(Token group, Token next) {
        return next.start() == group.end() && text.gap(next.start()) == Gap.SPACE && digits(next.symbols()) > 0;
    }

    private boolean mayBeLabelled(Token token) {
        String symbols = token.symbols();
        int digits = digits(symbols);
        return digits >= MIN_LABELLED || (digits > 0 && own.stream().anyMatch(order -> hasForm(symbols, order)));
    }

    /** Whether tokens next to each other are the groups of a number like one of the customer's. */
    private boolean isWrittenInGroups(List<Token> tokens, Predicate<String> isLike) {
        return IntStream.range(0, tokens.size()).anyMatch(from -> isWrittenInGroups(tokens, from, isLike));
    }

    private boolean isWrittenInGroups(List<Token> tokens, int from, Predicate<String> isLike) {
        Token previous = tokens.get(from);
        if (digits(previous.symbols()) == 0 && previous.symbols().length() > MAX_LETTERS) {
            return false;
        }
        StringBuilder symbols = new StringBuilder(previous.symbols());
        for (Token next : tokens.subList(from + 1, Math.min(tokens.size(), from + MAX_GROUPS))) {
            boolean isNext = next.start() == previous.end() && text.gap(next.start()) != Gap.BREAK;
            if (!isNext || digits(next.symbols()) == 0) {
                return false;
            }
            if (isLike.test(symbols.append(next.symbols()).toString())) {
                return true;
            }
            previous = next;
        }
        return false;
    }

    /** Whether a text has the beginning of a number. */
    private boolean hasBeginning(String joined) {
        return beginnings.stream().anyMatch(joined::contains);
    }

    /** Whether a text has the beginning of a number, which no date in the text can be. */
    private boolean hasBeginningWithLetter(String joined) {
        return beginnings.stream()
                .anyMatch(beginning -> !NumberText.isDigit(beginning.charAt(0)) && joined.contains(beginning));
    }

    /** Whether a text has as many digits as a number, or one more or less, and few letters. */
    private boolean isAsLong(String joined) {
        int digits = digits(joined);
        return digitCounts.stream().anyMatch(count -> Math.abs(digits - count) <= 1)
                && joined.replaceAll("^[A-Z]+|[A-Z]+$", "").length() - digits <= MAX_LETTERS;
    }

    private static int digits(String symbols) {
        return (int) symbols.chars().filter(c -> NumberText.isDigit((char) c)).count();
    }
}
