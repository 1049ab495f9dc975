import { ChatDotRound } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

/** `/conversations` lists messages, `/conversations/sessions` sessions. */
export default {
  path: '/conversations/:list(sessions)?',
  role: 'editor',
  icon: ChatDotRound,
  title: { zh: '对话', en: 'Conversations' },
  component: () => import('./ConversationsView.vue'),
} satisfies ViewRoute;
