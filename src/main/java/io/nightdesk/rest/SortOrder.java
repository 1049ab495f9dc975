package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Translates a sort parameter such as {@code -priority,key} to an {@code order by} clause.
 *
 * @param sortable the fields that the parameter may name, with their HQL or SQL expressions
 * @param tieBreaker the expression that makes the order total
 */
record SortOrder(Map<String, String> sortable, String tieBreaker) {

    /** Adds an error for each field that cannot be sorted by. The clause contains none of the parameter's own text. */
    String orderBy(String parameter, List<FieldError> errors) {
        List<String> terms = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int position = 0;
        for (String part : parameter.split(",", -1)) {
            boolean isDescending = part.startsWith("-");
            String field = isDescending ? part.substring(1) : part;
            String expression = sortable.get(field);
            if (expression == null) {
                errors.add(FieldError.at("sort", position, LocalizedMessage.oneOf(new TreeSet<>(sortable.keySet()))));
            } else if (!seen.add(field)) {
                errors.add(FieldError.at(
                        "sort", position, LocalizedMessage.of("must name each field only once", "每个字段只能出现一次")));
            } else {
                terms.add(expression + (isDescending ? " desc" : ""));
            }
            position += part.length() + 1;
        }
        terms.add(tieBreaker);
        return String.join(", ", terms);
    }
}
