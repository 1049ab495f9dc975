package io.nightdesk;

import org.jboss.logging.Logger;

/**
 * Ends the process when memory has run out. After that error nobody knows which threads lost what they were doing; a new process
 * continues from what is committed. {@code -XX:+ExitOnOutOfMemoryError} does the same, but not for memory outside the heap, and
 * not for somebody who starts the JVM without it.
 */
public final class OutOfMemory {

    private static final Logger LOG = Logger.getLogger(OutOfMemory.class);
    /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int EXIT_CODE = 3;

    private static final int MAX_CAUSES = 20;

    private OutOfMemory() {}

    /** Call wherever an {@link Error} is caught. Does not return if memory has run out. */
    public static void exitIfCauseOf(Throwable failure) {
        if (isCauseOf(failure)) {
            try {
                LOG.fatal("Out of memory, the process ends");
            } finally {
                // Shutdown hooks need memory and may hang.
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        }
    }

    /** Allocates nothing, because there may be no memory left for it. */
    static boolean isCauseOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
