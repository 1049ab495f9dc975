/** How many days back questions are listed. */
export const PERIODS = [7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

export const periodOf = (query: unknown): Period => PERIODS.find((days) => String(days) === query) ?? 30;

/** The first of so many days up to today, like 2026-11-23. */
export function firstDay(days: number, now: Date): string {
  const first = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${first.getFullYear()}-${two(first.getMonth() + 1)}-${two(first.getDate())}`;
}
