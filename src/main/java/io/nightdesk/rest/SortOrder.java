package io.nightdesk.rest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A wish such as {@code -priority,key} as an {@code order by} that is made of known expressions only. */
record SortOrder(Map<String, String> sortable, String unique) {

    String orderBy(String wish, List<FieldError> faults) {
        List<String> order = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int position = 0;
        for (String part : wish.split(",", -1)) {
            boolean descending = part.startsWith("-");
            String field = descending ? part.substring(1) : part;
            String expression = sortable.get(field);
            if (expression == null) {
                faults.add(FieldError.at(
                        "sort", position, "must name some of " + String.join(", ", new TreeSet<>(sortable.keySet()))));
            } else if (!seen.add(field)) {
                faults.add(FieldError.at("sort", position, "must name a field once only"));
            } else {
                order.add(expression + (descending ? " desc" : ""));
            }
            position += part.length() + 1;
        }
        order.add(unique);
        return String.join(", ", order);
    }
}
