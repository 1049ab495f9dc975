import type { Schemas } from '../../api/client';
import { ORDER_STATUSES } from '../../components/order-status';
import type { Row } from '../../files/csv';

export type Status = Schemas['OrderStatus'];

export const FIELDS = ['number', 'customer', 'status', 'placedAt', 'carrier', 'tracking'] as const;
export type Field = (typeof FIELDS)[number];
export const REQUIRED: readonly Field[] = ['number', 'customer', 'status', 'placedAt'];

/** An order to be sent, as one line of JSON, and the line of the file that it comes from. */
export interface OrderLine {
  line: number;
  json: string;
}

/** How shop systems name the columns. Compared without blanks, in lower case. */
const NAMES: Record<Field, string[]> = {
  number: ['number', '订单号', '订单编号', '单号', '主订单编号', 'order', 'orderno', 'ordernumber', 'orderid'],
  customer: ['customer', '客户', '客户id', '客户编号', '用户', '用户id', '买家', '买家id', '会员', '会员id', 'uid', 'userid', 'customerid'],
  status: ['status', '状态', '订单状态', '交易状态', 'orderstatus'],
  placedAt: ['placedat', '下单时间', '订单创建时间', '创建时间', '付款时间', '日期', 'date', 'createdat', 'orderdate', 'ordertime'],
  carrier: ['carrier', '快递公司', '物流公司', '承运商', '快递'],
  tracking: ['tracking', '快递单号', '运单号', '物流单号', 'trackingnumber', 'trackingno'],
};

/** How shop systems name the statuses. Compared without blanks, in lower case. */
const STATUS_NAMES: Record<Status, string[]> = {
  UNPAID: ['待付款', '未付款', '等待买家付款', 'waitingforpayment', 'pending'],
  PAID: ['已付款', '待发货', '买家已付款', '备货中', 'processing'],
  SHIPPED: ['已发货', '卖家已发货', '配送中', '运输中', '待收货', 'intransit'],
  DELIVERED: ['已签收', '已收货', '已送达', '已完成', '交易成功', 'completed'],
  CANCELLED: ['已取消', '已关闭', '交易关闭', 'canceled', 'closed'],
  REFUNDING: ['退款中', '退款处理中', '售后中'],
  REFUNDED: ['已退款', '退款成功', '退款完成'],
};

const plain = (text: string) => text.normalize('NFKC').replaceAll(/[\s_-]/g, '').toLowerCase();

/** The column of each field as far as the names of the columns tell, from 0. */
export function guessColumns(header: string[]): Partial<Record<Field, number>> {
  const columns: Partial<Record<Field, number>> = {};
  for (const field of FIELDS) {
    const column = NAMES[field].map((name) => header.findIndex((cell) => plain(cell) === plain(name))).find((found) => found >= 0);
    if (column !== undefined) {
      columns[field] = column;
    }
  }
  return columns;
}

/** The status that a text means. Another text stays as it is: the API says what is wrong with it. */
export function parseStatus(text: string): string {
  const name = plain(text);
  return ORDER_STATUSES.find((status) => plain(status) === name || STATUS_NAMES[status].includes(name)) ?? text.trim();
}

/** Reads a time as spreadsheet programs write it, in the time zone of the browser. Another text stays as it is. */
export function parseTime(text: string): string {
  const given = text.trim();
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/.exec(given);
  if (!match) {
    return given;
  }
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as
    [number, number, number, number, number, number];
  const time = new Date(year, month - 1, day, hour, minute, second);
  const exists = time.getMonth() === month - 1 && time.getDate() === day && hour < 24 && minute < 60 && second < 60;
  return exists ? time.toISOString() : given;
}

/** Turns the rows below the header into lines to send. */
export function toLines(rows: Row[], columns: Partial<Record<Field, number>>): OrderLine[] {
  return rows.map(({ line, cells }) => {
    const cell = (field: Field) => (columns[field] === undefined ? '' : (cells[columns[field]] ?? '').trim());
    const order = {
      number: text(cell('number')),
      customer: text(cell('customer')),
      status: parseStatus(cell('status')) || undefined,
      placedAt: parseTime(cell('placedAt')) || undefined,
      carrier: cell('carrier') || undefined,
      tracking: text(cell('tracking')),
    };
    return { line, json: JSON.stringify(order) };
  });
}

/** A number that a program keeps from becoming a number: 'NM1, ="NM1". */
function text(cell: string): string | undefined {
  return cell.replace(/^="(.*)"$/, '$1').replace(/^'/, '') || undefined;
}

/** Reads a JSON array of orders, or one order as JSON per line. Undefined if the text is neither. */
export function parseJsonOrders(content: string): OrderLine[] | undefined {
  const trimmed = content.replace(/^\uFEFF/, '').trimStart();
  if (trimmed.startsWith('[')) {
    try {
      return (JSON.parse(trimmed) as unknown[]).map((order, index) => ({ line: index + 1, json: JSON.stringify(order) }));
    } catch {
      return undefined;
    }
  }
  return trimmed.startsWith('{')
    ? content.split('\n').map((json, index) => ({ line: index + 1, json: json.trim() })).filter(({ json }) => json !== '')
    : undefined;
}
