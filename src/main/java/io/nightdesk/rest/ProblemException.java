package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ends a request with a {@link Problem} and rolls its transaction back. Any code that a resource calls may throw it. */
public final class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int PRECONDITION_REQUIRED = 428;
    private static final Duration DATABASE_RETRY_DELAY = Duration.ofSeconds(2);

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    private ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail().inEnglish(), problem.status());
        this.problem = problem;
        this.headers = headers;
    }

    /** 400 with all errors in the body, the parameters and the headers. */
    public static ProblemException invalid(List<FieldError> errors) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("an invalid request needs an error");
        }
        return new ProblemException(Problem.invalid(errors));
    }

    public static ProblemException invalid(FieldError error) {
        return invalid(List.of(error));
    }

    /** Throws {@link #invalid(List)} unless the list is empty. */
    public static void throwIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
    }

    public static ProblemException badRequest(LocalizedMessage detail) {
        return new ProblemException(Problem.of(400, detail));
    }

    /**
     * 401, which asks for credentials.
     *
     * @param challenge what kind of credentials, see RFC 9110
     */
    public static ProblemException unauthenticated(String challenge) {
        return unauthenticated(Problem.of(401), challenge);
    }

    /** 401 with a detail that says what is wrong with the credentials. */
    public static ProblemException unauthenticated(LocalizedMessage detail, String challenge) {
        return unauthenticated(Problem.of(401, detail), challenge);
    }

    private static ProblemException unauthenticated(Problem problem, String challenge) {
        return new ProblemException(problem, Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    /** 403 for an account without the required role. */
    public static ProblemException forbidden() {
        return new ProblemException(Problem.of(403));
    }

    public static ProblemException forbidden(LocalizedMessage detail) {
        return new ProblemException(Problem.of(403, detail));
    }

    public static ProblemException notFound(String english, String chinese) {
        return new ProblemException(Problem.of(404, LocalizedMessage.of(english, chinese)));
    }

    /** 409: the request is valid, but the current state does not allow it. */
    public static ProblemException conflict(LocalizedMessage detail) {
        return conflict(detail, List.of());
    }

    /** 409 with the fields that conflict with the current state. */
    public static ProblemException conflict(LocalizedMessage detail, List<FieldError> errors) {
        return new ProblemException(Problem.of(409, detail, errors));
    }

    public static ProblemException preconditionFailed() {
        return new ProblemException(Problem.of(412));
    }

    static ProblemException preconditionFailed(LocalizedMessage detail) {
        return new ProblemException(Problem.of(412, detail));
    }

    public static ProblemException preconditionRequired() {
        return new ProblemException(Problem.of(PRECONDITION_REQUIRED));
    }

    public static ProblemException tooLarge(long limit) {
        return new ProblemException(Problem.of(
                413,
                LocalizedMessage.of(
                        "The body exceeds this path's limit of %s bytes.", "请求正文超过了此路径的上限（%s 字节）。", limit)));
    }

    /** 408: the body arrives too slowly. */
    static ProblemException tooSlow() {
        return new ProblemException(Problem.of(408));
    }

    /** 429 after too many failed logins. */
    public static ProblemException tooMany(Duration retryAfter) {
        return new ProblemException(Problem.of(TOO_MANY_REQUESTS), retryAfter(retryAfter));
    }

    public static ProblemException unavailable(LocalizedMessage detail, Duration retryAfter) {
        return new ProblemException(Problem.of(503, detail), retryAfter(retryAfter));
    }

    public static ProblemException stopping(Duration retryAfter) {
        return unavailable(LocalizedMessage.of("The service is stopping.", "服务正在停止，请稍后重试。"), retryAfter);
    }

    public static ProblemException databaseUnavailable() {
        return new ProblemException(Problem.of(503), retryAfter(DATABASE_RETRY_DELAY));
    }

    /** In whole seconds, rounded up. */
    private static Map<String, String> retryAfter(Duration delay) {
        return Map.of(
                HttpHeaders.RETRY_AFTER,
                String.valueOf(Math.max(1, delay.plusMillis(999).toSeconds())));
    }

    public Problem problem() {
        return problem;
    }

    /** The response, for exception mappers. */
    public Response response() {
        Response.ResponseBuilder response = problem.toResponse();
        headers.forEach(response::header);
        return response.build();
    }
}
