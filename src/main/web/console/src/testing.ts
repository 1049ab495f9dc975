import { createApp, h, nextTick, type Component } from 'vue';
import { onTestFinished } from 'vitest';
import { router } from './router';

/** Mounts a component into the page until the test ends. Listeners are properties, such as `onConfirm`. */
export function mount(component: Component, properties: Record<string, unknown> = {}, label?: string): HTMLElement {
  const host = document.createElement('div');
  document.body.append(host);
  const app = createApp({ render: () => h(component, properties, label ? () => label : undefined) });
  app.use(router);
  app.mount(host);
  onTestFinished(() => {
    app.unmount();
    document.body.innerHTML = '';
  });
  return host;
}

/** The first element of the page with the text, also in dialogs outside of the component. */
export function byText(selector: string, text: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find((element) => element.textContent.trim() === text);
  if (!found) {
    throw new Error(`no ${selector} with the text ${text} in ${document.body.innerHTML}`);
  }
  return found;
}

/** Types into an input. */
export async function type(input: HTMLInputElement, text: string): Promise<void> {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await nextTick();
}

/** Presses a key, and returns whether its default action was prevented. */
export async function press(element: HTMLElement, key: string, options: KeyboardEventInit = {}): Promise<boolean> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options });
  element.dispatchEvent(event);
  await nextTick();
  await nextTick();
  return event.defaultPrevented;
}
