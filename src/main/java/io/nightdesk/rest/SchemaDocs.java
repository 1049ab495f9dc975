package io.nightdesk.rest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/** Completes the schemas that the framework derives from records: required properties, references, patterns, problems. */
final class SchemaDocs {

    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName OPTIONAL = DotName.createSimple(Optional.class);
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);

    /** The pattern that the framework derives from {@code @NotBlank}. It matches a part of the text, others match all of it. */
    private static final String NOT_BLANK = "\\S";

    private final IndexView classes;

    SchemaDocs(IndexView classes) {
        this.classes = classes;
    }

    void complete(Components components) {
        components.addSchema("Problem", problem());
        components
                .getSchemas()
                .values()
                .forEach(schema -> properties(schema).values().forEach(SchemaDocs::correct));
        List<ClassInfo> records =
                classes.getKnownClasses().stream().filter(ClassInfo::isRecord).toList();
        Set<String> declaredNames = records.stream()
                .filter(type -> declaredName(type).isPresent())
                .map(SchemaDocs::name)
                .collect(Collectors.toSet());
        records.stream()
                // Another record may by chance have the name that a schema was given.
                .filter(type -> declaredName(type).isPresent() || !declaredNames.contains(type.simpleName()))
                .forEach(type -> components.getSchemas().forEach((name, schema) -> require(type, name, schema)));
    }

    /** Marks the properties of a record as required that are neither nullable nor optional. */
    private static void require(ClassInfo type, String name, Schema schema) {
        List<RecordComponentInfo> parts = type.recordComponentsInDeclarationOrder();
        List<String> names = parts.stream().map(RecordComponentInfo::name).toList();
        String typeName = name(type);
        boolean isSchemaOfType = type.typeParameters().isEmpty() ? name.equals(typeName) : name.startsWith(typeName);
        if (!isSchemaOfType || !properties(schema).keySet().equals(Set.copyOf(names))) {
            return;
        }
        List<String> required = parts.stream()
                .filter(part -> !part.type().hasAnnotation(NULLABLE)
                        && !part.type().name().equals(OPTIONAL))
                .map(RecordComponentInfo::name)
                .toList();
        if (!required.isEmpty()) {
            schema.setRequired(required);
        }
    }

    private static String name(ClassInfo type) {
        return declaredName(type).orElse(type.simpleName());
    }

    private static Optional<String> declaredName(ClassInfo type) {
        return Optional.ofNullable(type.declaredAnnotation(SCHEMA))
                .map(annotation -> annotation.value("name"))
                .map(value -> value.asString());
    }

    private static void correct(Schema property) {
        // The referenced schema has its own type, and the one that the framework guesses may differ from it.
        if (property.getRef() != null || property.getAnyOf() != null) {
            property.setType(null);
        }
        String pattern = property.getPattern();
        if (pattern != null && !pattern.equals(NOT_BLANK)) {
            property.setPattern("^" + pattern + "$");
        }
    }

    private static Map<String, Schema> properties(Schema schema) {
        return Objects.requireNonNullElse(schema.getProperties(), Map.of());
    }

    private static Schema problem() {
        return typed(Schema.SchemaType.OBJECT, "An error (RFC 9457).")
                .addProperty("type", typed(Schema.SchemaType.STRING, "Always about:blank."))
                .addProperty("title", typed(Schema.SchemaType.STRING, "The name of the status."))
                .addProperty("status", typed(Schema.SchemaType.INTEGER, "The HTTP status."))
                .addProperty("detail", typed(Schema.SchemaType.STRING, "What is wrong and what to do about it."))
                .addProperty(
                        "problems",
                        typed(Schema.SchemaType.ARRAY, "All errors of an invalid request.")
                                .items(OASFactory.createSchema().ref("#/components/schemas/FieldError")))
                .required(List.of("type", "title", "status", "detail", "problems"));
    }

    private static Schema typed(Schema.SchemaType type, String description) {
        return OASFactory.createSchema().addType(type).description(description);
    }
}
