package io.nightdesk.privacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What is deleted when it has been kept for its time, a batch with each statement. Every table that grows with time is here,
 * but {@code pending_reply}, which empties itself, and the accounts.
 *
 * <p>The tables of the desk's own work are walked along their primary keys, each batch going on where the last one ended: rows
 * deleted before are not looked at again.
 */
enum PurgeStatement {
    /**
     * Replies on their way keep their exchange. The newest exchange stays in any case, as ids and the versions of sessions
     * count on from it. Where a batch had nothing old the next one is at the next old row, which the index by time finds:
     * rows come nearly in the order of time. {@code id + 0} keeps it from walking along the primary key instead, and an array
     * the deletion from merging with it, which would read the whole table each time.
     */
    EXCHANGES(Time.EXCHANGES, """
            looked as (
                select id, received_at < (select before from given) as old from exchange
                where id > (select coalesce(nullif(after, ''), '-9223372036854775808')::bigint from given)
                order by id limit (select most from given)),
            gone as (
                delete from exchange e
                where e.id = any(array(select id from looked where old)) and e.id < (select max(id) from exchange)
                    and not exists (select from pending_reply p where p.exchange_id = e.id)
                returning 1),
            seen as (select max(id) as last, bool_or(old) as old from looked)
            select case when old then last else (
                    select min(id) - 1 from (
                        select id from exchange where id + 0 > last and received_at < (select before from given) offset 0) later)
                end, (select count(*) from gone) from seen"""),

    /**
     * Whoever wrote lately, or has something set that lasts, keeps the session; so does one that somebody else changes
     * meanwhile, which its version tells. What else the desk believes of it is compared with the table before it counts.
     */
    SESSIONS(Time.SESSIONS, """
            looked as (
                select customer_uid, version from session where customer_uid > (select after from given)
                order by customer_uid limit (select most from given)),
            gone as (
                delete from session c using looked l
                where c.customer_uid = l.customer_uid and c.version = l.version
                    and greatest(c.taken_over_until, c.handed_off_until, c.waiting_since, c.notice_at, c.fallback_at)
                        < (select before from given)
                    and coalesce((
                        select max(received_at) from (
                            select received_at from exchange e where e.customer_uid = c.customer_uid
                            order by e.id desc limit 20) newest) < (select before from given), true)
                returning 1)
            select max(customer_uid), (select count(*) from gone) from looked"""),

    SESSION_CHANGES(Time.SESSIONS, rows("session_change", "id", """
            select id from session_change where greatest(at, until) < (select before from given)
            order by id""")),

    /** One that is still to be decided again stays. */
    REFUSED_FRAMES(Time.EXCHANGES, rows("rejected_frame", "id", """
            select id from rejected_frame
            where received_at < (select before from given) and (replay_requested_at is null or replayed_at is not null)
            order by id""")),

    /** Its age is looked at once more: an order that is stored anew at this moment stays. */
    ORDERS(Time.ORDERS, rows("customer_order", "placed_at < (select before from given) and number", """
            select number from customer_order where placed_at < (select before from given) order by placed_at""")),

    /** Those that were followed by another one so long ago, and all of a rule deleted so long ago. */
    RULE_REVISIONS(Time.REVISIONS, rows("faq_rule_revision", "(rule_key, version)", """
            select rule_key, version from faq_rule_revision r
            where r.action = 'DELETED' and r.at < (select before from given)
                or exists (select from faq_rule_revision n where n.rule_key = r.rule_key and n.version > r.version
                    and n.at < (select before from given))
            order by rule_key, version""")),

    SCHEDULES(Time.REVISIONS, rows("schedule", "version", """
            select version from schedule s
            where exists (select from schedule n where n.version > s.version and n.at < (select before from given))
            order by version""")),

    MODES(Time.REVISIONS, rows("desk_mode", "version", """
            select version from desk_mode m
            where exists (select from desk_mode n where n.version > m.version and n.at < (select before from given))
            order by version"""));

    private final Time time;
    private final String sql;

    /** Which setting tells for how long. */
    private enum Time {
        EXCHANGES,
        SESSIONS,
        ORDERS,
        REVISIONS;

        Duration of(RetentionConfig config) {
            return switch (this) {
                case EXCHANGES -> config.exchanges();
                case SESSIONS -> config.sessions();
                case ORDERS -> config.orders();
                case REVISIONS -> config.revisions();
            };
        }
    }

    /**
     * Some rows looked at.
     *
     * @param next after what the next batch begins; empty when there is none
     */
    record Swept(Optional<String> next, long deleted) {}

    PurgeStatement(Time time, String sql) {
        this.time = time;
        this.sql = sql;
    }

    /** Of a table that is small, or has an index by time. */
    private static String rows(String table, String key, String old) {
        return """
                gone as (delete from %s where %s in (%s limit (select most from given)) returning 1)
                select case when count(*) = (select most from given) then '' end, count(*) from gone""".formatted(table, key, old);
    }

    /** A statement with the parameters: after what to begin, how many rows, before what time. Returns a {@link Swept}. */
    String sql() {
        return "with given as (select ?::text as after, ?::int as most, ?::timestamptz as before), " + sql;
    }

    /** What is older than this has been kept for its time; empty when it is kept for ever. */
    Optional<Instant> before(RetentionConfig config, Instant now) {
        Duration kept = time.of(config);
        return RetentionValidator.isForEver(kept) ? Optional.empty() : Optional.of(now.minus(kept));
    }

    /** The name in metrics and in the log, for example {@code refused_frames}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
