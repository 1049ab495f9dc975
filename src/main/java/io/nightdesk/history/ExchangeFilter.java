package io.nightdesk.history;

import io.nightdesk.database.SqlCondition;
import io.nightdesk.decision.Outcome;
import io.nightdesk.faq.match.SearchPattern;
import java.time.Instant;
import java.util.Optional;

/**
 * Selects exchanges. An empty field does not restrict.
 *
 * @param from received at this time or later
 * @param until received before this time
 * @param text contained in the question, see {@link SearchPattern}
 */
public record ExchangeFilter(
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> customer,
        Optional<Outcome> outcome,
        Optional<String> rule,
        Optional<String> text) {

    public static ExchangeFilter forCustomer(String uid) {
        return new ExchangeFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(uid),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The condition on {@code exchange e}. */
    SqlCondition condition() {
        return SqlCondition.ANY
                .and("e.received_at >= ?::timestamptz", from.map(Instant::toString))
                .and("e.received_at < ?::timestamptz", until.map(Instant::toString))
                .and("e.customer_uid = ?", customer)
                .and("e.outcome = ?", outcome.map(Outcome::name))
                .and("e.rule_key = ?", rule)
                .and("lower(normalize(e.question, NFKC)) ~ ?", text.map(SearchPattern::of));
    }
}
