/** What every package may use: the identity of the desk, the clock, and files with secrets. */
@NullMarked
package io.nightdesk;

import org.jspecify.annotations.NullMarked;
