/**
 * Serves the chat page, if it is enabled. No room knows it.
 */
@NullMarked
package io.nightdesk.web;

import org.jspecify.annotations.NullMarked;
