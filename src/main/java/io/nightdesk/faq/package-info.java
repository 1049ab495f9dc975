/**
 * The model of a FAQ rule: triggers, answers, language. Plain records; called by the rooms below it and by {@code
 * decision}.
 */
@NullMarked
package io.nightdesk.faq;

import org.jspecify.annotations.NullMarked;
