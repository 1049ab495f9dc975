package io.nightdesk.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The origin of a page as in the header Origin, see <a href="https://www.rfc-editor.org/rfc/rfc6454">RFC 6454</a>. */
record PageOrigin(String scheme, String host, int port) {

    /** Returns empty for {@code null}, which a browser sends for a page that has no origin or hides it, and for anything invalid. */
    static Optional<PageOrigin> parse(String header) {
        URI uri;
        try {
            uri = new URI(header);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        boolean isOrigin = uri.getScheme() != null
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawPath().isEmpty();
        return isOrigin ? of(uri) : Optional.empty();
    }

    private static Optional<PageOrigin> of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http" -> Optional.of(new PageOrigin(scheme, host, uri.getPort() < 0 ? 80 : uri.getPort()));
            case "https" -> Optional.of(new PageOrigin(scheme, host, uri.getPort() < 0 ? 443 : uri.getPort()));
            default -> Optional.empty();
        };
    }
}
