/**
 * Accounts and their roles, authentication by name and password or by session cookie, throttling of failed logins.
 * Depends on {@code rest}; no other package depends on it.
 */
@NullMarked
package io.nightdesk.security;

import org.jspecify.annotations.NullMarked;
