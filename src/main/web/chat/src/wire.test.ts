import { describe, expect, test } from 'vitest';
import { compose, decode, encode, parts, sessionId } from './wire';

const frame = () => compose({ from: '10001', to: '88888', text: '怎么退货', order: '' });

describe('encode and decode', () => {
  test('keep the ids and the text', () => {
    const sent = frame();
    expect(decode(encode(sent))).toEqual({ id: sent.message_id, from: '10001', to: '88888', text: '怎么退货', image: undefined });
  });

  test('use the field numbers of the schema', () => {
    const bytes = encode({ ...frame(), content: 'c', send_time: 300, receiver_uid: 'r' });
    expect(Array.from(bytes.slice(0, 9))).toEqual([0x0a, 1, 0x63, 0x10, 0xac, 0x02, 0x1a, 1, 0x72]);
  });

  test('ignore bytes that are no frame', () => {
    expect(decode(new Uint8Array([0xff, 0xff]))).toBeUndefined();
  });

  test('ignore an image address that is a script', () => {
    const sent = { ...frame(), content: JSON.stringify({ type: 2, url: 'javascript:alert(1)' }) };
    expect(decode(encode(sent))?.image).toBeUndefined();
  });
});

test.each([
  ['88888', '10001', '10001_88888'],
  ['9', '10', '9_10'],
  ['a9', '10', '10_a9'],
])('the session id of %s and %s is %s', (a, b, id) => {
  expect(sessionId(a, b)).toBe(id);
});

describe('parts', () => {
  test('of a menu are its choices', () => {
    expect(parts('您想了解：\n1. 退货\n2、发货\n回复数字即可。')).toEqual([
      { text: '您想了解：' },
      { number: 1, text: '退货' },
      { number: 2, text: '发货' },
      { text: '回复数字即可。' },
    ]);
  });

  test.each(['今天\n1.5 折', '步骤：\n1. 打开订单\n就好', '2. two\n3. three'])('of %j are plain text', (text) => {
    expect(parts(text)).toEqual([{ text }]);
  });
});
