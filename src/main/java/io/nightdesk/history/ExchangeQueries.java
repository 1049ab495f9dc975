package io.nightdesk.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.database.SqlCondition;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.FrameCodec;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The exchanges, for people to read. */
@Singleton
public final class ExchangeQueries {

    /** How far a list is counted and paged: further on, each page would cost more than the one before. */
    static final int MOST_LISTED = 10_000;

    private static final int CHUNK = 500;

    private static final String SELECT = """
            select e.id, e.received_at, e.customer_uid, e.question, e.outcome, e.rule_key, e.trace,
                e.reply_id is not null, p.exchange_id is not null, e.withheld, e.reply_bytes
            from exchange e left join pending_reply p on p.exchange_id = e.id where\s""";

    private final ReportExecutor reports;
    private final FrameCodec codec;
    private final ObjectMapper json;

    /** Some of a list, and how long it is, up to {@link #MOST_LISTED}. */
    record Listed(List<ExchangeView> exchanges, long total) {

        Listed {
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

    Listed list(ExchangeFilter filter, String orderBy, int size, int offset) {
        SqlCondition condition = filter.condition();
        return reports.read(
                database -> new Listed(select(database, condition, orderBy, size, offset), count(database, condition)));
    }

    /** The newest exchanges, read in chunks as they are asked for. The first one is read at once, so that faults show. */
    public Newest newest(ExchangeFilter filter) {
        return new Newest(filter, chunk(filter, OptionalLong.empty()));
    }

    /** The exchanges of a filter from the newest on. */
    public final class Newest {

        private final ExchangeFilter filter;
        private List<ExchangeView> chunk;

        private Newest(ExchangeFilter filter, List<ExchangeView> first) {
            this.filter = filter;
            this.chunk = first;
        }

        /** Whether there are more than {@code most}, of which those were handed on. */
        public boolean forEach(int most, Consumer<ExchangeView> reader) {
            int count = 0;
            while (!chunk.isEmpty()) {
                for (ExchangeView exchange : chunk) {
                    if (count++ == most) {
                        return true;
                    }
                    reader.accept(exchange);
                }
                chunk = chunk.size() < CHUNK
                        ? List.of()
                        : chunk(filter, OptionalLong.of(chunk.get(CHUNK - 1).id()));
            }
            return false;
        }
    }

    private List<ExchangeView> chunk(ExchangeFilter filter, OptionalLong before) {
        SqlCondition condition = before.isPresent()
                ? filter.condition().and("e.id < ?", (Object) before.getAsLong())
                : filter.condition();
        return reports.read(database -> select(database, condition, "e.id desc", CHUNK, 0));
    }

    private List<ExchangeView> select(Connection database, SqlCondition condition, String orderBy, int size, int offset)
            throws SQLException {
        String sql = SELECT + condition.sql() + " order by " + orderBy + " limit ? offset ?";
        List<ExchangeView> exchanges = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            condition.fill(statement, size, offset);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    exchanges.add(exchange(rows));
                }
            }
        }
        return exchanges;
    }

    private static long count(Connection database, SqlCondition condition) throws SQLException {
        String sql = "select count(*) from (select from exchange e where " + condition.sql() + " limit ?) as counted";
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            condition.fill(statement, MOST_LISTED);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private ExchangeView exchange(ResultSet row) throws SQLException {
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
                trace == null ? null : parsed(trace));
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
                content.map(said -> said instanceof Content.Text text ? text.text() : null)
                        .orElse(null),
                content.flatMap(said -> said instanceof Content.Image image ? image.url() : Optional.empty())
                        .orElse(null));
    }

    private JsonNode parsed(String trace) {
        try {
            return json.readTree(trace);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds no JSON", e);
        }
    }
}
