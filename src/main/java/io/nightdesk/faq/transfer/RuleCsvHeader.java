package io.nightdesk.faq.transfer;

import io.nightdesk.LocalizedMessage;
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
                            + " name .xls. Open it in a spreadsheet program and save it as \"CSV UTF-8\".",
                    "文件是 HTML 或 XML，不是 CSV（有些商城系统以 .xls 之名导出这样的文件）。请用表格软件打开，另存为“CSV UTF-8”。");
        }
    }

    private void requireMappedColumns() throws UnreadableFileException {
        String missing = mapping.missing(new HashSet<>(names)).orElse("");
        if (!missing.isEmpty()) {
            throw new UnreadableFileException(
                    "The file has no column %s, which map names. It has: %s.",
                    "文件中没有 map 指定的列 %s。文件的列有：%s。",
                    quoted(missing),
                    listed(names.stream().filter(name -> !name.isEmpty()).toList()));
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
                    "The first line must name the columns, each of them once and including key. %s Known: %s. Map a column"
                            + " with other names to one of them with map=NAME:FIELD, or leave it out with"
                            + " map=NAME:ignore.",
                    "第一行必须是列名，每列一次，并且要有 key。%s可用的列名：%s。其他列名可用 map=列名:字段 对应，或用 map=列名:ignore 忽略。",
                    invalid.isEmpty()
                            ? LocalizedMessage.of("key is missing.", "缺少 key。")
                            : LocalizedMessage.of("Unknown or duplicate: %s.", "未知或重复：%s。", listed(invalid)),
                    RuleCsvColumns.NAMES);
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
