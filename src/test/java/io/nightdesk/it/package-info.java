/**
 * The packaged app as processes, JVM or native, against a real PostgreSQL and a real broker. What a test needs is started
 * by {@link io.nightdesk.it.App}, {@link io.nightdesk.it.Database} and the {@link io.nightdesk.it.Broker}s.
 */
package io.nightdesk.it;
