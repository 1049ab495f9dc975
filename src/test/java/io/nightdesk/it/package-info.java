/** Tests of the packaged app as processes, JVM or native, against a real PostgreSQL and a real broker; by purpose. */
package io.nightdesk.it;
