import type { Texts } from '../../i18n';

export default {
  zh: {
    welcome: '欢迎',
    welcomeText: '您的角色还没有可以打开的页面。',
    unknown: '没有这个页面',
    unknownText: '地址可能有误，或者页面已移动。',
    home: '回到首页',
  },
  en: {
    welcome: 'Welcome',
    welcomeText: 'Your role has no page to open.',
    unknown: 'There is no such page',
    unknownText: 'The address may be wrong, or the page has moved.',
    home: 'Go to the first page',
  },
} satisfies Texts;
