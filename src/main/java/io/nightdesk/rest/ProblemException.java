package io.nightdesk.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ends a request with a problem, from anywhere in a resource; rolls its transaction back. */
public final class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int PRECONDITION_REQUIRED = 428;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail(), problem.status());
        this.problem = problem;
        this.headers = headers;
    }

    private static ProblemException of(int status, String detail) {
        return new ProblemException(Problem.of(status, detail), Map.of());
    }

    /** What is wrong with body, parameters or headers: all of it. */
    public static ProblemException invalid(List<FieldError> faults) {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("nothing is wrong");
        }
        return new ProblemException(Problem.of(400, ProblemMapper.detailOf(faults), faults), Map.of());
    }

    public static ProblemException invalid(FieldError fault) {
        return invalid(List.of(fault));
    }

    /** Throws when something is wrong. */
    public static void throwIfAny(List<FieldError> faults) {
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
    }

    public static ProblemException badRequest(String detail) {
        return of(400, detail);
    }

    /** {@code what}: "no account has this name". */
    public static ProblemException notFound(String what) {
        return of(404, what);
    }

    public static ProblemException forbidden(String why) {
        return of(403, why);
    }

    /** The request is sound, but what it is about stands in its way. */
    public static ProblemException conflict(String why) {
        return of(409, why);
    }

    /** Likewise, with the fields that stand in the way. */
    public static ProblemException conflict(String why, List<FieldError> faults) {
        return new ProblemException(Problem.of(409, why, faults), Map.of());
    }

    public static ProblemException preconditionFailed() {
        return of(412, ProblemMapper.detail(412));
    }

    public static ProblemException preconditionRequired() {
        return of(PRECONDITION_REQUIRED, ProblemMapper.detail(PRECONDITION_REQUIRED));
    }

    public static ProblemException tooLarge(long limit) {
        return of(413, "The body is larger than the " + limit + " bytes that this path takes.");
    }

    public static ProblemException tooMany(Duration wait) {
        return new ProblemException(
                Problem.of(TOO_MANY_REQUESTS, ProblemMapper.detail(TOO_MANY_REQUESTS)), retryAfter(wait));
    }

    public static ProblemException unavailable(String detail, Duration wait) {
        return new ProblemException(Problem.of(503, detail), retryAfter(wait));
    }

    private static Map<String, String> retryAfter(Duration wait) {
        return Map.of(
                HttpHeaders.RETRY_AFTER,
                String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    public Problem problem() {
        return problem;
    }

    /** The answer, for exceptions of other rooms. */
    public Response response() {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.toJson());
        headers.forEach(response::header);
        return response.build();
    }
}
