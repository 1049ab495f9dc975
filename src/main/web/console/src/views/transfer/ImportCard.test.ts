import { beforeEach, afterEach, expect, it, vi } from 'vitest';
import { setLanguage } from '../../i18n';
import { byText, mount } from '../../testing';
import ImportCard from './ImportCard.vue';

const PREVIEW = { applied: false, added: [{ key: 'q-1', title: '运费' }], changed: [], deleted: [], unchanged: 0, problems: [], warnings: [] };
const onImported = vi.fn();
let requests: Request[];

/** Answers imports with these results in turn. */
function service(...results: object[]): void {
  requests = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') {
      return Response.json({ state: 'idle', written: 0, rules: 0 });
    }
    requests.push(request);
    return Response.json(results.shift());
  });
}

function choose(text: string | Uint8Array<ArrayBuffer>, name = 'rules.csv'): void {
  const card = mount(ImportCard, { onImported });
  const input = card.querySelector<HTMLInputElement>('input[type=file]')!;
  Object.defineProperty(input, 'files', { value: [new File([text], name)], configurable: true });
  input.dispatchEvent(new Event('change'));
}

const shown = () => document.body.textContent;

beforeEach(() => {
  setLanguage('zh');
  onImported.mockClear();
});
afterEach(() => vi.unstubAllGlobals());

it('previews a file of the export at once, and imports it after a question', async () => {
  // Given
  service(PREVIEW, { ...PREVIEW, applied: true, id: 7 });
  choose('key,title,examples,zh\nq-1,运费,运费多少,免运费\n');
  await vi.waitFor(() => expect(shown()).toContain('q-1'));
  expect(onImported).not.toHaveBeenCalled();

  // When
  byText('button', '导入').click();
  await vi.waitFor(() => byText('.el-popconfirm__action button', 'Yes').click());

  // Then
  await vi.waitFor(() => expect(onImported).toHaveBeenCalledOnce());
  expect(requests.map(({ url }) => new URL(url).searchParams.get('apply'))).toEqual(['false', 'true']);
});

it('guesses the meaning of columns with other names, shows it, and sends it', async () => {
  // Given
  service(PREVIEW);
  choose('问题,答案,备注\n运费多少,免运费,x\n');

  // When
  await vi.waitFor(() => expect(requests).toHaveLength(1));

  // Then
  expect(new URL(requests[0]!.url).searchParams.getAll('map')).toEqual(['问题:examples', '答案:zh', '备注:ignore']);
  expect(shown()).toContain('备注');
});

it('cannot import a file with errors, and shows them', async () => {
  // Given
  service({ ...PREVIEW, problems: [{ field: 'line 2.zh', message: '文字变成了问号：请把原文件另存为 UTF-8 编码' }] });

  // When
  choose('key,title,examples,zh\nq-1,运费,运费多少,????\n');

  // Then
  await vi.waitFor(() => expect(shown()).toContain('文字变成了问号'));
  expect(document.querySelector('.el-button--danger, .el-button--primary')).toBeNull();
});

it.each([
  [new Uint8Array([0x50, 0x4b, 3, 4]), 'rules.xlsx', 'Excel'],
  ['key,title\n', 'rules.csv', '没有规则'],
])('says what to do with a file that has no rules', async (content, name, text) => {
  // Given
  service();

  // When
  choose(content, name);

  // Then
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain(text));
  expect(requests).toHaveLength(0);
});
