import { describe, expect, it } from 'vitest';
import { guessColumns, parseJsonOrders, parseStatus, parseTime, toLines, type OrderLine } from './rows';
import { upload, type BulkAnswer, type UploadProgress } from './upload';

describe('guessColumns', () => {
  it('knows the names that shop systems use', () => {
    expect(guessColumns(['买家ID', '订单编号', ' 订单状态', '下单时间', '备注', 'Tracking No'])).toEqual({
      customer: 0, number: 1, status: 2, placedAt: 3, tracking: 5,
    });
  });
});

describe('parseStatus', () => {
  it.each([['已发货', 'SHIPPED'], ['shipped', 'SHIPPED'], ['In transit', 'SHIPPED'], [' 交易成功 ', 'DELIVERED'], ['丢失', '丢失']])('%s is %s', (text, status) =>
    expect(parseStatus(text)).toBe(status));
});

describe('parseTime', () => {
  it.each([
    ['2026-11-23 20:05:06', new Date(2026, 10, 23, 20, 5, 6)],
    ['2026/1/3 8:05', new Date(2026, 0, 3, 8, 5)],
    ['2026年11月23日', new Date(2026, 10, 23)],
  ])('reads %s', (text, time) => expect(parseTime(text)).toBe(time.toISOString()));

  it.each(['2026-11-23T12:00:00Z', '2026-02-30', '45000', ''])('leaves %j to the API', (text) => expect(parseTime(text)).toBe(text));
});

describe('toLines', () => {
  it('takes the cells of the mapped columns, and keeps the lines of the file', () => {
    const rows = [{ line: 3, cells: ['="0012345678A"', '10001', '已付款', '2026-11-23T12:00:00Z', ''] }];
    expect(toLines(rows, { number: 0, customer: 1, status: 2, placedAt: 3, carrier: 4 })).toEqual([
      { line: 3, json: '{"number":"0012345678A","customer":"10001","status":"PAID","placedAt":"2026-11-23T12:00:00Z"}' },
    ]);
  });
});

describe('parseJsonOrders', () => {
  it('reads an array, and one order per line', () => {
    expect(parseJsonOrders(' [{"number":"A1"}]')).toEqual([{ line: 1, json: '{"number":"A1"}' }]);
    expect(parseJsonOrders('{"number":"A1"}\n\n{"number":"A2"}\n')).toEqual([
      { line: 1, json: '{"number":"A1"}' }, { line: 3, json: '{"number":"A2"}' },
    ]);
  });

  it('reads nothing else', () => {
    expect(parseJsonOrders('number,customer')).toBeUndefined();
    expect(parseJsonOrders('[{')).toBeUndefined();
  });
});

describe('upload', () => {
  const lines = (count: number): OrderLine[] =>
    Array.from({ length: count }, (_, index) => ({ line: index + 2, json: `{"number":"N${index}"}` }));
  const answer = (body: string, rejected: number[] = [], detail?: string): BulkAnswer => {
    const count = body.trimEnd().split('\n').length;
    const results = Array.from({ length: count }, (_, index) => rejected.includes(index + 1)
      ? { line: index + 1, status: 'rejected', problems: [{ field: 'customer', message: 'is required' }] }
      : { line: index + 1, status: 'stored' });
    const summary = { lines: count, stored: count - rejected.length, rejected: rejected.length, processedUpTo: count, detail };
    return { kind: 'answer', text: [...results, summary].map((line) => `${JSON.stringify(line)}\n`).join('') };
  };

  it('sends all lines in several requests, and names the rejected lines of the file', async () => {
    const reports: UploadProgress[] = [];
    const end = await upload(lines(1500), async (body) => answer(body, [2]), new AbortController().signal, (p) => reports.push(p));
    expect(end).toEqual({ kind: 'complete' });
    expect(reports.map(({ processed, stored }) => [processed, stored])).toEqual([[1000, 999], [1500, 1498]]);
    expect(reports.at(-1)!.rejected.map(({ line }) => line)).toEqual([3, 1003]);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const end = await upload(lines(3000), async (body) => answer(body), controller.signal, () => controller.abort());
    expect(end).toEqual({ kind: 'cancelled' });
  });

  it('stops when a request fails', async () => {
    const end = await upload(lines(1), async () => ({ kind: 'failed', detail: 'busy' }), new AbortController().signal, () => undefined);
    expect(end).toEqual({ kind: 'failed', detail: 'busy' });
  });

  it('stops when the database fails in the middle', async () => {
    const end = await upload(lines(1200), async (body) => answer(body, [], 'The database is unavailable.'), new AbortController().signal, () => undefined);
    expect(end).toEqual({ kind: 'failed', detail: 'The database is unavailable.' });
  });
});
