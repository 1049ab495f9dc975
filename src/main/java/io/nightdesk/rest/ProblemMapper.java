package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
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
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Maps every exception to a {@link Problem}. The message of an unexpected exception is neither sent nor logged. The
 * package {@code security} maps the exceptions of authentication.
 */
@Singleton
final class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final List<String> FORWARDED_HEADERS =
            List.of(HttpHeaders.ALLOW, HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.RETRY_AFTER);

    @ServerExceptionMapper
    Response problem(ProblemException e, RoutingContext request) {
        TruncatedResponse.abortIfStarted(request.request());
        if (e.problem().status() == Response.Status.REQUEST_TIMEOUT.getStatusCode()) {
            request.addEndHandler(sent -> close(request.request()));
        }
        return e.response();
    }

    /** The framework's own errors: unknown path, unsupported method or media type. */
    @ServerExceptionMapper
    Response frameworkError(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(e);
        }
        Response.ResponseBuilder response = Problem.of(status).toResponse();
        for (String header : FORWARDED_HEADERS) {
            String value = e.getResponse().getHeaderString(header);
            if (value != null) {
                response.header(header, value);
            }
        }
        return response.build();
    }

    /** Constraints on parameters. A violated constraint on a return value is a bug of the service. */
    @ServerExceptionMapper
    Response invalid(ValidationException e) {
        if (e instanceof ConstraintViolationException violations
                && violations.getConstraintViolations().stream().noneMatch(ProblemMapper::isOfReturnValue)) {
            List<FieldError> errors = violations.getConstraintViolations().stream()
                    .map(violation ->
                            FieldError.of(field(violation), LocalizedMessage.ofConstraint(violation.getMessage())))
                    .sorted(Comparator.comparing(FieldError::field))
                    .toList();
            return ProblemException.invalid(errors).response();
        }
        return unexpected(e);
    }

    /** Usually the client has closed the connection before the end of its body. */
    @ServerExceptionMapper
    Response unreadable(IOException e, RoutingContext request) {
        TruncatedResponse.abortIfStarted(request.request());
        LOG.debugf("Reading the request body failed: error=%s", new FailureDescription(e).describe());
        return Problem.of(400, LocalizedMessage.of("The body could not be read completely.", "请求正文没有完整送达，请重试。"))
                .toResponse()
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, RoutingContext request) {
        TruncatedResponse.abortIfStarted(request.request());
        return unexpected(e);
    }

    /** The rest of a body that arrives too slowly must not occupy the connection. Over HTTP/2, others may use it, too. */
    @SuppressWarnings("FutureReturnValueIgnored") // The client has its response.
    private static void close(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        }
    }

    private static Response unexpected(Throwable e) {
        FailureDescription failure = new FailureDescription(e);
        if (failure.isOutage()) {
            LOG.warnf("Request failed, database unavailable: error=%s", failure.describe());
            return ProblemException.databaseUnavailable().response();
        }
        if (failure.isUnstorableText()) {
            return Problem.of(
                            400,
                            LocalizedMessage.of(
                                    "The request contains the character U+0000, which cannot be stored.",
                                    "请求中有无法保存的字符 U+0000。"))
                    .toResponse()
                    .build();
        }
        LOG.errorf("Request failed: error=%s", failure.describe());
        return Problem.of(500).toResponse().build();
    }

    /** Leaves out the names of the method and of the body parameter, which the client does not know. */
    private static String field(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(node -> node.getKind() != ElementKind.METHOD)
                .toList();
        Stream<Path.Node> named = nodes.size() > 1 && nodes.get(0).getKind() == ElementKind.PARAMETER
                ? nodes.stream().skip(1)
                : nodes.stream();
        return String.join(".", named.map(Objects::toString).toList());
    }

    private static boolean isOfReturnValue(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }
}
