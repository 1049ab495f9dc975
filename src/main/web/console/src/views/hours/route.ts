import { Clock } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

export default {
  path: '/hours',
  role: 'viewer',
  icon: Clock,
  title: { zh: '营业时间', en: 'Hours' },
  component: () => import('./HoursView.vue'),
} satisfies ViewRoute;
