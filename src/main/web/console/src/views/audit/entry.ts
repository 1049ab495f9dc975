import type { Schemas } from '../../api/client';
import { formatTime } from '../../components/time';
import type { Language } from '../../i18n';
import texts from './entry-texts';

export type Entry = Schemas['AuditEntry'];

/** The text of a key, or undefined if there is none because the service is newer. */
function text(language: Language, key: string): string | undefined {
  return (texts[language] as Record<string, string>)[key];
}

/** What was done, without the subject. */
export const actionInWords = (entry: Pick<Entry, 'kind' | 'action'>, language: Language): string =>
  text(language, `${entry.kind}.${entry.action}`) ?? `${entry.kind} ${entry.action}`;

function valueInWords(name: string, value: string, language: Language): string {
  switch (name) {
    case 'fields':
      return value
        .split(', ')
        .map((field) => text(language, `field.${field}`) ?? field)
        .join(language === 'zh' ? '、' : ', ');
    case 'until':
      return formatTime(new Date(value), language);
    case 'reason':
    case 'tag':
      return value;
    default:
      return text(language, `value.${value}`) ?? value;
  }
}

/** The details that have a value, like `role: editor`. */
export function detailsInWords(details: Record<string, string>, language: Language): string[] {
  return Object.entries(details)
    .filter(([, value]) => value !== '')
    .map(([name, value]) =>
      `${text(language, `detail.${name}`) ?? name}${language === 'zh' ? '：' : ': '}${valueInWords(name, value, language)}`);
}

/** The page of the console that shows the subject, if there is one. */
export function pageOf(entry: Pick<Entry, 'kind' | 'subject'>): string | undefined {
  if (!entry.subject) {
    return undefined;
  }
  switch (entry.kind) {
    case 'rule':
      return `/rules/${encodeURIComponent(entry.subject)}`;
    case 'session':
    case 'customer':
      return `/conversations?customer=${encodeURIComponent(entry.subject)}`;
    default:
      return undefined;
  }
}
