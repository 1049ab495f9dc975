/**
 * Serves the console, and the chat page if it is enabled. No other package depends on it.
 */
@NullMarked
package io.nightdesk.web;

import org.jspecify.annotations.NullMarked;
