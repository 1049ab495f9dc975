package io.nightdesk.it.harness;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was added to it in reverse order, all of it whatever fails. */
final class Resources implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    void add(AutoCloseable resource) {
        open.push(resource);
    }

    @Override
    public void close() throws Exception {
        Exception failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception | AssertionError e) {
                if (failure == null) {
                    failure = new IllegalStateException("could not close all resources of the test", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
