import type { Texts } from '../i18n';

export default {
  zh: {
    unreachable: '无法连接服务。请检查网络后重试。',
    forbidden: '您的角色不允许此操作。请联系管理员。',
    conflict: '内容已被其他人修改。请刷新后重试。',
    unavailable: '服务暂时繁忙或数据库不可用。请稍后重试。',
    invalid: '请改正以下内容：',
    failed: '操作失败（{status}）。{detail}',
    retry: '重试',
  },
  en: {
    unreachable: 'The service cannot be reached. Check your network and try again.',
    forbidden: 'Your role does not allow this. Ask an admin.',
    conflict: 'Somebody else has changed this. Reload it and try again.',
    unavailable: 'The service is busy or its database is unavailable. Try again later.',
    invalid: 'Please correct the following:',
    failed: 'This failed ({status}). {detail}',
    retry: 'Try again',
  },
} satisfies Texts;
