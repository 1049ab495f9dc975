/** Helpers for filters that the address of a page has. */

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day like 2026-11-23. */
export const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** Without what is empty. */
export function present(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
}

/** The moment at which a day begins where the browser is. */
export function startOfDay(day: string, plusDays = 0): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + plusDays).toISOString();
}
