import { ShoppingCart } from '@element-plus/icons-vue';
import type { ViewRoute } from '../../router';

export default {
  path: '/orders',
  role: 'editor',
  icon: ShoppingCart,
  title: { zh: '订单', en: 'Orders' },
  component: () => import('./OrdersView.vue'),
} satisfies ViewRoute;
