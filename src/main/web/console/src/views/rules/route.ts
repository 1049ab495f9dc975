import { ChatLineSquare } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

/** `/rules/new` and `/rules/KEY` open the editor over the list. */
export default {
  path: '/rules/:key?',
  role: 'viewer',
  icon: ChatLineSquare,
  title: { zh: '规则', en: 'Rules' },
  component: () => import('./RulesView.vue'),
} satisfies ViewRoute;
