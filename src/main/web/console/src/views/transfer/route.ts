import { Switch } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

export default {
  path: '/transfer',
  role: 'viewer',
  icon: Switch,
  title: { zh: '导入导出', en: 'Import and export' },
  component: () => import('./TransferView.vue'),
} satisfies ViewRoute;
