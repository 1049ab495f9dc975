package io.nightdesk.rest;

import io.nightdesk.rest.ValidatingJsonReader.ReadResult;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;

/** Reads every JSON body of the API, and responds to an invalid one with all its errors. */
@Provider
@Singleton
@Consumes(MediaType.APPLICATION_JSON)
final class JsonBodyReader implements MessageBodyReader<Object> {

    private static final Set<Class<?>> RAW = Set.of(String.class, byte[].class, InputStream.class, Reader.class);

    private final ValidatingJsonReader reader;

    @Inject
    JsonBodyReader(ValidatingJsonReader reader) {
        this.reader = reader;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return !RAW.contains(type);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        ReadResult result = reader.read(body.readAllBytes(), genericType == null ? type : genericType);
        if (result instanceof ReadResult.Valid valid) {
            return valid.value();
        }
        if (result instanceof ReadResult.Invalid invalid) {
            throw ProblemException.invalid(invalid.errors());
        }
        throw ProblemException.badRequest(((ReadResult.Malformed) result).detail());
    }
}
