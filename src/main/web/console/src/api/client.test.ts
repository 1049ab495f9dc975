import { afterEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../i18n';
import { login, sessionExpired } from '../session';
import { api, problemOf } from './client';

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const account = { username: 'lin', role: 'editor' };

/** Answers each request with the next response, and records the requests. */
function service(...responses: (Response | Error)[]): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    requests.push(typeof input === 'string' ? new Request(new URL(input, location.origin), init) : input);
    const response = responses.shift()!;
    if (response instanceof Error) {
      throw response;
    }
    return response;
  });
  return requests;
}

afterEach(() => vi.unstubAllGlobals());

test('a request is repeated after a login when the session has ended', async () => {
  // Given
  service(json(200, account));
  await login('lin', 'secret');
  const requests = service(json(401, {}), json(200, account), json(200, { name: 'x' }));

  // When
  const result = api.POST('/api/v1/try', { body: { text: '怎么退货' } });

  // Then
  await vi.waitFor(() => expect(sessionExpired.value).toBe(true));
  await login('lin', 'secret');
  expect((await result).data).toEqual({ name: 'x' });
  expect(sessionExpired.value).toBe(false);
  expect(requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    'POST /api/v1/try',
    'POST /api/v1/session',
    'POST /api/v1/try',
  ]);
  expect(await requests[2]!.json()).toEqual({ text: '怎么退货' });
  expect(requests[2]!.headers.get('X-Requested-With')).toBe('nightdesk-console');
});

test('a request asks for messages in the language of the console', async () => {
  // Given
  const requests = service(json(200, {}), json(200, {}));

  // When
  setLanguage('en');
  await api.GET('/api/v1/rules');
  setLanguage('zh');
  await api.GET('/api/v1/rules');

  // Then
  expect(requests.map(({ headers }) => headers.get('Accept-Language'))).toEqual(['en', 'zh']);
});

test('a problem names every invalid field', async () => {
  // Given
  const violations = [{ field: 'title', message: 'must not be blank' }];
  service(json(400, { title: 'Bad Request', detail: 'The request has 1 error, see problems.', problems: violations }));

  // When
  const { error, response } = await api.GET('/api/v1/rules');

  // Then
  expect(problemOf(error, response)).toEqual({
    status: 400,
    title: 'Bad Request',
    detail: 'The request has 1 error, see problems.',
    violations,
  });
});

test('an unreachable service is a problem with the status 0', async () => {
  // Given
  service(new TypeError('Failed to fetch'));

  // When
  const { error, response } = await api.GET('/api/v1/rules');

  // Then
  expect(problemOf(error, response)).toEqual({ status: 0, title: '', detail: '', violations: [] });
});
