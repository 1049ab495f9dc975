import { ChatLineSquare } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

/** Opens the editor with a new rule. No rule has this key, because `_` is not allowed in one. */
export const NEW_RULE = '_new';

/** `/rules/_new` and `/rules/KEY` open the editor over the list. */
export default {
  path: '/rules/:key?',
  role: 'viewer',
  icon: ChatLineSquare,
  title: { zh: '规则', en: 'Rules' },
  component: () => import('./RulesView.vue'),
} satisfies ViewRoute;
