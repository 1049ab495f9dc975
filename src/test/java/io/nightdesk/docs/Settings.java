package io.nightdesk.docs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The settings of the service, read from its config mappings. */
public final class Settings {

    /** The default of a setting. */
    public sealed interface Default {
        record Value(String text) implements Default {}

        /** Empty, or derived from other settings. */
        record None() implements Default {}

        record Required() implements Default {}
    }

    private Settings() {}

    /** The settings by the names of their environment variables. */
    public static Map<String, Default> all() {
        Map<String, Default> settings = new TreeMap<>();
        new ClassFileImporter()
                .importPath(Path.of("target/classes")).stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .filter(mapping -> !mapping.getPackageName().endsWith(".dev"))
                        .forEach(mapping -> add(
                                settings,
                                mapping,
                                mapping.getAnnotation(ConfigMapping.class).prefix()));
        return settings;
    }

    private static void add(Map<String, Default> settings, Class<?> mapping, String prefix) {
        methods(mapping).forEach(method -> {
            String name = prefix + "." + kebab(method.getName());
            if (method.getReturnType().getEnclosingClass() == mapping
                    && method.getReturnType().isInterface()) {
                add(settings, method.getReturnType(), name);
            } else {
                // A mapping that only validates repeats settings of others without their defaults.
                settings.merge(
                        variable(name),
                        defaultOf(method),
                        (one, other) -> one instanceof Default.Required ? other : one);
            }
        });
    }

    private static Stream<Method> methods(Class<?> mapping) {
        return Arrays.stream(mapping.getDeclaredMethods())
                .filter(method -> !method.isDefault() && !method.isSynthetic() && method.getParameterCount() == 0);
    }

    private static Default defaultOf(Method method) {
        WithDefault value = method.getAnnotation(WithDefault.class);
        if (value != null) {
            return new Default.Value(value.value());
        }
        return method.getReturnType() == Optional.class ? new Default.None() : new Default.Required();
    }

    /** The name of the property: {@code replyQos} is {@code reply-qos}. */
    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static String variable(String property) {
        return property.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
