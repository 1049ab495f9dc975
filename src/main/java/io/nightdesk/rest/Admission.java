package io.nightdesk.rest;

/** The permission of a {@link Bulkhead} to run. To be closed when the work has ended, whether it succeeded or not. */
public interface Admission extends AutoCloseable {

    @Override
    void close();
}
