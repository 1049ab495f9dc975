package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A call of a documented operation.
 *
 * @param places the values of the path's parameters; those of the query and the headers are apart
 * @param body is not sent where the operation has none
 */
record Call(
        Contract contract,
        Operation operation,
        Api api,
        Map<String, String> places,
        Map<String, String> query,
        Map<String, String> headers,
        String type,
        String body) {

    private static final int CHUNK = 64 * 1024;

    Call as(Api other) {
        return new Call(contract, operation, other, places, query, headers, type, body);
    }

    Call at(String place, String value) {
        return new Call(contract, operation, api, with(places, place, value), query, headers, type, body);
    }

    Call asking(String parameter, String value) {
        return new Call(contract, operation, api, places, with(query, parameter, value), headers, type, body);
    }

    Call with(String header, String value) {
        return new Call(contract, operation, api, places, query, with(headers, header, value), type, body);
    }

    Call without(String header) {
        Map<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(header);
        return new Call(contract, operation, api, places, query, fewer, type, body);
    }

    Call sending(String otherType, String other) {
        return new Call(contract, operation, api, places, query, headers, otherType, other);
    }

    /** Makes the call and holds it against the document. */
    Api.Answer answers(int status) throws Exception {
        return checked(sender().send(operation.method(), uri(), publisher()), status);
    }

    /** The same, whatever the answer is. */
    Api.Answer answer() throws Exception {
        return checked(sender().send(operation.method(), uri(), publisher()));
    }

    /** The same with so many blanks, and not many more, as its body. */
    Api.Answer answersToBlanks(long count, int status) throws Exception {
        byte[] some = " ".repeat(CHUNK).getBytes(StandardCharsets.US_ASCII);
        Iterable<byte[]> all = Collections.nCopies((int) (count / CHUNK) + 1, some);
        return checked(sender().send(operation.method(), uri(), HttpRequest.BodyPublishers.ofByteArrays(all)), status);
    }

    /** The names of all parameters that it has. */
    Set<String> parameters() {
        Set<String> names = new TreeSet<>(query.keySet());
        names.addAll(headers.keySet());
        places.keySet().stream()
                .filter(place -> operation.path().contains("{" + place + "}"))
                .forEach(names::add);
        return names;
    }

    private Api.Answer checked(Api.Answer answer, int status) {
        assertThat(answer.status())
                .as(() -> operation + ": " + answer.response().body())
                .isEqualTo(status);
        return checked(answer);
    }

    private Api.Answer checked(Api.Answer answer) {
        contract.check(this, answer);
        return answer;
    }

    private Api sender() {
        Api sender = operation.bodies().isMissingNode() ? api : api.with("Content-Type", type);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            sender = sender.with(header.getKey(), header.getValue());
        }
        return sender;
    }

    private HttpRequest.BodyPublisher publisher() {
        return operation.bodies().isMissingNode()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body);
    }

    private String uri() {
        StringBuilder uri = new StringBuilder(operation.path());
        places.forEach((place, value) -> {
            int start = uri.indexOf("{" + place + "}");
            if (start >= 0) {
                uri.replace(start, start + place.length() + 2, encoded(value));
            }
        });
        query.forEach((name, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(encoded(value)));
        return uri.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static Map<String, String> with(Map<String, String> all, String name, String value) {
        Map<String, String> more = new TreeMap<>(all);
        more.put(name, value);
        return more;
    }
}
