import { effectScope } from 'vue';
import { expect, it } from 'vitest';
import { useLoading } from './loading';

const { loading, problem, load } = effectScope().run(useLoading)!;
const ok = (data: string) => ({ data, response: new Response() });

it('gives the data, and tells what went wrong until the next request', async () => {
  // Given
  const failed = await load(async () => ({ error: { detail: 'no database' }, response: new Response(null, { status: 503 }) }));
  const told = problem.value?.detail;

  // When
  const data = await load(async () => ok('rules'));

  // Then
  expect([failed, told]).toEqual([undefined, 'no database']);
  expect([data, problem.value, loading.value]).toEqual(['rules', undefined, false]);
});

it('gives nothing for a request that a later one replaced', async () => {
  // Given
  let answer!: (result: ReturnType<typeof ok>) => void;
  const replaced = load(() => new Promise<ReturnType<typeof ok>>((resolve) => (answer = resolve)));

  // When
  const last = await load(async () => ok('last'));
  answer(ok('first'));

  // Then
  expect([await replaced, last, loading.value]).toEqual([undefined, 'last', false]);
});
