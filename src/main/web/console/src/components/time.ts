import type { Language } from '../i18n';

const LOCALES = { zh: 'zh-CN', en: 'en-GB' };

/** A moment in the time zone of the browser: with the year only if it is not the current one. */
export function formatTime(moment: Date, language: Language, now = new Date()): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    year: moment.getFullYear() === now.getFullYear() ? undefined : 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment);
}

/** The same with the year and the seconds. */
export function formatExactTime(moment: Date, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'full', timeStyle: 'long' }).format(moment);
}
