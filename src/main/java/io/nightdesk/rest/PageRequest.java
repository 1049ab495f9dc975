package io.nightdesk.rest;

import io.quarkus.panache.common.Sort;
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
 * The parameters that select a page of a list, as a {@code @BeanParam}. They are strings, so that {@link #checked} can report all
 * their errors at once.
 */
public final class PageRequest {

    private static final String DESCENDING = " desc";
    static final int DEFAULT_SIZE = 50;
    static final int MAX_SIZE = 200;

    /** Keeps {@link Choice#offset} within the range of int. */
    static final int MAX_PAGE = 1_000_000;

    @QueryParam("page")
    @Parameter(
            description = "The number of the page, from 0.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "1000000", defaultValue = "0"))
    @Nullable
    String page;

    @QueryParam("size")
    @Parameter(
            description = "The maximum number of items on a page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @Nullable
    String size;

    @QueryParam("sort")
    @Parameter(
            description =
                    "The fields to sort by, separated by commas. A minus before a field sorts it in descending order.")
    @Nullable
    String sort;

    public PageRequest() {}

    PageRequest(@Nullable String page, @Nullable String size, @Nullable String sort) {
        this.page = page;
        this.size = size;
        this.sort = sort;
    }

    /**
     * A validated page request.
     *
     * @param page the number of the page, from 0
     * @param size the maximum number of items on a page
     * @param orderBy what follows {@code order by}; built only from the resource's own expressions
     */
    public record Choice(int page, int size, String orderBy) {

        /** The number of rows before the page. */
        public int offset() {
            return page * size;
        }

        /** The same order for a Panache query. Requires that every expression is the property of an entity. */
        public Sort sort() {
            Sort sort = Sort.empty();
            for (String term : orderBy.split(", ", -1)) {
                sort.and(
                        term.replaceFirst(DESCENDING + "$", ""),
                        term.endsWith(DESCENDING) ? Sort.Direction.Descending : Sort.Direction.Ascending);
            }
            return sort;
        }

        public <T> Page<T> of(List<T> items, long total) {
            return new Page<>(items, page, size, total);
        }
    }

    /**
     * Validates the parameters.
     *
     * @param sortable the fields that can be sorted by, with their HQL or SQL expressions
     * @param defaultSort the sort parameter to use if none was sent, such as {@code -priority,key}
     * @param tieBreaker the expression that makes the order total, so that no item is on two pages or on none
     * @throws ProblemException with all errors
     */
    public Choice checked(Map<String, String> sortable, String defaultSort, String tieBreaker) {
        List<FieldError> errors = new ArrayList<>();
        Choice choice = checked(sortable, defaultSort, tieBreaker, errors);
        ProblemException.throwIfAny(errors);
        return choice;
    }

    /**
     * Validates the parameters together with others of the resource.
     *
     * @param errors receives the errors; the result must not be used if there are any
     */
    public Choice checked(
            Map<String, String> sortable, String defaultSort, String tieBreaker, List<FieldError> errors) {
        int pageNumber = (int) QueryNumber.read("page", page, 0, 0, MAX_PAGE, errors);
        int pageSize = (int) QueryNumber.read("size", size, DEFAULT_SIZE, 1, MAX_SIZE, errors);
        String parameter =
                Optional.ofNullable(sort).filter(sent -> !sent.isBlank()).orElse(defaultSort);
        return new Choice(pageNumber, pageSize, new SortOrder(sortable, tieBreaker).orderBy(parameter, errors));
    }
}
