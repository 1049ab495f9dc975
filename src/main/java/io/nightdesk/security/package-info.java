/**
 * Accounts, authentication by name and password, throttling of failed logins, roles.
 */
@NullMarked
package io.nightdesk.security;

import org.jspecify.annotations.NullMarked;
