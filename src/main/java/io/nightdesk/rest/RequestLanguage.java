package io.nightdesk.rest;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The language that a client wants messages in: Chinese if Accept-Language prefers it, otherwise English. */
public final class RequestLanguage {

    private static final List<Locale> SUPPORTED = List.of(Locale.ENGLISH, Locale.CHINESE);

    private RequestLanguage() {}

    /** The language of the request that is being served; English outside of a request. */
    public static Locale current() {
        return Optional.ofNullable(Arc.container())
                .filter(container -> container.requestContext().isActive())
                .map(container -> container.instance(CurrentVertxRequest.class))
                .map(InstanceHandle::get)
                .map(CurrentVertxRequest::getCurrent)
                .map(RoutingContext::request)
                .map(RequestLanguage::of)
                .orElse(Locale.ENGLISH);
    }

    public static Locale of(HttpServerRequest request) {
        return of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** A header that cannot be parsed asks for nothing. */
    static Locale of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.ENGLISH;
        }
        try {
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), SUPPORTED))
                    .orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The JDK throws the latter for a range without a subtag, such as "--".
            return Locale.ENGLISH;
        }
    }
}
