package io.nightdesk.faq.match;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A question of {@code src/bench/questions} and the outcomes that are right, see the README there.
 *
 * @param category what makes the question difficult
 * @param expected the keys of the rules that must all be answered, {@link #NONE} or {@link #SAFETY} alone
 * @param acceptable other outcomes that are not wrong
 */
record CustomerQuestion(String category, Set<String> expected, Set<String> acceptable, String text) {

    /** No answer of a rule is right. */
    static final String NONE = "none";

    /** The customer needs a doctor, a pharmacist or an emergency call. */
    static final String SAFETY = "safety";

    private static final int COLUMNS = 6;

    /** What happened to a question. */
    enum Result {
        /** Every intent got the right answer. */
        ANSWERED,
        /** The right rule, or one of them, is among the suggestions or was answered as one of several. */
        OFFERED,
        /** Nothing was answered, and that is right. */
        SILENT,
        /** Nothing was answered although a rule would have been right. */
        MISSED,
        /** A rule was answered that should not have been. */
        WRONG
    }

    /**
     * Reads the questions of a split.
     *
     * @param split {@code tune} or {@code held-out}
     */
    static List<CustomerQuestion> read(Path file, String split) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split("\t", COLUMNS))
                .filter(columns -> columns[0].equals(split))
                .map(columns -> new CustomerQuestion(
                        columns[1],
                        Set.of(columns[3].split("\\+")),
                        columns[4].isEmpty() ? Set.of() : Set.of(columns[4].split(" ")),
                        columns[5]))
                .toList();
    }

    /**
     * Judges an outcome.
     *
     * @param answered the keys of the rules whose answers were sent, or {@link #SAFETY}
     * @param suggested the keys of the rules that were suggested
     */
    Result judge(Set<String> answered, Set<String> suggested) {
        if (answered.stream().anyMatch(key -> !expected.contains(key) && !acceptable.contains(key))) {
            return Result.WRONG;
        }
        if (expected.contains(NONE)) {
            return answered.isEmpty() ? Result.SILENT : Result.ANSWERED;
        }
        if (answered.containsAll(expected) || answered.stream().anyMatch(acceptable::contains)) {
            return Result.ANSWERED;
        }
        boolean offered = !answered.isEmpty() || suggested.stream().anyMatch(expected::contains);
        return offered ? Result.OFFERED : Result.MISSED;
    }
}
