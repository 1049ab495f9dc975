import type { Schemas } from '../../api/client';
import type texts from './texts';

type Key = keyof (typeof texts)['zh'];
type Translate = (key: Key, values?: Record<string, string | number>) => string;

/** Why the desk answers now, or does not. The end is missing if only a change of the mode ends it. */
export interface Reason {
  speaking: boolean;
  because: 'becauseAlways' | 'becauseOff' | 'becauseClosed' | 'becauseOpen';
  until?: string;
}

export function reason({ answers, open, mode, until }: Schemas['HoursExplained']): Reason {
  if (mode !== 'off-hours') {
    return { speaking: answers, because: mode === 'off' ? 'becauseOff' : 'becauseAlways' };
  }
  return { speaking: answers, because: open ? 'becauseOpen' : 'becauseClosed', until: until ?? undefined };
}

const WEEKDAY = /^(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/;

/** Translates a line of the schedule: a weekday with or without an interval, a date, or none. */
export function lineText(line: string, t: Translate): string {
  return line === 'no schedule' ? t('noSchedule') : line.replace(WEEKDAY, (weekday) => t(weekday as Key));
}
