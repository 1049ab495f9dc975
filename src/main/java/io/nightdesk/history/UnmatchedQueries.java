package io.nightdesk.history;

import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Match.Verdict;
import io.nightdesk.faq.match.MatchQuery;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Finds the questions that no rule answered. */
@Singleton
final class UnmatchedQueries {

    /** The number of different questions that are examined, the most frequent first. */
    static final int MAX_GROUPS = 5_000;

    /** Groups questions by their folded text, and shows the latest spelling of each. */
    private static final String GROUPS = """
            select trace->>'folded', (array_agg(question order by id desc))[1], count(*), max(received_at) from exchange
            where received_at >= ?::timestamptz and received_at < ?::timestamptz and question is not null
                and trace is not null %s
            group by 1 order by 3 desc, 1 limit\s""" + MAX_GROUPS;

    private static final String ALL = GROUPS.formatted("");
    private static final String UNANSWERED = GROUPS.formatted("""
            and outcome in ('SUGGESTED', 'NOTICE', 'FALLBACK', 'COOLDOWN')
            and not exists (select from ignored_question i
                where md5(i.folded) = md5(trace->>'folded') and i.folded = trace->>'folded')""");

    private final ReportExecutor reports;
    private final Clock clock;

    /** Questions with the same folded text. */
    record QuestionGroup(String folded, String question, long count, Instant lastAskedAt) {}

    @Inject
    UnmatchedQueries(ReportExecutor reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** Questions that got no answer, that {@code rules} would not answer either, and that are not ignored. */
    List<UnmatchedView> unanswered(DateRange range, CompiledRules rules) {
        List<UnmatchedView> unanswered = new ArrayList<>();
        for (QuestionGroup group : read(UNANSWERED, range)) {
            Verdict verdict = verdict(rules, group);
            if (!(verdict instanceof Verdict.Answer)) {
                unanswered.add(UnmatchedView.of(group, MatchResult.of(verdict)));
            }
        }
        return unanswered;
    }

    /** All questions, answered or not. */
    List<QuestionGroup> all(DateRange range) {
        return read(ALL, range);
    }

    private Verdict verdict(CompiledRules rules, QuestionGroup group) {
        return rules.match(new MatchQuery(group.question(), MatchQuery.SHOP, clock.instant(), List.of()))
                .verdict();
    }

    private List<QuestionGroup> read(String sql, DateRange range) {
        List<String> boundaries = range.boundaries();
        return reports.read(database -> {
            List<QuestionGroup> groups = new ArrayList<>();
            try (PreparedStatement statement = database.prepareStatement(sql)) {
                statement.setString(1, boundaries.get(0));
                statement.setString(2, boundaries.get(boundaries.size() - 1));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        groups.add(group(rows));
                    }
                }
            }
            return groups;
        });
    }

    private static QuestionGroup group(ResultSet row) throws SQLException {
        return new QuestionGroup(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getObject(4, OffsetDateTime.class).toInstant());
    }
}
