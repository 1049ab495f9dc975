package io.nightdesk.order;

import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What the shop's systems say of orders, one at a time; see {@link OrdersBulkResource} for many. */
@Singleton
@Path("/api/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class OrdersResource {

    static final String EXAMPLE = """
            {"number": "NM2026112300001", "customer": "10001", "status": "SHIPPED", "carrier": "顺丰速运",\
             "tracking": "SF1028475610", "placedAt": "2026-11-23T12:00:00Z"}""";

    private static final Map<String, String> SORTABLE = Map.of("number", "number", "placedAt", "placedAt");

    private final OrderBulkRepository intake;

    @Inject
    OrdersResource(OrderBulkRepository intake) {
        this.intake = intake;
    }

    /** All of them, or those of a customer or in a status. */
    @GET
    @Transactional
    @Operation(
            summary = "List orders",
            description = "Sortable by number and placedAt; the newest first if not asked for otherwise.")
    public Page<OrderForm> list(
            @BeanParam PageRequest paging,
            @QueryParam("customer") @Parameter(description = "Only this customer's.") @Nullable String customer,
            @QueryParam("status")
                    @Parameter(
                            description = "Only those in this status.",
                            schema = @Schema(implementation = OrderStatus.class))
                    @Nullable
                    String status) {
        List<FieldError> faults = new ArrayList<>();
        PageRequest.Choice choice = paging.checked(SORTABLE, "-placedAt", "number", faults);
        Map<String, Object> values = new HashMap<>();
        Optional.ofNullable(customer).filter(uid -> !uid.isEmpty()).ifPresent(uid -> values.put("customerUid", uid));
        Optional.ofNullable(status)
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> status(name, faults).ifPresent(known -> values.put("status", known)));
        ProblemException.throwIfAny(faults);
        PanacheQuery<OrderEntity> found = OrderEntity.with(values, choice.orderBy());
        List<OrderForm> items = found.page(choice.page(), choice.size()).stream()
                .map(row -> OrderForm.of(row.toOrder()))
                .toList();
        return choice.of(items, found.count());
    }

    /** One of them. */
    @GET
    @Path("{number}")
    @Transactional
    @Operation(summary = "Read an order")
    @APIResponse(
            responseCode = "200",
            description = "The order; see ETag.",
            content = @Content(schema = @Schema(implementation = OrderForm.class), example = EXAMPLE))
    @APIResponse(responseCode = "304", description = "If-None-Match has the newest ETag.")
    public Response read(@PathParam("number") String number, @BeanParam ConditionalRequest precondition) {
        OrderEntity row =
                OrderEntity.numbered(OrderNumberParser.normalize(number)).orElseThrow(OrdersResource::unknown);
        return precondition.read(row.version, OrderForm.of(row.toOrder()));
    }

    /** Stores one, whether it is new or known. */
    @PUT
    @Path("{number}")
    @Transactional
    @Operation(
            summary = "Create or replace an order",
            description = "If-Match is optional here, for systems that push what they have without reading before:"
                    + " without it, whatever is there is replaced.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = OrderForm.class),
                            examples = @ExampleObject(name = "shipped", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "It was known. As it is now; see ETag.",
            content = @Content(schema = @Schema(implementation = OrderForm.class), example = EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "It is new; see Location and ETag.",
            content = @Content(schema = @Schema(implementation = OrderForm.class), example = EXAMPLE))
    public Response store(
            @PathParam("number") String inPath, @BeanParam ConditionalRequest precondition, OrderForm form, UriInfo uri)
            throws SQLException {
        String number = OrderNumberParser.normalize(inPath);
        ProblemException.throwIfAny(form.faultsAt(number));
        Optional<OrderEntity> known = OrderEntity.locked(number);
        precondition.requireMatchIfSent(known.map(row -> row.version));
        intake.store(List.of(form.toOrder(number)));
        OrderEntity row = OrderEntity.stored(number);
        OrderForm stored = OrderForm.of(row.toOrder());
        return known.isPresent()
                ? ConditionalRequest.changed(row.version, stored)
                : ConditionalRequest.created(
                        uri.getBaseUriBuilder()
                                .path(OrdersResource.class)
                                .path(number)
                                .build(),
                        row.version,
                        stored);
    }

    /** Removes one. */
    @DELETE
    @Path("{number}")
    @Transactional
    @Operation(summary = "Delete an order")
    @APIResponse(responseCode = "204", description = "It is gone.")
    public void delete(@PathParam("number") String number, @BeanParam ConditionalRequest precondition) {
        OrderEntity row =
                OrderEntity.locked(OrderNumberParser.normalize(number)).orElseThrow(OrdersResource::unknown);
        precondition.requireMatch(row.version);
        row.delete();
    }

    private static Optional<OrderStatus> status(String name, List<FieldError> faults) {
        Optional<OrderStatus> known = Arrays.stream(OrderStatus.values())
                .filter(status -> status.name().equals(name))
                .findFirst();
        if (known.isEmpty()) {
            faults.add(FieldError.of(
                    "status",
                    "must be one of "
                            + Arrays.stream(OrderStatus.values())
                                    .map(OrderStatus::name)
                                    .collect(Collectors.joining(", "))));
        }
        return known;
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("No order has this number.");
    }
}
