package io.nightdesk.privacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The tables with a retention period, and the statement that deletes a batch of expired rows from each. Every table that
 * grows over time is listed, except {@code pending_reply}, which empties itself, and the accounts.
 *
 * <p>The tables that replies depend on are read in the order of their primary keys. Each batch starts where the
 * previous one ended, so that no batch scans over rows that were deleted before.
 */
enum PurgeStatement {
    /**
     * An exchange with a pending reply is kept. The newest exchange is always kept, because ids and the versions of
     * sessions continue from it. If a batch has no expired row, the next batch starts at the next expired row, which
     * the index on the time finds, because ids and times are in nearly the same order. {@code id + 0} prevents the
     * planner from using the primary key instead, and the array prevents a merge join of the deletion, which would read
     * the whole table.
     */
    EXCHANGES(Period.EXCHANGES, """
            examined as (
                select id, received_at < (select cutoff from params) as expired from exchange
                where id > (select coalesce(nullif(start_after, ''), '-9223372036854775808')::bigint from params)
                order by id limit (select batch_size from params)),
            deleted as (
                delete from exchange e
                where e.id = any(array(select id from examined where expired)) and e.id < (select max(id) from exchange)
                    and not exists (select from pending_reply p where p.exchange_id = e.id)
                returning 1),
            summary as (select max(id) as last, bool_or(expired) as expired from examined)
            select case when expired then last else (
                    select min(id) - 1 from (
                        select id from exchange
                        where id + 0 > last and received_at < (select cutoff from params) offset 0) later)
                end, (select count(*) from deleted) from summary"""),

    /**
     * A session is kept if its customer wrote recently, if one of its times is recent, or if it is changed at the same time,
     * which the version shows. The inbox compares its cached sessions with the table, so it does not use a deleted one.
     */
    SESSIONS(Period.SESSIONS, """
            examined as (
                select customer_uid, version from session where customer_uid > (select start_after from params)
                order by customer_uid limit (select batch_size from params)),
            deleted as (
                delete from session s using examined e
                where s.customer_uid = e.customer_uid and s.version = e.version
                    and greatest(s.taken_over_until, s.handed_off_until, s.waiting_since, s.notice_at, s.fallback_at)
                        < (select cutoff from params)
                    and coalesce((
                        select max(received_at) from (
                            select received_at from exchange x where x.customer_uid = s.customer_uid
                            order by x.id desc limit 20) newest) < (select cutoff from params), true)
                returning 1)
            select max(customer_uid), (select count(*) from deleted) from examined"""),

    SESSION_CHANGES(Period.SESSIONS, expiredRows("session_change", "id", """
            select id from session_change where greatest(at, until) < (select cutoff from params)
            order by id""")),

    /** A frame whose replay is requested is kept. */
    REJECTED_FRAMES(Period.EXCHANGES, expiredRows("rejected_frame", "id", """
            select id from rejected_frame
            where received_at < (select cutoff from params) and (replay_requested_at is null or replayed_at is not null)
            order by id""")),

    /** The deletion checks the age again: an order that is stored anew at the same time is kept. */
    ORDERS(Period.ORDERS, expiredRows("customer_order", "placed_at < (select cutoff from params) and number", """
            select number from customer_order where placed_at < (select cutoff from params) order by placed_at""")),

    /** Revisions that were replaced before the cutoff, and all revisions of rules that were deleted before it. */
    RULE_REVISIONS(Period.REVISIONS, expiredRows("faq_rule_revision", "(rule_key, version)", """
            select rule_key, version from faq_rule_revision r
            where r.action = 'DELETED' and r.at < (select cutoff from params)
                or exists (select from faq_rule_revision n where n.rule_key = r.rule_key and n.version > r.version
                    and n.at < (select cutoff from params))
            order by rule_key, version""")),

    /** An import cannot be undone once the revisions before it have expired. */
    RULE_IMPORTS(
            Period.REVISIONS,
            expiredRows(
                    "faq_import",
                    "id",
                    "select id from faq_import where at < (select cutoff from params) order by id")),

    SCHEDULES(Period.REVISIONS, expiredRows("schedule", "version", """
            select version from schedule s
            where exists (select from schedule n where n.version > s.version and n.at < (select cutoff from params))
            order by version""")),

    MODES(Period.REVISIONS, expiredRows("desk_mode", "version", """
            select version from desk_mode m
            where exists (select from desk_mode n where n.version > m.version and n.at < (select cutoff from params))
            order by version""")),

    /** The deletion checks the time again: a login that is used at the same time is kept. */
    LOGIN_SESSIONS(
            Period.LOGINS,
            expiredRows("login_session", "expires_at < (select cutoff from params) and token_hash", """
            select token_hash from login_session where expires_at < (select cutoff from params) order by expires_at""")),

    AUDIT_ENTRIES(Period.AUDIT, expiredRows("audit_entry", "id", """
            select id from audit_entry where at < (select cutoff from params) order by at"""));

    private final Period period;
    private final String sql;

    /** The retention period of a table, most of them a setting. */
    private enum Period {
        EXCHANGES,
        SESSIONS,
        ORDERS,
        REVISIONS,
        LOGINS,
        AUDIT;

        /** An expired login is of no use. The day allows for clocks that differ. */
        private static final Duration EXPIRED_LOGINS = Duration.ofDays(1);

        Duration of(RetentionConfig config) {
            return switch (this) {
                case EXCHANGES -> config.exchanges();
                case SESSIONS -> config.sessions();
                case ORDERS -> config.orders();
                case REVISIONS -> config.revisions();
                case LOGINS -> EXPIRED_LOGINS;
                case AUDIT -> config.audit();
            };
        }
    }

    /**
     * The result of one batch.
     *
     * @param cursor where the next batch starts; empty if there is none
     */
    record Batch(Optional<String> cursor, long deleted) {}

    PurgeStatement(Period period, String sql) {
        this.period = period;
        this.sql = sql;
    }

    /** For a table that is small or has an index on the time: selects expired rows directly. */
    private static String expiredRows(String table, String key, String expired) {
        return """
                deleted as (delete from %s where %s in (%s limit (select batch_size from params)) returning 1)
                select case when count(*) = (select batch_size from params) then '' end, count(*) from deleted""".formatted(table, key, expired);
    }

    /** A statement with the parameters cursor, batch size and cutoff, which returns a {@link Batch}. */
    String sql() {
        return "with params as (select ?::text as start_after, ?::int as batch_size, ?::timestamptz as cutoff), " + sql;
    }

    /** Rows from before this time have expired; empty if they are kept forever. */
    Optional<Instant> cutoff(RetentionConfig config, Instant now) {
        Duration retention = period.of(config);
        return RetentionValidator.isForever(retention) ? Optional.empty() : Optional.of(now.minus(retention));
    }

    /** The name in metrics and logs, for example {@code rejected_frames}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
