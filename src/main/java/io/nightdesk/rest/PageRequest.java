package io.nightdesk.rest;

import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list, and in which order: a {@code @BeanParam}. The values come in as texts, so that everything that is
 * wrong with them can be said at once; see {@link #checked}.
 */
public final class PageRequest {

    static final int DEFAULT_SIZE = 50;
    static final int MAX_SIZE = 200;

    /** Beyond it the first row's number would not be an int. */
    static final int MAX_PAGE = 1_000_000;

    @QueryParam("page")
    @Parameter(
            description = "Which page, from 0.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "1000000", defaultValue = "0"))
    @Nullable
    String page;

    @QueryParam("size")
    @Parameter(
            description = "How many items a page has.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @Nullable
    String size;

    @QueryParam("sort")
    @Parameter(description = "Fields to sort by, the first counts most; a minus before a field turns its order around.")
    @Nullable
    String sort;

    public PageRequest() {}

    PageRequest(@Nullable String page, @Nullable String size, @Nullable String sort) {
        this.page = page;
        this.size = size;
        this.sort = sort;
    }

    /**
     * A sound choice of a page.
     *
     * @param orderBy what follows {@code order by}, made of nothing but the resource's own expressions
     */
    public record Choice(int page, int size, String orderBy) {

        /** The number of the page's first row, from 0. */
        public int offset() {
            return page * size;
        }

        public <T> Page<T> of(List<T> items, long total) {
            return new Page<>(items, page, size, total);
        }
    }

    /**
     * Checks all of it.
     *
     * @param sortable what may be sorted by, with the expression that stands for it in HQL or SQL
     * @param usual the order where none is asked for, {@code -priority,key}
     * @param unique the expression that settles ties, so that no item is on two pages or on none
     */
    public Choice checked(Map<String, String> sortable, String usual, String unique) {
        List<FieldError> faults = new ArrayList<>();
        Choice choice = checked(sortable, usual, unique, faults);
        ProblemException.throwIfAny(faults);
        return choice;
    }

    /** The same for a resource that has more to check: adds to its faults, and then the choice is not to be used. */
    public Choice checked(Map<String, String> sortable, String usual, String unique, List<FieldError> faults) {
        int pageNumber = whole("page", page, 0, 0, MAX_PAGE, faults);
        int items = whole("size", size, DEFAULT_SIZE, 1, MAX_SIZE, faults);
        String orderBy = new SortOrder(sortable, unique)
                .orderBy(
                        Optional.ofNullable(sort)
                                .filter(wish -> !wish.isBlank())
                                .orElse(usual),
                        faults);
        return new Choice(pageNumber, items, orderBy);
    }

    private static int whole(
            String name, @Nullable String value, int usual, int least, int most, List<FieldError> faults) {
        if (value == null || value.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        faults.add(FieldError.of(name, "must be a whole number from " + least + " to " + most));
        return usual;
    }
}
