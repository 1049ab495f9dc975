import { expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { mount } from '../testing';
import FileDrop from './FileDrop.vue';

const csv = new File(['问题,答案'], 'rules.csv');

function open(properties: Record<string, unknown> = {}): { label: HTMLElement; input: HTMLInputElement; onFile: ReturnType<typeof vi.fn> } {
  const onFile = vi.fn();
  const host = mount(FileDrop, { label: '把文件拖到这里', accept: '.csv', onFile, ...properties });
  return { label: host.querySelector('label')!, input: host.querySelector('input')!, onFile };
}

function drop(target: HTMLElement, files: File[]): Event {
  const event = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), { dataTransfer: { files } });
  target.dispatchEvent(event);
  return event;
}

it('takes the first of the dropped files, and keeps the browser from opening it', () => {
  // Given
  const { label, onFile } = open();

  // When
  const event = drop(label, [csv, new File([''], 'other.csv')]);

  // Then
  expect(onFile.mock.calls).toEqual([[csv]]);
  expect(event.defaultPrevented).toBe(true);
});

it('takes nothing while it is disabled, or if no file was dropped', () => {
  // Given
  const disabled = open({ disabled: true });
  const enabled = open();

  // When
  drop(disabled.label, [csv]);
  drop(enabled.label, []);

  // Then
  expect(disabled.onFile).not.toHaveBeenCalled();
  expect(enabled.onFile).not.toHaveBeenCalled();
});

it('shows that a file is over it', async () => {
  // Given
  const { label } = open();
  const isOver = async (type: string) => {
    label.dispatchEvent(new Event(type, { cancelable: true }));
    await nextTick();
    return label.classList.contains('over');
  };

  // When
  const shown = [await isOver('dragover'), await isOver('dragleave'), await isOver('dragover'), await isOver('drop')];

  // Then
  expect(shown).toEqual([true, false, true, false]);
});

it('takes the same file again after it was corrected', () => {
  // Given
  const { input, onFile } = open();
  const choose = () => {
    Object.defineProperty(input, 'files', { value: [csv], configurable: true });
    input.dispatchEvent(new Event('change'));
  };

  // When
  choose();
  choose();

  // Then
  expect(onFile).toHaveBeenCalledTimes(2);
  expect(input.value).toBe('');
});
