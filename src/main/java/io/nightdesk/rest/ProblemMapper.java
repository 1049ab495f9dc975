package io.nightdesk.rest;

import io.nightdesk.security.AdminBootstrap;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every exception as a problem. Nothing of one that we did not throw ourselves leaks. */
@Singleton
public final class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final List<String> KEPT =
            List.of(HttpHeaders.ALLOW, HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.RETRY_AFTER);

    private final AdminBootstrap first;

    @Inject
    ProblemMapper(AdminBootstrap first) {
        this.first = first;
    }

    @ServerExceptionMapper
    Response asSaid(ProblemException e, RoutingContext request) {
        TruncatedResponse.breakOff(request.request());
        return e.response();
    }

    /** What the framework refuses: no such path, method, media type. */
    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(e);
        }
        Response.ResponseBuilder response = answer(Problem.of(status, detail(status)));
        for (String header : KEPT) {
            String value = e.getResponse().getHeaderString(header);
            if (value != null) {
                response.header(header, value);
            }
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException e) {
        return unauthenticated();
    }

    /** Throttling and outages come as the cause. */
    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException e) {
        return e.getCause() instanceof ProblemException problem ? problem.response() : unauthenticated();
    }

    private Response unauthenticated() {
        if (first.isMissing()) {
            return first.advice().response();
        }
        return answer(Problem.of(401, detail(401)))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"nightdesk\", charset=\"UTF-8\"")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return answer(Problem.of(403, detail(403))).build();
    }

    @ServerExceptionMapper
    Response invalid(ValidationException e) {
        if (e instanceof ConstraintViolationException violations
                && violations.getConstraintViolations().stream().noneMatch(ProblemMapper::isOfTheAnswer)) {
            List<FieldError> faults = violations.getConstraintViolations().stream()
                    .map(violation -> FieldError.of(field(violation), violation.getMessage()))
                    .sorted(Comparator.comparing(FieldError::field))
                    .toList();
            return ProblemException.invalid(faults).response();
        }
        return unexpected(e);
    }

    /** The client went away in the middle of its body, as a rule. */
    @ServerExceptionMapper
    Response unreadable(IOException e, RoutingContext request) {
        TruncatedResponse.breakOff(request.request());
        LOG.debugf("body not read to its end: %s", new FailureDescription(e).describe());
        return answer(Problem.of(400, "The body could not be read to its end.")).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, RoutingContext request) {
        TruncatedResponse.breakOff(request.request());
        return unexpected(e);
    }

    private static Response unexpected(Throwable e) {
        FailureDescription mishap = new FailureDescription(e);
        if (mishap.isOutage()) {
            LOG.warnf("request not served, the database is away: %s", mishap.describe());
            return ProblemException.unavailable(detail(503), SOON).response();
        }
        if (mishap.isUnstorableText()) {
            return answer(Problem.of(400, "A text of the request has the character U+0000, which cannot be stored."))
                    .build();
        }
        LOG.errorf("request failed: %s", mishap.describe());
        return answer(Problem.of(500, detail(500))).build();
    }

    private static Response.ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.toJson());
    }

    static String detailOf(List<FieldError> faults) {
        return faults.size() == 1
                ? "One thing is wrong with the request, see problems."
                : faults.size() + " things are wrong with the request, see problems.";
    }

    public static String detail(int status) {
        return switch (status) {
            case 400 -> "The request cannot be understood.";
            case 401 -> "Send the name and password of an account (HTTP Basic).";
            case 403 -> "The account's role does not allow this.";
            case 404 -> "There is nothing at this path.";
            case 405 -> "The method is not one of those that this path has, see Allow.";
            case 406 -> "None of the media types in Accept can be had here.";
            case 412 -> "It was changed meanwhile: read it again and repeat the change with its new ETag as If-Match.";
            case 413 -> "The body is too large.";
            case 415 -> "The body's media type is not one that this path takes.";
            case 428 -> "Send If-Match with the ETag of the version that you saw, or * for any.";
            case 429 -> "Too many failed attempts to log in. Wait as long as Retry-After says.";
            case 500 -> "Something went wrong here. The log of the service says what.";
            case 503 -> "The database cannot be used now. Try again later.";
            default -> "The request was refused.";
        };
    }

    /** Without the method and the name of the body's parameter, which are of our code and not of the request. */
    private static String field(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(node -> node.getKind() != ElementKind.METHOD)
                .toList();
        Stream<Path.Node> named = nodes.size() > 1 && nodes.get(0).getKind() == ElementKind.PARAMETER
                ? nodes.stream().skip(1)
                : nodes.stream();
        return String.join(".", named.map(Objects::toString).toList());
    }

    private static boolean isOfTheAnswer(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }
}
