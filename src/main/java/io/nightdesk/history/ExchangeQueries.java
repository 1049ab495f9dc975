package io.nightdesk.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.database.SqlCondition;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.rest.ExportRows;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads exchanges for the API. */
@Singleton
public final class ExchangeQueries {

    /** Lists are counted and paged up to this row: offset paging reads all rows before the page. */
    static final int MAX_LISTED = 10_000;

    private static final int CHUNK_SIZE = 500;

    private static final String SELECT = """
            select e.id, e.received_at, e.customer_uid, e.question, e.outcome, e.rule_key, e.trace,
                e.reply_id is not null, p.exchange_id is not null, e.withheld, e.reply_bytes
            from exchange e left join pending_reply p on p.exchange_id = e.id where\s""";

    private final ReportExecutor reports;
    private final FrameCodec codec;
    private final ObjectMapper json;

    /** One page of a list, and the number of rows in the list, at most {@link #MAX_LISTED}. */
    record Listing(List<ExchangeView> exchanges, long total) {

        Listing {
            exchanges = List.copyOf(exchanges);
        }
    }

    @Inject
    ExchangeQueries(ReportExecutor reports, FrameCodec codec, ObjectMapper json) {
        this.reports = reports;
        this.codec = codec;
        this.json = json;
    }

    Optional<ExchangeView> find(long id) {
        return reports
                .read(database -> select(database, SqlCondition.ANY.and("e.id = ?", (Object) id), "e.id", 1, 0))
                .stream()
                .findFirst();
    }

    Listing list(ExchangeFilter filter, String orderBy, int size, int offset) {
        SqlCondition condition = filter.condition();
        return reports.read(database ->
                new Listing(select(database, condition, orderBy, size, offset), count(database, condition)));
    }

    /** All exchanges that match a filter, from the newest to the oldest, by keyset pagination. */
    public ExportRows<ExchangeView> newestFirst(ExchangeFilter filter) {
        return new ExportRows<>(chunk(filter, OptionalLong.empty()), last -> chunk(filter, OptionalLong.of(last.id())));
    }

    private List<ExchangeView> chunk(ExchangeFilter filter, OptionalLong before) {
        SqlCondition condition = before.isPresent()
                ? filter.condition().and("e.id < ?", (Object) before.getAsLong())
                : filter.condition();
        return reports.read(database -> select(database, condition, "e.id desc", CHUNK_SIZE, 0));
    }

    private List<ExchangeView> select(Connection database, SqlCondition condition, String orderBy, int size, int offset)
            throws SQLException {
        String sql = SELECT + condition.sql() + " order by " + orderBy + " limit ? offset ?";
        List<ExchangeView> exchanges = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            condition.fill(statement, size, offset);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    exchanges.add(toView(rows));
                }
            }
        }
        return exchanges;
    }

    private static long count(Connection database, SqlCondition condition) throws SQLException {
        String sql = "select count(*) from (select from exchange e where " + condition.sql() + " limit ?) as counted";
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            condition.fill(statement, MAX_LISTED);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private ExchangeView toView(ResultSet row) throws SQLException {
        String customer = row.getString(3);
        String trace = row.getString(7);
        return new ExchangeView(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                customer.isEmpty() ? null : customer,
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(8) ? reply(row.getBoolean(9), row.getString(10), row.getBytes(11)) : null,
                trace == null ? null : parse(trace));
    }

    private ExchangeView.ReplyView reply(boolean pending, @Nullable String withheld, byte[] bytes) {
        ExchangeView.State state = withheld != null
                ? ExchangeView.State.WITHHELD
                : pending ? ExchangeView.State.PENDING : ExchangeView.State.SENT;
        Optional<Content> content = codec.decode(bytes) instanceof DecodeResult.Accepted accepted
                ? Optional.of(accepted.frame().content())
                : Optional.empty();
        return new ExchangeView.ReplyView(
                state,
                withheld,
                content.map(value -> value instanceof Content.Text text ? text.text() : null)
                        .orElse(null),
                content.flatMap(value -> value instanceof Content.Image image ? image.url() : Optional.empty())
                        .orElse(null));
    }

    private JsonNode parse(String trace) {
        try {
            return json.readTree(trace);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored trace is not JSON", e);
        }
    }
}
