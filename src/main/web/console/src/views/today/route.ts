import { Odometer } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

export default {
  path: '/today',
  role: 'viewer',
  icon: Odometer,
  title: { zh: '今天', en: 'Today' },
  component: () => import('./TodayView.vue'),
} satisfies ViewRoute;
