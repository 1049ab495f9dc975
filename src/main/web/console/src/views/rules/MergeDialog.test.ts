import { nextTick } from 'vue';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Schemas } from '../../api/client';
import { setLanguage } from '../../i18n';
import { byText, mount } from '../../testing';
import { newDraft, toDraft, type Draft } from './draft';
import MergeDialog from './MergeDialog.vue';

const BASE: Draft = { ...newDraft('怎么退货'), key: 'returns', title: '退货', tags: ['售后'] };
const onMerged = vi.fn<(draft: Draft) => void>();

/** Opens the dialog over a rule that `mei` has saved with these changes. */
async function open(mine: Partial<Draft>, theirs: { title?: string; tags?: string[]; priority?: number }): Promise<void> {
  const rule = { key: BASE.key, title: BASE.title, triggers: { examples: ['怎么退货'] }, tags: BASE.tags, priority: 0, enabled: true, ...theirs };
  const base = toDraft({ ...rule, title: BASE.title, tags: BASE.tags, priority: 0 } as Schemas['RuleForm']);
  const stored = { changedBy: 'mei', rule } as unknown as Schemas['Rule'];
  mount(MergeDialog, { base, mine: { ...base, ...mine }, stored, onMerged });
  await vi.waitFor(() => byText('button', '合并并保存'));
}

const part = (name: string) =>
  [...document.querySelectorAll('fieldset')].find((field) => field.querySelector('legend')!.textContent.includes(name))!;
const sides = (name: string) => [...part(name).querySelectorAll('.el-radio')].map((radio) => radio.textContent.trim());
const choose = (name: string, side: string) =>
  [...part(name).querySelectorAll<HTMLElement>('.el-radio')].find((radio) => radio.textContent.trim() === side)!.querySelector('input')!.click();

async function save(): Promise<Draft> {
  byText('button', '合并并保存').click();
  await nextTick();
  return onMerged.mock.calls[0]![0];
}

beforeEach(() => {
  setLanguage('zh');
  onMerged.mockClear();
});

it('takes the changes of both where they do not conflict', async () => {
  // Given
  await open({ title: '怎样退货' }, { priority: 5 });

  // When
  const merged = await save();

  // Then
  expect(merged).toMatchObject({ title: '怎样退货', priority: 5 });
  expect(document.querySelectorAll('.conflict')).toHaveLength(0);
});

it('shows both versions of a part that both have changed, and takes the chosen one', async () => {
  // Given
  await open({ title: '怎样退货' }, { title: '退换货' });
  expect(part('标题').classList).toContain('conflict');
  expect([...part('标题').querySelectorAll('pre')].map(({ textContent }) => textContent)).toEqual(['怎样退货', '退换货']);

  // When
  choose('标题', '对方的');
  const merged = await save();

  // Then
  expect(merged.title).toBe('退换货');
});

it('takes the entries of both lists together', async () => {
  // Given
  await open({ tags: ['售后', '热门'] }, { tags: ['售后', '春节'] });
  expect(sides('标签')).toEqual(['我的', '对方的', '两者都要']);

  // When
  choose('标签', '两者都要');
  const merged = await save();

  // Then
  expect(merged.tags).toEqual(['售后', '春节', '热门']);
});
