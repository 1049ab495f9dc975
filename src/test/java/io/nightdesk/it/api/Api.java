package io.nightdesk.it.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.it.harness.App;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A client of the API, with somebody's credentials or none. */
public record Api(App app, Map<String, String> headers) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    public record Answer(int status, HttpResponse<String> response) {

        public JsonNode json() throws IOException {
            return JSON.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The invalid fields, each with its error. */
        public Map<String, String> problems() throws IOException {
            Map<String, String> problems = new TreeMap<>();
            json().path("problems")
                    .forEach(problem -> problems.put(
                            problem.path("field").asText(),
                            problem.path("message").asText()));
            return problems;
        }
    }

    public static Api nobody(App app) {
        return new Api(app, Map.of());
    }

    public static Api admin(App app) {
        return as(app, "admin", App.ADMIN_PASSWORD);
    }

    public static Api as(App app, String name, String password) {
        return nobody(app).with("Authorization", basic(name, password));
    }

    public static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public Api with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Api(app, more);
    }

    public Answer get(String path) throws Exception {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    public Answer post(String path, String json) throws Exception {
        return with("Content-Type", "application/json").send("POST", path, HttpRequest.BodyPublishers.ofString(json));
    }

    public Answer put(String path, String json) throws Exception {
        return with("Content-Type", "application/json").send("PUT", path, HttpRequest.BodyPublishers.ofString(json));
    }

    Answer delete(String path) throws Exception {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody());
    }

    /** The path is taken from the root: {@code /api/v1/accounts}. */
    public Answer send(String method, String path, HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.httpPort() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body);
        headers.forEach(request::setHeader);
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response);
    }
}
