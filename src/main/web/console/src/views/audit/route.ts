import { Notebook } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

export default {
  path: '/audit',
  role: 'admin',
  icon: Notebook,
  title: { zh: '操作记录', en: 'Audit log' },
  component: () => import('./AuditView.vue'),
} satisfies ViewRoute;
