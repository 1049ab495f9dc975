import { ChatDotRound } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

export default {
  path: '/conversations',
  role: 'editor',
  icon: ChatDotRound,
  title: { zh: '对话', en: 'Conversations' },
  component: () => import('./ConversationsView.vue'),
} satisfies ViewRoute;
