package io.nightdesk.rest;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * In a native image, the OpenAPI document is the one that the build generated, and is read when somebody asks for it. The
 * framework would parse and write it at each start, which takes time and memory, and has no setting against it. Nothing is
 * lost, because {@link OpenApiFilter} is applied by the build.
 */
@TargetClass(OpenApiDocumentService.class)
final class GeneratedOpenApiDocument {

    @Substitute
    void prepareDocument(
            AutoSecurityFilter securityFilter,
            Map<io.quarkus.smallrye.openapi.OpenApiFilter.RunStage, List<String>> filters,
            String documentName) {}

    @Substitute
    public byte[] getDocument(String documentName, Format format) {
        String resource = "META-INF/quarkus-generated-openapi-doc." + format;
        try (InputStream document =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            return Objects.requireNonNull(document, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
