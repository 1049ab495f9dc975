import { afterEach, describe, expect, it, vi } from 'vitest';
import { learnTitle, titleOf, titlesOf } from './rule-titles';

/** Answers requests for titles with those of known rules, and records the keys that were asked for. */
function service(titles: Record<string, string>, status = 200): string[][] {
  const asked: string[][] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const keys = new URL(request.url).searchParams.getAll('key');
    asked.push(keys);
    const found = keys.flatMap((key) => (titles[key] ? [{ key, title: titles[key] }] : []));
    return new Response(JSON.stringify(status === 200 ? found : {}), { status });
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe('the titles of rules', () => {
  it('are asked for together and once', async () => {
    const asked = service({ a: 'A title', b: 'B title' });

    const before = [titleOf('a'), titleOf('b'), titleOf('a'), titleOf('gone')];

    expect(before).toEqual(['a', 'b', 'a', 'gone']);
    await vi.waitFor(() => expect(titlesOf(['a', 'b', 'gone'])).toBe('“A title”, “B title”, “gone”'));
    expect(asked).toEqual([['a', 'b', 'gone']]);
  });

  it('are asked for in parts that the API takes', async () => {
    const asked = service({});

    Array.from({ length: 60 }, (_, index) => titleOf(`many-${index}`));

    await vi.waitFor(() => expect(asked.map((keys) => keys.length)).toEqual([50, 10]));
  });

  it('are asked for again after a failure', async () => {
    const failed = service({}, 503);
    titleOf('later');
    await vi.waitFor(() => expect(failed).toHaveLength(1));
    service({ later: 'Later' });

    await vi.waitFor(() => expect(titleOf('later')).toBe('Later'));
  });

  it('are known of rules that were saved', () => {
    const asked = service({});

    learnTitle('saved', 'Saved');

    expect(titleOf('saved')).toBe('Saved');
    expect(asked).toEqual([]);
  });
});
