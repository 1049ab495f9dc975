/**
 * The model of a FAQ rule: triggers, answers, validity, language. Plain records without a framework; used by every package
 * below this one, and by {@code decision} and {@code history}.
 */
@NullMarked
package io.nightdesk.faq;

import org.jspecify.annotations.NullMarked;
