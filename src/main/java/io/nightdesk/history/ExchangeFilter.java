package io.nightdesk.history;

import io.nightdesk.database.SqlCondition;
import io.nightdesk.decision.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * Which exchanges.
 *
 * @param from received at this time or later
 * @param until received before this time
 * @param text what the question contains, in whatever case and width
 */
public record ExchangeFilter(
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> customer,
        Optional<Outcome> outcome,
        Optional<String> rule,
        Optional<String> text) {

    public static ExchangeFilter ofCustomer(String uid) {
        return new ExchangeFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(uid),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Of the table {@code exchange} as {@code e}. Both sides of a text are folded in one place, by the database. */
    SqlCondition condition() {
        return SqlCondition.ANY
                .and("e.received_at >= ?::timestamptz", from.map(Instant::toString))
                .and("e.received_at < ?::timestamptz", until.map(Instant::toString))
                .and("e.customer_uid = ?", customer)
                .and("e.outcome = ?", outcome.map(Outcome::name))
                .and("e.rule_key = ?", rule)
                .and("strpos(lower(normalize(e.question, NFKC)), lower(normalize(?, NFKC))) > 0", text);
    }
}
