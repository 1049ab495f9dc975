import type { LocationQuery } from 'vue-router';

/** The filters, as the address of the page has them. Days are like 2026-11-23, the last one included. */
export interface AuditFilter {
  kind: string;
  by: string;
  subject: string;
  from: string;
  until: string;
}

const NAMES = ['kind', 'by', 'subject', 'from', 'until'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function filterOf(query: LocationQuery): AuditFilter {
  const value = (name: (typeof NAMES)[number]): string => {
    const text = query[name];
    return typeof text === 'string' && (!['from', 'until'].includes(name) || DAY.test(text)) ? text : '';
  };
  return { kind: value('kind'), by: value('by'), subject: value('subject'), from: value('from'), until: value('until') };
}

/** Without what is empty. */
export function present(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
}

/** The moment at which a day begins where the browser is. */
export function startOfDay(day: string, plusDays = 0): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + plusDays).toISOString();
}

/** The query parameters of the API. */
export function apiQuery(filter: AuditFilter): Record<string, string> {
  return present({
    kind: filter.kind,
    by: filter.by,
    subject: filter.subject,
    from: filter.from && startOfDay(filter.from),
    until: filter.until && startOfDay(filter.until, 1),
  });
}
