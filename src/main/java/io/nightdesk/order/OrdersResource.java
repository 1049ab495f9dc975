package io.nightdesk.order;

import io.nightdesk.LocalizedMessage;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Single orders, as the shop's systems push them; see {@link OrdersBulkResource} for many. */
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

    private static final int MAX_SEARCH_LENGTH = 100;

    private final OrderService service;

    @Inject
    OrdersResource(OrderService service) {
        this.service = service;
    }

    @GET
    @Transactional
    @Operation(summary = "List orders", description = "Sortable by number and placedAt. Default: newest first.")
    public Page<OrderForm> list(
            @BeanParam PageRequest paging,
            @QueryParam("q")
                    @Parameter(
                            description =
                                    "Only orders whose number begins with this, or whose tracking number or customer"
                                            + " is this.")
                    @Nullable
                    String text,
            @QueryParam("customer") @Parameter(description = "Only orders of this customer.") @Nullable String customer,
            @QueryParam("status")
                    @Parameter(
                            description = "Only orders with this status.",
                            schema = @Schema(implementation = OrderStatus.class))
                    @Nullable
                    String status) {
        List<FieldError> errors = new ArrayList<>();
        PageRequest.Choice choice = paging.checked(SORTABLE, "-placedAt", "number", errors);
        Optional<String> sought = Optional.ofNullable(text).map(String::strip).filter(q -> !q.isEmpty());
        sought.flatMap(q -> FieldError.ofLine("q", q, MAX_SEARCH_LENGTH)).ifPresent(errors::add);
        OrderSearch search = new OrderSearch(
                sought,
                Optional.ofNullable(customer).filter(uid -> !uid.isEmpty()),
                Optional.ofNullable(status).filter(name -> !name.isEmpty()).flatMap(name -> parseStatus(name, errors)));
        ProblemException.throwIfAny(errors);
        PanacheQuery<OrderEntity> query = OrderEntity.search(search, choice.orderBy());
        List<OrderForm> items = query.page(choice.page(), choice.size()).stream()
                .map(stored -> OrderForm.of(stored.toOrder()))
                .toList();
        return choice.of(items, query.count());
    }

    @GET
    @Path("{number}")
    @Transactional
    @Operation(summary = "Read an order")
    @APIResponse(
            responseCode = "200",
            description = "The order; see ETag.",
            content = @Content(schema = @Schema(implementation = OrderForm.class), example = EXAMPLE))
    @APIResponse(responseCode = "304", description = "If-None-Match has the current ETag.")
    public Response read(@PathParam("number") String number, @BeanParam ConditionalRequest precondition) {
        OrderEntity stored =
                OrderEntity.findByNumber(OrderNumber.normalize(number)).orElseThrow(OrderService::unknownNumber);
        return precondition.read(stored.version, OrderForm.of(stored.toOrder()));
    }

    @PUT
    @Path("{number}")
    @Operation(
            summary = "Create or replace an order",
            description =
                    "If-Match is optional here, for systems that push orders without reading them first. Without it,"
                            + " an existing order is replaced.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = OrderForm.class),
                            examples = @ExampleObject(name = "shipped", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The replaced order; see ETag.",
            content = @Content(schema = @Schema(implementation = OrderForm.class), example = EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "The created order; see Location and ETag.",
            content = @Content(schema = @Schema(implementation = OrderForm.class), example = EXAMPLE))
    public Response store(
            @PathParam("number") String pathNumber, @BeanParam ConditionalRequest precondition, OrderForm form) {
        String number = OrderNumber.normalize(pathNumber);
        ProblemException.throwIfAny(form.errorsForPath(number));
        OrderService.StoredOrder stored = service.store(form.toOrder(number), precondition);
        OrderForm body = OrderForm.of(stored.order());
        if (!stored.created()) {
            return ConditionalRequest.changed(stored.version(), body);
        }
        return ConditionalRequest.created(OrdersResource.class, number, stored.version(), body);
    }

    @DELETE
    @Path("{number}")
    @Operation(summary = "Delete an order")
    @APIResponse(responseCode = "204", description = "The order is deleted.")
    public void delete(@PathParam("number") String number, @BeanParam ConditionalRequest precondition) {
        service.delete(OrderNumber.normalize(number), precondition);
    }

    private static Optional<OrderStatus> parseStatus(String name, List<FieldError> errors) {
        Optional<OrderStatus> status = Arrays.stream(OrderStatus.values())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        if (status.isEmpty()) {
            errors.add(FieldError.of(
                    "status",
                    LocalizedMessage.oneOf(Arrays.stream(OrderStatus.values())
                            .map(OrderStatus::name)
                            .toList())));
        }
        return status;
    }
}
