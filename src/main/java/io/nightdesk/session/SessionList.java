package io.nightdesk.session;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A list of sessions in one state. */
enum SessionList {
    /** The customer waits for an agent, whether the desk answers or not. */
    WAITING("s.waitingSince > :time", "waitingSince"),
    PAUSED("s.takenOverUntil > :time and " + SessionList.IS_PAUSE, "-takenOverUntil"),
    TAKEN_OVER("s.takenOverUntil > :time and not " + SessionList.IS_PAUSE, "-takenOverUntil"),
    HANDED_OFF("s.handedOffUntil > :time and s.takenOverUntil <= :time", "waitingSince");

    /** A pause is a takeover whose end somebody set. */
    private static final String IS_PAUSE =
            "exists (select 1 from SessionChangeEntity c where c.customerUid = s.customerUid and c.until = s.takenOverUntil)";

    private final String condition;
    final String defaultSort;

    SessionList(String condition, String defaultSort) {
        this.condition = condition;
        this.defaultSort = defaultSort;
    }

    /** The list by its name in the API. */
    static Optional<SessionList> named(String name) {
        return Arrays.stream(values())
                .filter(list -> list.apiName().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(SessionList::apiName).toList();
    }

    private String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The HQL query. Its parameters are {@code time} and {@code customer}, the beginning of the customers' uids. */
    String query() {
        return "from SessionEntity s where " + condition + " and s.customerUid like concat(:customer, '%')";
    }

    /** The parameter {@code time}. */
    Instant time(Instant now) {
        return this == WAITING ? Instant.EPOCH : now;
    }
}
