package io.nightdesk.rest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/** What the API's document says of JSON beyond what the framework reads off the records. */
final class SchemaDocs {

    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName OPTIONAL = DotName.createSimple(Optional.class);
    private static final DotName NAMED =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);

    /** What a constraint for texts that are not blank is turned into: it may be anywhere, other patterns are of all of it. */
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
                .forEach(schema -> properties(schema).values().forEach(SchemaDocs::mend));
        classes.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .forEach(type -> components.getSchemas().forEach((name, schema) -> require(type, name, schema)));
    }

    /** A part of a record that cannot be null is in every answer, and has to be in every request. */
    private static void require(ClassInfo type, String name, Schema schema) {
        List<RecordComponentInfo> parts = type.recordComponentsInDeclarationOrder();
        List<String> names = parts.stream().map(RecordComponentInfo::name).toList();
        String own = name(type);
        boolean isMeant = type.typeParameters().isEmpty() ? name.equals(own) : name.startsWith(own);
        if (!isMeant || !properties(schema).keySet().equals(Set.copyOf(names))) {
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
        return Optional.ofNullable(type.declaredAnnotation(NAMED))
                .map(annotation -> annotation.value("name"))
                .map(value -> value.asString())
                .orElse(type.simpleName());
    }

    private static void mend(Schema property) {
        // What is referred to has a type of its own, and the framework does not always guess the same.
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
        return typed(Schema.SchemaType.OBJECT, "An error, by RFC 9457.")
                .addProperty("type", typed(Schema.SchemaType.STRING, "Always about:blank."))
                .addProperty("title", typed(Schema.SchemaType.STRING, "The status in words."))
                .addProperty("status", typed(Schema.SchemaType.INTEGER, "The status."))
                .addProperty("detail", typed(Schema.SchemaType.STRING, "What happened and what to do about it."))
                .addProperty(
                        "problems",
                        typed(Schema.SchemaType.ARRAY, "All faults of the request.")
                                .items(OASFactory.createSchema().ref("#/components/schemas/Fault")))
                .required(List.of("type", "title", "status", "detail", "problems"));
    }

    private static Schema typed(Schema.SchemaType type, String description) {
        return OASFactory.createSchema().addType(type).description(description);
    }
}
