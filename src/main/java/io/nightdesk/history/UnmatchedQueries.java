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

/** Finds the questions that no rule answered, and what other rules would make of questions. */
@Singleton
final class UnmatchedQueries {

    /** So many different questions are looked at, those asked most often. */
    static final int MOST_GROUPS = 5_000;

    /** Questions are one when they fold to the same; the latest wording stands for all. */
    private static final String GROUPS = """
            select trace->>'folded', (array_agg(question order by id desc))[1], count(*), max(received_at) from exchange
            where received_at >= ?::timestamptz and received_at < ?::timestamptz and question is not null
                and trace is not null%s
            group by 1 order by 3 desc, 1 limit\s""" + MOST_GROUPS;

    private static final String EVERY_ONE = GROUPS.formatted("");
    private static final String UNANSWERED =
            GROUPS.formatted(" and outcome in ('SUGGESTED', 'NOTICE', 'FALLBACK', 'COOLDOWN')");

    private final ReportExecutor reports;
    private final Clock clock;

    /** Equal questions. */
    record Group(String folded, String question, long count, Instant lastAt) {}

    @Inject
    UnmatchedQueries(ReportExecutor reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** The questions of a period that went unanswered and that the rules would not answer now either. */
    List<UnmatchedView> unanswered(DateRange period, CompiledRules rules) {
        List<UnmatchedView> unanswered = new ArrayList<>();
        for (Group group : read(UNANSWERED, period)) {
            Verdict verdict = verdict(rules, group);
            if (!(verdict instanceof Verdict.Answer)) {
                unanswered.add(UnmatchedView.of(group, verdict));
            }
        }
        return unanswered;
    }

    /** All questions of a period. */
    List<Group> asked(DateRange period) {
        return read(EVERY_ONE, period);
    }

    Verdict verdict(CompiledRules rules, Group group) {
        return rules.match(new MatchQuery(group.question(), MatchQuery.SHOP, clock.instant(), List.of()))
                .verdict();
    }

    private List<Group> read(String sql, DateRange period) {
        List<String> boundaries = period.boundaries();
        return reports.read(database -> {
            List<Group> groups = new ArrayList<>();
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

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getObject(4, OffsetDateTime.class).toInstant());
    }
}
