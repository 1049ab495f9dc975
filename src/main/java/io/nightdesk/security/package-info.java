/**
 * Accounts and their roles, authentication by name and password, throttling of failed logins. Knows {@code rest}; no room knows
 * it.
 */
@NullMarked
package io.nightdesk.security;

import org.jspecify.annotations.NullMarked;
