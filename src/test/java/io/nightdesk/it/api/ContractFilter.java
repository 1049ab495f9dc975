package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.builder.ResponseBuilder;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Checks every answer of the API against the OpenAPI document, whatever the test is about. */
final class ContractFilter implements Filter {

    private static final String API = "/api/v1/";
    private static final String DOCUMENT = API + "openapi";

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        // The body can be read once; the test gets a copy.
        Response answer = new ResponseBuilder()
                .clone(response)
                .setBody(response.asByteArray())
                .build();
        String path = URI.create(request.getURI()).getRawPath();
        if (path.startsWith(API) && !path.startsWith(DOCUMENT)) {
            check(request.getMethod(), path, answer);
        }
        return answer;
    }

    private static void check(String method, String path, Response answer) {
        Contract contract = Contract.ofRunningApp();
        Optional<Operation> operation = contract.operationAt(method, path);
        if (operation.isEmpty()) {
            assertThat(answer.statusCode())
                    .as("%s %s is not documented", method, path)
                    .isIn(404, 405);
            return;
        }
        Set<String> violations = contract.violationsOfResponse(operation.get(), answer);
        assertThat(violations).as("differences from the OpenAPI document").isEmpty();
    }
}
