import type { Texts } from '../../i18n';

export default {
  zh: { title: '登录', text: '使用管理员为您创建的账号。' },
  en: { title: 'Log in', text: 'Use the account that an admin made for you.' },
} satisfies Texts;
