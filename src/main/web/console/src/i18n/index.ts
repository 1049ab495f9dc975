import en from 'element-plus/es/locale/lang/en';
import zh from 'element-plus/es/locale/lang/zh-cn';
import { computed, ref, watchEffect } from 'vue';
import { remembered, remember } from '../storage';

export type Language = 'zh' | 'en';
export type Values = Record<string, string | number>;

const KEY = 'nightdesk.language';
const ELEMENT_PLUS = { zh, en };

/** The language of the browser, as far as the console has it. Chinese unless the browser asks for English first. */
function preferred(): Language {
  const first = navigator.languages.find((language) => /^(zh|en)\b/i.test(language));
  return first?.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

const stored = remembered(KEY);
export const language = ref<Language>(stored === 'zh' || stored === 'en' ? stored : preferred());

/** The texts of Element Plus itself. */
export const elementPlusTexts = computed(() => ELEMENT_PLUS[language.value]);

watchEffect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
});

export function setLanguage(chosen: Language): void {
  language.value = chosen;
  remember(KEY, chosen);
}

/** The type of a file of texts: every key in both languages. */
export type Texts<K extends string = string> = Record<Language, Record<K, string>>;

/**
 * Returns a function that gives the text of a key in the current language, with `{name}` replaced by `values.name`. A text with
 * forms for one and many, separated by a bar, is chosen by `values.n`: `{n} rule|{n} rules`.
 */
export function useTexts<K extends string>(texts: Texts<K>): (key: K, values?: Values) => string {
  return (key, values = {}) => format(texts[language.value][key], values);
}

export function format(text: string, values: Values): string {
  const forms = text.split('|');
  const chosen = forms.length === 2 && 'n' in values ? forms[values.n === 1 ? 0 : 1]! : text;
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
