import { User } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

export default {
  path: '/accounts',
  role: 'viewer',
  icon: User,
  title: { zh: '账号', en: 'Accounts' },
  component: () => import('./AccountsView.vue'),
} satisfies ViewRoute;
