package io.nightdesk.faq.transfer;

import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** The line of a CSV file that names its columns. See {@link RuleCsvColumns}. */
final class RuleCsvHeader {

    private static final int MAX_QUOTED_NAME = 40;
    private static final int MAX_QUOTED_NAMES = 20;

    private final List<String> names;

    private RuleCsvHeader(List<String> names) {
        this.names = names;
    }

    static RuleCsvHeader of(CSVRecord record) throws UnreadableFileException {
        List<String> names = names(record);
        if (names.stream().anyMatch(name -> name.startsWith("<"))) {
            throw new UnreadableFileException(
                    "The file is HTML or XML and not CSV, as some shop systems export it under the"
                            + " name .xls. Open it in a spreadsheet program and save it as \"CSV UTF-8\".");
        }
        Set<String> seen = new HashSet<>();
        List<String> invalid = new ArrayList<>();
        for (String name : names) {
            boolean isValid = name.isEmpty() || (RuleCsvColumns.isKnown(name) && seen.add(name));
            if (!isValid && invalid.size() < MAX_QUOTED_NAMES) {
                invalid.add(name.length() > MAX_QUOTED_NAME ? name.substring(0, MAX_QUOTED_NAME) + "…" : name);
            }
        }
        if (!invalid.isEmpty() || !seen.contains("key")) {
            throw new UnreadableFileException(
                    "The first line must name the columns, each of them once and including key. "
                            + (invalid.isEmpty()
                                    ? "key is missing."
                                    : "Unknown or duplicate: " + String.join(", ", invalid) + ".")
                            + " Known: " + String.join(", ", RuleCsvColumns.RULE)
                            + ", zh, en, image, zh_2, en_2, image_2, … image_10.");
        }
        return new RuleCsvHeader(names);
    }

    int size() {
        return names.size();
    }

    boolean isNamed(int column) {
        return !names.get(column).isEmpty();
    }

    /** The column with the name, or -1. */
    int column(String name) {
        return names.indexOf(name);
    }

    /** Whether the line names the columns again, as the second of two files that were joined does. */
    boolean isRepeatedIn(CSVRecord record) {
        return names(record).equals(names);
    }

    private static List<String> names(CSVRecord record) {
        return record.stream().map(RuleCsvColumns::normalized).toList();
    }
}
