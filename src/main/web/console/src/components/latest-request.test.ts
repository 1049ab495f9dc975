import { expect, it } from 'vitest';
import { effectScope } from 'vue';
import { useLatestRequest } from './latest-request';

it('cancels the request before a new one', () => {
  const { start } = effectScope().run(useLatestRequest)!;
  const first = start();

  const second = start();

  expect([first.aborted, second.aborted]).toEqual([true, false]);
});

it('cancels the last request when its component is left', () => {
  const scope = effectScope();
  const signal = scope.run(useLatestRequest)!.start();

  scope.stop();

  expect(signal.aborted).toBe(true);
});
