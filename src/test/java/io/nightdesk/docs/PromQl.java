package io.nightdesk.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parses the part of PromQL that this project uses: selectors, ranges, subqueries, functions, aggregations and operators, and
 * checks their types. Rejects everything else.
 */
public final class PromQl {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<duration>(?:[0-9]+(?:ms|[smhdwy]))+)"
            + "|(?<number>[0-9]+(?:\\.[0-9]+)?)|(?<name>[a-zA-Z_][a-zA-Z0-9_:]*)|(?<text>\"[^\"\\\\]*\")"
            + "|(?<sign>==|!=|=~|!~|>=|<=|[-+*/%^><=(){}\\[\\],:]))");

    private static final List<Set<String>> OPERATORS = List.of(
            Set.of("or"),
            Set.of("and", "unless"),
            Set.of("==", "!=", ">", "<", ">=", "<="),
            Set.of("+", "-"),
            Set.of("*", "/", "%"),
            Set.of("^"));
    private static final int SETS = 2;
    private static final int COMPARISONS = 2;

    private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "avg", "count");
    private static final Map<String, List<Type>> FUNCTIONS = Stream.of(
                    Map.entry("histogram_quantile", List.of(Type.SCALAR, Type.VECTOR)),
                    Map.entry("abs", List.of(Type.VECTOR)),
                    Map.entry("time", List.<Type>of()),
                    Map.entry("absent", List.of(Type.VECTOR)),
                    Map.entry("rate", List.of(Type.RANGE)),
                    Map.entry("increase", List.of(Type.RANGE)),
                    Map.entry("changes", List.of(Type.RANGE)),
                    Map.entry("max_over_time", List.of(Type.RANGE)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private enum Type {
        SCALAR,
        VECTOR,
        RANGE
    }

    /** A condition on a label. */
    public record Condition(String label, String operator, String value) {}

    /**
     * A series selector.
     *
     * @param ranged whether it selects a range rather than an instant
     */
    public record Selector(String metric, List<Condition> conditions, boolean ranged) {}

    /**
     * A parsed query.
     *
     * @param labels the labels that it groups or joins by
     */
    public record Query(List<Selector> selectors, Set<String> labels) {}

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> labels = new TreeSet<>();
    private int next;

    private PromQl(String text) {
        this.text = text;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group().strip());
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException("at " + end + ": " + text);
        }
    }

    /**
     * Parses a query.
     *
     * @throws IllegalArgumentException if the text is not a valid query
     */
    static Query parse(String text) {
        PromQl query = new PromQl(text);
        query.require(query.expression(0) != Type.RANGE, "a range is no result");
        query.require(query.next == query.tokens.size(), "the end expected");
        return new Query(List.copyOf(query.selectors), Set.copyOf(query.labels));
    }

    private Type expression(int level) {
        if (level == OPERATORS.size()) {
            return ranged();
        }
        Type left = expression(level + 1);
        while (next < tokens.size() && OPERATORS.get(level).contains(tokens.get(next))) {
            String operator = take();
            matching();
            Type right = expression(level + 1);
            require(left != Type.RANGE && right != Type.RANGE, operator + " of a range");
            boolean scalars = left == Type.SCALAR && right == Type.SCALAR;
            require(level >= SETS || (left == Type.VECTOR && right == Type.VECTOR), operator + " of a number");
            require(level != COMPARISONS || !scalars, operator + " of two numbers");
            left = scalars ? Type.SCALAR : Type.VECTOR;
        }
        return left;
    }

    private void matching() {
        if (is("on") || is("ignoring")) {
            next++;
            grouping();
            if (is("group_left") || is("group_right")) {
                next++;
                grouping();
            }
        }
    }

    /** A primary expression, possibly followed by a range. */
    private Type ranged() {
        int before = selectors.size();
        boolean isSelector = isSelector();
        Type type = primary();
        if (!is("[")) {
            return type;
        }
        next++;
        duration();
        if (is(":")) {
            next++;
            duration();
        } else {
            require(isSelector && selectors.size() == before + 1, "a range of no selector");
            Selector last = selectors.remove(before);
            selectors.add(new Selector(last.metric(), last.conditions(), true));
        }
        expect("]");
        require(type == Type.VECTOR, "a range of no vector");
        return Type.RANGE;
    }

    private Type primary() {
        String token = take();
        if (token.equals("(")) {
            Type inner = expression(0);
            expect(")");
            return inner;
        }
        if (token.matches("[0-9.]+")) {
            return Type.SCALAR;
        }
        require(token.matches("[a-zA-Z_].*"), "a name expected");
        if (AGGREGATIONS.contains(token)) {
            return aggregation();
        }
        if (is("(")) {
            return function(token);
        }
        selectors.add(new Selector(token, is("{") ? conditions() : List.of(), false));
        return Type.VECTOR;
    }

    private Type aggregation() {
        boolean before = isGrouping();
        if (before) {
            next++;
            grouping();
        }
        expect("(");
        require(expression(0) == Type.VECTOR, "an aggregation of no vector");
        expect(")");
        if (!before && isGrouping()) {
            next++;
            grouping();
        }
        return Type.VECTOR;
    }

    private Type function(String name) {
        List<Type> parameters = Optional.ofNullable(FUNCTIONS.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no function " + name + ": " + text));
        expect("(");
        for (int i = 0; i < parameters.size(); i++) {
            if (i > 0) {
                expect(",");
            }
            require(expression(0) == parameters.get(i), name + " of something else than " + parameters);
        }
        expect(")");
        return parameters.isEmpty() ? Type.SCALAR : Type.VECTOR;
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        expect("{");
        while (!is("}")) {
            if (!conditions.isEmpty()) {
                expect(",");
            }
            String label = take();
            String operator = take();
            String value = take();
            require(
                    label.matches("[a-zA-Z_]\\w*")
                            && Set.of("=", "!=", "=~", "!~").contains(operator),
                    "a condition");
            require(value.startsWith("\""), "a text expected");
            conditions.add(new Condition(label, operator, value.substring(1, value.length() - 1)));
        }
        expect("}");
        return conditions;
    }

    private void grouping() {
        expect("(");
        while (!is(")")) {
            String label = take();
            require(label.matches("[a-zA-Z_]\\w*"), "a label expected");
            labels.add(label);
            if (!is(")")) {
                expect(",");
            }
        }
        expect(")");
    }

    private void duration() {
        require(take().matches("([0-9]+(ms|[smhdwy]))+"), "a duration expected");
    }

    private boolean isSelector() {
        return next < tokens.size()
                && tokens.get(next).matches("[a-zA-Z_].*")
                && !AGGREGATIONS.contains(tokens.get(next))
                && !(next + 1 < tokens.size() && tokens.get(next + 1).equals("("));
    }

    private boolean isGrouping() {
        return is("by") || is("without");
    }

    private boolean is(String token) {
        return next < tokens.size() && tokens.get(next).equals(token);
    }

    private String take() {
        require(next < tokens.size(), "more expected");
        return tokens.get(next++);
    }

    private void expect(String token) {
        require(is(token), token + " expected");
        next++;
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what + " at token " + next + " of " + tokens);
        }
    }
}
