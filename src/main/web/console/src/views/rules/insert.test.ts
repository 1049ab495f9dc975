import { expect, it } from 'vitest';
import { insert } from './insert';

it('replaces the selection and moves the cursor behind it', () => {
  expect(insert('订单已发货', '{order.number}', 2, 2)).toEqual({ text: '订单{order.number}已发货', cursor: 16 });
  expect(insert('abc', 'X', 0, 3)).toEqual({ text: 'X', cursor: 1 });
});
