import { reactive } from 'vue';
import { beforeEach, expect, it } from 'vitest';
import { setLanguage } from '../../i18n';
import { mount, press } from '../../testing';
import { DAYS, formatIntervals, type Week } from './week';
import WeekGrid from './WeekGrid.vue';

const NINE_TO_SIX = { from: 9 * 60, until: 18 * 60 };
let properties: { week: Week; disabled: boolean; 'onUpdate:week': (week: Week) => void };
let grid: HTMLElement;

function open(disabled = false): void {
  const week = Object.fromEntries(DAYS.map((day) => [day, day === 'monday' ? [NINE_TO_SIX] : []])) as unknown as Week;
  properties = reactive({ week, disabled, 'onUpdate:week': (changed: Week) => (properties.week = changed) });
  grid = mount(WeekGrid, properties).querySelector<HTMLElement>('[role=grid]')!;
}

/** The cell that Tab reaches. */
const tabStop = () => grid.querySelector<HTMLElement>('[tabindex="0"]')!;
const cell = (label: string) => grid.querySelector<HTMLElement>(`[aria-label^="${label}"]`)!;
const hours = (day: (typeof DAYS)[number]) => formatIntervals(properties.week[day]);

async function keys(...sequence: string[]): Promise<void> {
  for (const key of sequence) {
    await press(tabStop(), key.replace('Shift+', ''), { shiftKey: key.startsWith('Shift+') });
  }
}

beforeEach(() => setLanguage('en'));

it('has one tab stop, which the arrows move within the week', async () => {
  // Given
  open();

  // When
  await keys('ArrowLeft', 'ArrowRight', 'ArrowDown', 'PageUp');

  // Then
  expect(tabStop().getAttribute('aria-label')).toBe('Tuesday 03:30–04:00, closed');
  expect(document.activeElement).toBe(tabStop());
  expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
});

it('opens and closes half an hour with Space and Enter', async () => {
  // Given
  open();

  // When
  await keys(' ', 'ArrowRight', 'Enter');

  // Then
  expect(hours('monday')).toBe('09:30-18:00');
  expect(hours('tuesday')).toBe('09:00-09:30');
});

it('draws what Shift and the arrows pass, like the cell they began in', async () => {
  // Given
  open();

  // When
  await keys('Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown');

  // Then
  expect(hours('tuesday')).toBe('09:00-10:30');
  expect(hours('monday')).toBe('09:00-18:00');
});

it('is drawn with the mouse, and Escape gives up', async () => {
  // Given
  open();
  const begin = () => cell('Wednesday 10:00').dispatchEvent(new PointerEvent('pointerdown', { button: 0, bubbles: true }));
  const drag = () => cell('Thursday 11:30').dispatchEvent(new PointerEvent('pointerenter'));
  const drop = () => dispatchEvent(new PointerEvent('pointerup'));

  // When
  begin();
  drag();
  await keys('Escape');
  drop();
  const given = hours('wednesday');
  begin();
  drag();
  drop();

  // Then
  expect(given).toBe('');
  expect(hours('wednesday')).toBe('10:00-12:00');
  expect(hours('thursday')).toBe('10:00-12:00');
});

it('changes nothing when it is read-only', async () => {
  // Given
  open(true);

  // When
  await keys(' ', 'Shift+ArrowDown');
  cell('Monday 09:00').dispatchEvent(new PointerEvent('pointerdown', { button: 0, bubbles: true }));
  dispatchEvent(new PointerEvent('pointerup'));

  // Then
  expect(hours('monday')).toBe('09:00-18:00');
  expect(grid.getAttribute('aria-readonly')).toBe('true');
});
