import type { Schemas } from '../api/client';
import type { Texts } from '../i18n';

/** In the order in which an order has them. */
export const ORDER_STATUSES = [
  'UNPAID', 'PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'REFUNDING', 'REFUNDED',
] as const satisfies readonly Schemas['OrderStatus'][];

/** Their labels; views add them to their texts. */
export const orderStatusTexts = {
  zh: {
    UNPAID: '待付款', PAID: '已付款', SHIPPED: '已发货', DELIVERED: '已签收', CANCELLED: '已取消', REFUNDING: '退款中', REFUNDED: '已退款',
  },
  en: {
    UNPAID: 'Unpaid', PAID: 'Paid', SHIPPED: 'Shipped', DELIVERED: 'Delivered', CANCELLED: 'Cancelled', REFUNDING: 'Being refunded', REFUNDED: 'Refunded',
  },
} satisfies Texts;
