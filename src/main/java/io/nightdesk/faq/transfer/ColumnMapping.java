package io.nightdesk.faq.transfer;

import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of the columns of a CSV file that names its columns otherwise. A column may have several fields, and several columns the
 * same one.
 */
record ColumnMapping(List<Column> columns) {

    static final ColumnMapping NONE = new ColumnMapping(List.of());

    /** The field of a column that is left out. */
    static final String IGNORE = "ignore";

    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    ColumnMapping {
        columns = List.copyOf(columns);
    }

    /** A column and one of its fields, which is in {@link RuleCsvColumns} or {@link #IGNORE}. */
    record Column(String name, String field) {}

    /**
     * Parses parameters like {@code 问题:examples,答案:zh}. A backslash escapes a comma within a name.
     *
     * @throws ProblemException if a field is unknown
     */
    static ColumnMapping parse(List<String> parameters) {
        return new ColumnMapping(parameters.stream()
                .flatMap(COMMA::splitAsStream)
                .filter(column -> !column.isBlank())
                .map(ColumnMapping::column)
                .toList());
    }

    private static Column column(String text) {
        int colon = text.lastIndexOf(':');
        String name =
                RuleCsvColumns.normalized(text.substring(0, Math.max(0, colon)).replace("\\,", ","));
        String field = RuleCsvColumns.normalized(text.substring(colon + 1));
        if (name.isEmpty() || !(field.equals(IGNORE) || RuleCsvColumns.isKnown(field))) {
            throw ProblemException.invalid(FieldError.of(
                    "map",
                    "must be a list like 问题:examples,答案:zh of columns of the file and their fields; known are %s,"
                            + " and ignore for a column to leave out",
                    "必须是文件的列与字段的列表，如 问题:examples,答案:zh；可用的字段有 %s，不需要的列用 ignore",
                    RuleCsvColumns.NAMES));
        }
        return new Column(name, field);
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** The fields of a column. A column that is not mapped is a field itself. */
    List<String> fields(String name) {
        List<String> fields = columns.stream()
                .filter(column -> column.name().equals(name))
                .map(Column::field)
                .distinct()
                .toList();
        return fields.isEmpty() ? List.of(name) : fields;
    }

    /** A column of the mapping that the file does not have. */
    Optional<String> missing(Set<String> names) {
        return columns.stream()
                .map(Column::name)
                .filter(name -> !names.contains(name))
                .findFirst();
    }
}
