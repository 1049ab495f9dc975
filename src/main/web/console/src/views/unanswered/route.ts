import { QuestionFilled } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

export default {
  path: '/unanswered',
  role: 'editor',
  icon: QuestionFilled,
  title: { zh: '未答问题', en: 'Unanswered' },
  component: () => import('./UnansweredView.vue'),
} satisfies ViewRoute;
