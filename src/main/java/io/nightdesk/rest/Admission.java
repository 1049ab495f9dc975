package io.nightdesk.rest;

/** The permission to run a {@link CostlyOperation}. To be closed when the operation has ended, whether it succeeded or not. */
public interface Admission extends AutoCloseable {

    @Override
    void close();
}
