import { nextTick } from 'vue';
import { expect, it, vi } from 'vitest';
import { byText, mount } from '../testing';
import ConfirmButton from './ConfirmButton.vue';

async function ask(onConfirm: () => void): Promise<void> {
  mount(ConfirmButton, { question: '删除这条规则吗？', onConfirm }, '删除');
  byText('button', '删除').click();
  await vi.waitFor(() => byText('.el-popconfirm__main', '删除这条规则吗？'));
}

it.each([
  ['Yes', 1],
  ['No', 0],
])('after the answer %s it has confirmed %i times', async (answer, times) => {
  // Given
  const onConfirm = vi.fn();
  await ask(onConfirm);
  expect(onConfirm).not.toHaveBeenCalled();

  // When
  byText('.el-popconfirm__action button', answer).click();
  await nextTick();

  // Then
  expect(onConfirm).toHaveBeenCalledTimes(times);
});
