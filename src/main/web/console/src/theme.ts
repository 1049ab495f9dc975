import { ref, watchEffect } from 'vue';
import { remember, remembered } from './storage';

const KEY = 'nightdesk.theme';

/** Whether the console is dark: as chosen here, or else as the system is. */
export const dark = ref((remembered(KEY) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark');

watchEffect(() => document.documentElement.classList.toggle('dark', dark.value));

export function setDark(value: boolean): void {
  dark.value = value;
  remember(KEY, value ? 'dark' : 'light');
}
