/**
 * Serves the chat page where it is enabled.
 */
@NullMarked
package io.nightdesk.web;

import org.jspecify.annotations.NullMarked;
