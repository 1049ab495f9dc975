package io.nightdesk.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends the files of a page. The build has put compressed copies beside each text file, so that nothing is compressed at run time.
 * Quarkus reads and sends a file; this class chooses the copy and sets the headers.
 */
final class PageFiles {

    private record Coding(String name, String extension) {}

    /** The file for a request, and how its copy is compressed. */
    private record Choice(String file, Optional<Coding> coding) {

        String path() {
            return file + coding.map(Coding::extension).orElse("");
        }
    }

    private static final String CHOICE = PageFiles.class.getName();
    private static final List<Coding> BEST_FIRST = List.of(new Coding("br", ".br"), new Coding("gzip", ".gz"));

    /** Of the files that have compressed copies. */
    private static final Map<String, String> TEXT_TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "svg", "image/svg+xml");

    private static final String ONE_YEAR = "public, max-age=31536000, immutable";

    private final String assets;
    private final String contentSecurityPolicy;

    /**
     * @param folder the path of the page, which ends with a slash
     * @param contentSecurityPolicy replaces the policy of all other paths
     */
    PageFiles(String folder, String contentSecurityPolicy) {
        this.assets = folder + "assets/";
        this.contentSecurityPolicy = contentSecurityPolicy;
    }

    /** Whether the name of the file contains a hash of its content. */
    boolean isAsset(String path) {
        return path.startsWith(assets);
    }

    /**
     * Sends the file, or a compressed copy. A filter calls this for each request, so it is called again when the request is
     * rerouted to the copy.
     */
    void send(RoutingContext request, String file) {
        Choice choice = request.get(CHOICE);
        if (choice == null) {
            choice = new Choice(file, coding(request, file));
            request.put(CHOICE, choice);
            if (!choice.path().equals(request.normalizedPath())) {
                request.reroute(choice.path());
                return;
            }
        }
        putHeaders(request, choice);
        request.next();
    }

    private static Optional<Coding> coding(RoutingContext request, String file) {
        return TEXT_TYPES.containsKey(extension(file))
                ? BEST_FIRST.stream().filter(coding -> accepts(request, coding)).findFirst()
                : Optional.empty();
    }

    private static boolean accepts(RoutingContext request, Coding coding) {
        return request.parsedHeaders().acceptEncoding().stream()
                .anyMatch(accepted -> accepted.value().equalsIgnoreCase(coding.name()) && accepted.weight() > 0);
    }

    private void putHeaders(RoutingContext request, Choice choice) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Security-Policy", contentSecurityPolicy)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        // A response without a file, such as 404, must keep its own type, and browsers must not keep it.
        request.addHeadersEndHandler(ignored -> {
            if (response.getStatusCode() < 300) {
                String type = TEXT_TYPES.get(extension(choice.file()));
                if (type != null) {
                    response.putHeader(HttpHeaders.CONTENT_TYPE, type).putHeader(HttpHeaders.VARY, "Accept-Encoding");
                }
                choice.coding().ifPresent(coding -> response.putHeader(HttpHeaders.CONTENT_ENCODING, coding.name()));
                if (isAsset(choice.file())) {
                    response.putHeader(HttpHeaders.CACHE_CONTROL, ONE_YEAR);
                }
            }
        });
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }
}
