package io.nightdesk.faq.transfer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The progress of the import that runs on this replica, or of the last one. There is one at a time. */
@Singleton
class ImportProgress {

    private final Clock clock;
    private volatile View view = new View("none", false, 0, 0, null, null, null);

    @Inject
    ImportProgress(Clock clock) {
        this.clock = clock;
    }

    /** The progress of an import in the API. */
    @RegisterForReflection
    @Schema(name = "ImportProgress", description = "How far an import is.")
    record View(
            @Schema(
                    description = "none if there was no import since the replica started; reading while the file is"
                            + " received and validated; comparing with the stored rules; writing; completed; failed if"
                            + " it changed nothing.",
                    enumeration = {"none", "reading", "comparing", "writing", "completed", "failed"})
            String state,

            @Schema(description = "False for a preview.") boolean apply,

            @Schema(description = "The number of rules in the file; from the state writing on, of those that change.")
            int rules,

            @Schema(description = "How many rules are written. They are in force once the import is completed.")
            int written,

            @Schema(description = "The name of an account.", nullable = true) @Nullable
            String by,

            @Schema(nullable = true) @Nullable Instant startedAt,

            @Schema(description = "Null while the import runs.", nullable = true) @Nullable
            Instant finishedAt) {

        View in(String newState, int newRules, int newWritten) {
            return new View(newState, apply, newRules, newWritten, by, startedAt, finishedAt);
        }

        View finished(String finalState, Instant at) {
            return new View(finalState, apply, rules, written, by, startedAt, at);
        }
    }

    View view() {
        return view;
    }

    /** Begins an import. It has failed if it is closed before it is completed. */
    Running begin(String author, boolean apply) {
        view = new View("reading", apply, 0, 0, author, clock.instant(), null);
        return new Running();
    }

    /** A running import. */
    final class Running implements AutoCloseable {

        private boolean isCompleted;

        void comparing(int rules) {
            view = view.in("comparing", rules, 0);
        }

        void writing(int rules) {
            view = view.in("writing", rules, 0);
        }

        void wrote(int rules) {
            View current = view;
            view = current.in("writing", current.rules(), current.written() + rules);
        }

        void complete() {
            isCompleted = true;
        }

        @Override
        public void close() {
            view = view.finished(isCompleted ? "completed" : "failed", clock.instant());
        }
    }
}
