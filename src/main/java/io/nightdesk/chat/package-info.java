/**
 * The chat page: a customer's client in the browser, for dev mode, demos, and operators who want to see the desk answer.
 * Static files under {@code META-INF/resources}; here is whether they are served and what they must be told. Called by
 * nobody; knows the settings of {@code desk} and {@code channel}.
 */
@NullMarked
package io.nightdesk.chat;

import org.jspecify.annotations.NullMarked;
