package io.nightdesk.history;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Counts exchanges by day and by rule. */
@Singleton
final class StatsQueries {

    private static final int MAX_RULES = 100;

    /** Takes the boundaries of the days instead of a time zone, because PostgreSQL may have other time zone data. */
    private static final String DAYS = """
            select width_bucket(received_at, ?::timestamptz[]), outcome, count(*) from exchange
            where received_at >= ?::timestamptz and received_at < ?::timestamptz group by 1, 2""";

    private static final String RULES = """
            select rule_key, count(*) from exchange
            where received_at >= ?::timestamptz and received_at < ?::timestamptz and rule_key is not null
            group by rule_key order by 2 desc, 1 limit\s""" + MAX_RULES;

    private final ReportExecutor reports;

    @Inject
    StatsQueries(ReportExecutor reports) {
        this.reports = reports;
    }

    StatsView stats(DateRange range) {
        return reports.read(database -> new StatsView(
                range.first(), range.last(), range.zone().getId(), days(database, range), rules(database, range)));
    }

    List<StatsView.DayView> days(DateRange range) {
        return reports.read(database -> days(database, range));
    }

    private static List<StatsView.DayView> days(Connection database, DateRange range) throws SQLException {
        List<String> boundaries = range.boundaries();
        Map<Integer, Map<String, Long>> outcomes = new HashMap<>();
        try (PreparedStatement statement = database.prepareStatement(DAYS)) {
            statement.setObject(1, boundaries.toArray(String[]::new));
            statement.setString(2, boundaries.get(0));
            statement.setString(3, boundaries.get(boundaries.size() - 1));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    outcomes.computeIfAbsent(rows.getInt(1), day -> new HashMap<>())
                            .put(rows.getString(2), rows.getLong(3));
                }
            }
        }
        List<LocalDate> days = range.days();
        return IntStream.range(0, days.size())
                .mapToObj(day -> StatsView.DayView.of(days.get(day), outcomes.getOrDefault(day + 1, Map.of())))
                .toList();
    }

    private static List<StatsView.RuleView> rules(Connection database, DateRange range) throws SQLException {
        List<String> boundaries = range.boundaries();
        List<StatsView.RuleView> rules = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(RULES)) {
            statement.setString(1, boundaries.get(0));
            statement.setString(2, boundaries.get(boundaries.size() - 1));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rules.add(new StatsView.RuleView(rows.getString(1), rows.getLong(2)));
                }
            }
        }
        return rules;
    }
}
