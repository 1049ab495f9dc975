import { expect, it } from 'vitest';
import { keepComposing } from './composing';

it.each([
  ['during composition', { isComposing: true }, true],
  ['that ends a composition in Safari', { isComposing: false, keyCode: 229 }, true],
  ['after it', { isComposing: false, keyCode: 13 }, false],
])('Enter %s', (_, options, prevented) => {
  // Given
  const event = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...options });
  Object.defineProperty(event, 'keyCode', { value: 'keyCode' in options ? options.keyCode : 0 });

  // When
  keepComposing(event);

  // Then
  expect(event.defaultPrevented).toBe(prevented);
});
