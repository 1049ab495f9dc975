import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { can, currentAccount, login, restoreSession } from './session';

const answer = (response: Response) => vi.stubGlobal('fetch', vi.fn(async () => response));

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

test.each([
  [new Response('{}', { status: 401 }), { kind: 'rejected' }],
  [new Response('{}', { status: 429, headers: { 'Retry-After': '8' } }), { kind: 'throttled', seconds: 8 }],
  [
    new Response('{"detail":"The database is unavailable."}', { status: 503 }),
    { kind: 'failed', detail: 'The database is unavailable.' },
  ],
])('a login that fails says why', async (response, expected) => {
  answer(response);
  expect(await login('lin', 'secret')).toEqual(expected);
  expect(currentAccount.value).toBeUndefined();
});

test('the session is not asked for before a login', async () => {
  answer(Response.json({ username: 'lin', role: 'editor' }));
  await restoreSession();
  expect(fetch).not.toHaveBeenCalled();
});

test('a role includes the roles below it', async () => {
  answer(Response.json({ username: 'lin', role: 'editor' }));
  await login('lin', 'secret');
  expect([can('viewer'), can('editor'), can('admin')]).toEqual([true, true, false]);
});
