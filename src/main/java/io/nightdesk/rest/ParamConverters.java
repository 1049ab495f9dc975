package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts query and header parameters. The framework responds to an invalid one with 404 and does not name it; these converters
 * respond with 400 and the parameter's name.
 */
@Provider
final class ParamConverters implements ParamConverterProvider {

    private static final LocalizedMessage NO_INTEGER = LocalizedMessage.of("must be a whole number", "必须是整数");
    private static final LocalizedMessage NO_BOOLEAN = LocalizedMessage.of("must be true or false", "必须是 true 或 false");

    private static final Map<Class<?>, Parser> PARSERS = Map.ofEntries(
            Map.entry(int.class, new Parser(NO_INTEGER, Integer::valueOf)),
            Map.entry(Integer.class, new Parser(NO_INTEGER, Integer::valueOf)),
            Map.entry(long.class, new Parser(NO_INTEGER, Long::valueOf)),
            Map.entry(Long.class, new Parser(NO_INTEGER, Long::valueOf)),
            Map.entry(boolean.class, new Parser(NO_BOOLEAN, ParamConverters::parseBoolean)),
            Map.entry(Boolean.class, new Parser(NO_BOOLEAN, ParamConverters::parseBoolean)),
            Map.entry(UUID.class, new Parser(LocalizedMessage.of("must be a UUID", "必须是 UUID"), UUID::fromString)),
            Map.entry(
                    Instant.class,
                    new Parser(QueryTime::error, value -> QueryTime.parse(value).orElseThrow())),
            Map.entry(
                    LocalDate.class,
                    new Parser(
                            LocalizedMessage.of("must be a date like 2026-11-23", "日期格式应如 2026-11-23"),
                            FourDigitYear::parseDate)));

    /**
     * Parses values of one type.
     *
     * @param error the message for a value that cannot be parsed
     */
    private record Parser(Function<String, LocalizedMessage> error, Function<String, Object> parse) {

        Parser(LocalizedMessage error, Function<String, Object> parse) {
            this(value -> error, parse);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, Type genericType, Annotation @Nullable [] annotations) {
        Parser parser = PARSERS.get(type);
        Optional<String> name = Stream.ofNullable(annotations)
                .flatMap(Stream::of)
                .map(ParamConverters::name)
                .flatMap(Optional::stream)
                .findFirst();
        return parser == null || name.isEmpty() ? null : (ParamConverter<T>) new Converter(name.get(), parser);
    }

    private static Optional<String> name(Annotation annotation) {
        if (annotation instanceof QueryParam parameter) {
            return Optional.of(parameter.value());
        }
        return annotation instanceof HeaderParam header ? Optional.of(header.value()) : Optional.empty();
    }

    private static Object parseBoolean(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private record Converter(String name, Parser parser) implements ParamConverter<Object> {

        @Override
        public @Nullable Object fromString(@Nullable String value) {
            if (value == null || value.isEmpty()) {
                return null;
            }
            try {
                return parser.parse().apply(value);
            } catch (RuntimeException e) {
                throw ProblemException.invalid(
                        FieldError.of(name, parser.error().apply(value)));
            }
        }

        @Override
        public String toString(Object value) {
            return value.toString();
        }
    }
}
