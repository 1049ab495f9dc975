import type { Texts } from '../i18n';

export default {
  zh: {
    username: '账号名',
    password: '密码',
    login: '登录',
    missing: '请输入账号名和密码。',
    rejected: '账号名或密码不正确。',
    throttled: '登录失败次数过多。请在 {seconds} 秒后重试。',
    failed: '暂时无法登录，请稍后重试。{detail}',
  },
  en: {
    username: 'Username',
    password: 'Password',
    login: 'Log in',
    missing: 'Enter username and password.',
    rejected: 'The username or the password is wrong.',
    throttled: 'Too many failed logins. Try again in {seconds} seconds.',
    failed: 'Logging in is not possible now. Try again later. {detail}',
  },
} satisfies Texts;
