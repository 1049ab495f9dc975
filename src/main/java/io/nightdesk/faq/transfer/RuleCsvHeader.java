package io.nightdesk.faq.transfer;

import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** The line of a CSV file that names its columns. See {@link RuleCsvColumns}. */
final class RuleCsvHeader {

    private static final int MAX_QUOTED_NAME = 40;
    private static final int MAX_QUOTED_NAMES = 20;

    private final List<String> names;
    private final ColumnMapping mapping;
    private final Map<String, List<Integer>> columns = new HashMap<>();

    private RuleCsvHeader(List<String> names, ColumnMapping mapping) {
        this.names = names;
        this.mapping = mapping;
    }

    static RuleCsvHeader of(CSVRecord record, ColumnMapping mapping) throws UnreadableFileException {
        RuleCsvHeader header = new RuleCsvHeader(names(record), mapping);
        header.requireText();
        header.requireMappedColumns();
        header.resolve();
        return header;
    }

    private void requireText() throws UnreadableFileException {
        if (names.stream().anyMatch(name -> name.startsWith("<"))) {
            throw new UnreadableFileException(
                    "The file is HTML or XML and not CSV, as some shop systems export it under the"
                            + " name .xls. Open it in a spreadsheet program and save it as \"CSV UTF-8\".");
        }
    }

    private void requireMappedColumns() throws UnreadableFileException {
        String missing = mapping.missing(new HashSet<>(names)).orElse("");
        if (!missing.isEmpty()) {
            throw new UnreadableFileException("The file has no column " + quoted(missing)
                    + ", which map names. It has: "
                    + listed(names.stream().filter(name -> !name.isEmpty()).toList()) + ".");
        }
    }

    private void resolve() throws UnreadableFileException {
        List<String> invalid = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            for (String field : mapping.fields(names.get(column))) {
                if (!add(field, column)) {
                    invalid.add(names.get(column));
                }
            }
        }
        if (!invalid.isEmpty() || !(has("key") || derivesKeys())) {
            throw new UnreadableFileException(
                    "The first line must name the columns, each of them once and including key. "
                            + (invalid.isEmpty() ? "key is missing." : "Unknown or duplicate: " + listed(invalid) + ".")
                            + " Known: " + RuleCsvColumns.NAMES
                            + ". Map a column with other names to one of them with map=NAME:FIELD, or leave it out with"
                            + " map=NAME:ignore.");
        }
    }

    /** Returns whether the column may have the field. */
    private boolean add(String field, int column) {
        if (field.isEmpty() || (field.equals(ColumnMapping.IGNORE) && !mapping.isEmpty())) {
            return true;
        }
        List<Integer> others = columns.computeIfAbsent(field, any -> new ArrayList<>());
        others.add(column);
        return RuleCsvColumns.isKnown(field)
                && (others.size() == 1 || (!mapping.isEmpty() && RuleCsvColumns.isList(field)));
    }

    int size() {
        return names.size();
    }

    boolean isNamed(int column) {
        return !names.get(column).isEmpty();
    }

    boolean has(String field) {
        return columns.containsKey(field);
    }

    /** Whether rules have no keys in the file. Only where columns are mapped: in another file the column was forgotten. */
    boolean derivesKeys() {
        return !has("key") && !mapping.isEmpty();
    }

    /** The columns of a field in the order of the file. */
    List<Integer> columns(String field) {
        return columns.getOrDefault(field, List.of());
    }

    /** Whether the line names the columns again, as the second of two files that were joined does. */
    boolean isRepeatedIn(CSVRecord record) {
        return names(record).equals(names);
    }

    private static List<String> names(CSVRecord record) {
        return record.stream().map(RuleCsvColumns::normalized).toList();
    }

    private static String listed(List<String> names) {
        return names.stream().limit(MAX_QUOTED_NAMES).map(RuleCsvHeader::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return name.length() > MAX_QUOTED_NAME ? name.substring(0, MAX_QUOTED_NAME) + "…" : name;
    }
}
