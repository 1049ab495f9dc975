/**
 * A laptop's broker and database, real ones inside this process, with sample data and a customer for the terminal. Dev mode
 * and tests only: neither the package nor the native binary has any of it. Nobody calls it but Quarkus and the tests.
 */
@NullMarked
package io.nightdesk.local;

import org.jspecify.annotations.NullMarked;
