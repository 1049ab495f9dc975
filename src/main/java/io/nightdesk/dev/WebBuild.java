package io.nightdesk.dev;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * Builds the chat page and the console again after each change of their sources, so that reloading the page shows it. The process
 * ends with this one: it reads its standard input, which is closed then.
 */
final class WebBuild {

    private static final Logger LOG = Logger.getLogger(WebBuild.class);

    /** The system properties outlive a live reload, unlike the classes of the service. */
    private static final String PROCESS = "nightdesk.dev.web-build";

    private static final Path DENO = Path.of("target", "deno", "deno");

    private WebBuild() {}

    /** Does nothing if the process is running since an earlier start. */
    static void watch() throws IOException {
        if (System.getProperties().get(PROCESS) instanceof Process running && running.isAlive()) {
            return;
        }
        if (!Files.isExecutable(DENO)) {
            LOG.warnf(
                    "Changes in src/main/web are not shown, because %s is missing: run ./mvnw generate-resources",
                    DENO);
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(DENO.toString(), "run", "-A", "src/main/web/build.ts", "watch")
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        builder.environment().putIfAbsent("DENO_TLS_CA_STORE", "system");
        System.getProperties().put(PROCESS, builder.start());
    }
}
