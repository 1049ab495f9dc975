/** What every package may use: the identity of the desk and the clock. */
@NullMarked
package io.nightdesk;

import org.jspecify.annotations.NullMarked;
