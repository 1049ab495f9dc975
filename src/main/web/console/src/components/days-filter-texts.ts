import type { Texts } from '../i18n';

export default {
  zh: { days: '日期', from: '开始日期', until: '结束日期' },
  en: { days: 'Days', from: 'First day', until: 'Last day' },
} satisfies Texts;
