import { expect, it, vi } from 'vitest';
import { mount } from '../../testing';
import TodayView from './TodayView.vue';

it('marks what is still checked as busy', () => {
  // Given
  vi.stubGlobal('fetch', () => new Promise(() => undefined));

  // When
  const host = mount(TodayView);

  // Then
  expect(host.querySelector('[aria-labelledby=warnings-title]')!.getAttribute('aria-busy')).toBe('true');
});
