package io.nightdesk.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Selects orders for a list. Every condition has an index.
 *
 * @param text the beginning of a number, or a whole tracking number or customer's uid
 */
record OrderSearch(Optional<String> text, Optional<String> customerUid, Optional<OrderStatus> status) {

    /** Sorts after every symbol of a number. The column has the collation of bytes. */
    private static final String LAST = "~";

    /** The HQL condition. */
    String condition() {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        text.ifPresent(any -> conditions.add("(number >= :number and number < :numberEnd"
                + " or upper(tracking) = :tracking or customerUid = :text)"));
        customerUid.ifPresent(any -> conditions.add("customerUid = :customer"));
        status.ifPresent(any -> conditions.add("status = :status"));
        return String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        text.ifPresent(given -> {
            String number = OrderNumber.normalize(given);
            parameters.put("number", number);
            parameters.put("numberEnd", number + LAST);
            parameters.put("tracking", given.toUpperCase(Locale.ROOT));
            parameters.put("text", given);
        });
        customerUid.ifPresent(uid -> parameters.put("customer", uid));
        status.ifPresent(one -> parameters.put("status", one));
        return parameters;
    }
}
