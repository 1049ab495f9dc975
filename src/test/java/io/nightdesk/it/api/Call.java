package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A call of a documented operation.
 *
 * @param places the values of the path's parameters, and of others that the operation does not have
 * @param body is not sent where the operation has none
 * @param recorder gets each answer
 */
record Call(
        Operation operation,
        Supplier<RequestSpecification> account,
        Map<String, String> places,
        Map<String, String> query,
        Map<String, String> headers,
        String type,
        String body,
        BiConsumer<Call, Response> recorder) {

    Call as(Supplier<RequestSpecification> other) {
        return new Call(operation, other, places, query, headers, type, body, recorder);
    }

    Call withPlace(String name, String value) {
        return new Call(operation, account, with(places, name, value), query, headers, type, body, recorder);
    }

    Call withQuery(String name, String value) {
        return new Call(operation, account, places, with(query, name, value), headers, type, body, recorder);
    }

    Call withHeader(String name, String value) {
        return new Call(operation, account, places, query, with(headers, name, value), type, body, recorder);
    }

    Call withoutHeader(String name) {
        Map<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(name);
        return new Call(operation, account, places, query, fewer, type, body, recorder);
    }

    Call withBody(String otherType, String other) {
        return new Call(operation, account, places, query, headers, otherType, other, recorder);
    }

    /** Sends it and expects this status. */
    Response expect(int status) {
        Response response = send();
        assertThat(response.statusCode())
                .as(() -> operation + ": " + response.asString())
                .isEqualTo(status);
        return response;
    }

    Response send() {
        RequestSpecification request =
                account.get().headers(headers).queryParams(query).pathParams(placesOfPath());
        if (!operation.bodies().isMissingNode()) {
            request.contentType(type).body(body);
        }
        Response response = request.request(operation.method(), operation.path());
        recorder.accept(this, response);
        return response;
    }

    /** The names of all its parameters. */
    Set<String> parameters() {
        Set<String> names = new TreeSet<>(query.keySet());
        names.addAll(headers.keySet());
        names.addAll(placesOfPath().keySet());
        return names;
    }

    Map<String, String> placesOfPath() {
        return places.entrySet().stream()
                .filter(place -> operation.path().contains("{" + place.getKey() + "}"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> with(Map<String, String> all, String name, String value) {
        Map<String, String> more = new TreeMap<>(all);
        more.put(name, value);
        return more;
    }
}
