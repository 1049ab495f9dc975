// Encodes and decodes PTP frames. The codec is generated from the schema when the page is built.

import { IMpackage } from '../../../../../proto/IM.proto';

const TEXT = 1;
const IMAGE = 2;
const SHOP_CHAT = 20;
const TO_MERCHANT_SERVICE = 4;
const TEXT_KEYS = ['content', 'text', 'msg'];
const IMAGE_KEYS = ['url', 'content'];

export const LONGEST_TEXT = 4000;

export interface Frame {
  content: string;
  send_time: number;
  receiver_uid: string;
  sender_uid: string;
  member_id: number;
  message_id: string;
  guid: string;
  session_id: string;
  business_type: number;
}

/** The ids and the text or image of a frame. */
export interface Received {
  id: string;
  from: string;
  to: string;
  text?: string;
  image?: string;
}

/** A part of a text: a choice of a menu if it has a number. */
export interface Part {
  number?: number;
  text: string;
}

/** Whether a text is a valid user id. User ids are part of topics. */
export const isUid = (text: string): boolean => /^[0-9A-Za-z-]{1,64}$/.test(text);

/** Whether a text is an address for an image. Excludes javascript: and data: URLs. */
export const isImageAddress = (text: string): boolean => /^https?:\/\/[^\s]+$/i.test(text);

/** A frame with a text, or with the image at the address `image`. */
export function compose(message: { from: string; to: string; text?: string; image?: string; order: string }): Frame {
  const { from, to, text, image, order } = message;
  const content = {
    type: image ? IMAGE : TEXT,
    business_id: order,
    business_type: SHOP_CHAT,
    receiver_type: TO_MERCHANT_SERVICE,
    networkProvider: 'webIm',
    networkType: '-2',
    [image ? 'url' : 'content']: image || text,
  };
  return {
    content: JSON.stringify(content),
    send_time: Date.now(),
    receiver_uid: to,
    sender_uid: from,
    member_id: 0,
    message_id: uuid(),
    guid: '',
    session_id: sessionId(from, to),
    business_type: SHOP_CHAT,
  };
}

export function encode(frame: Frame): Uint8Array {
  return IMpackage.Message.encode(frame).finish();
}

/** Returns undefined if the bytes are not a frame. */
export function decode(bytes: Uint8Array): Received | undefined {
  try {
    const frame = IMpackage.Message.decode(bytes);
    const content = JSON.parse(frame.content) as Record<string, unknown>;
    const first = (keys: string[]): string | undefined =>
      keys.map((key) => content[key]).find((value): value is string => typeof value === 'string' && value !== '');
    const address = content.type === IMAGE ? first(IMAGE_KEYS) : undefined;
    return {
      id: frame.message_id,
      from: frame.sender_uid,
      to: frame.receiver_uid,
      text: content.type === TEXT ? first(TEXT_KEYS) : undefined,
      image: address && isImageAddress(address) ? address : undefined,
    };
  } catch {
    return undefined;
  }
}

/** Both uids, the smaller first. Numeric uids are compared as numbers. */
export function sessionId(a: string, b: string): string {
  const numbers = /^[1-9][0-9]*$/.test(a) && /^[1-9][0-9]*$/.test(b);
  const smaller = numbers && a.length !== b.length ? a.length < b.length : a < b;
  return smaller ? `${a}_${b}` : `${b}_${a}`;
}

/** A random UUID. crypto.randomUUID is not available on pages that are served over plain HTTP. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A menu with one choice, as the desk writes it: the last line, below an introduction. Any other lone "1." is plain text. */
const SINGLE_CHOICE = /\S\s*\n1\. \S[^\n]*$/;

/** Splits a text into plain parts `{ text }` and, if it contains a menu numbered from 1, choices `{ number, text }`. */
export function parts(text: string): Part[] {
  const lines = text.split('\n').map((line): Part & { line: string } => {
    const found = /^\s*(?:([1-9][0-9]?)\s*[.、)）．:：]\s*|([①-⑳])\s*)(\S.*)$/u.exec(line);
    return found
      ? { number: found[1] ? Number(found[1]) : found[2]!.codePointAt(0)! - 0x245f, text: found[3]!, line }
      : { text: line, line };
  });
  const choices = lines.filter((part) => part.number);
  const isMenu = (choices.length >= 2 || SINGLE_CHOICE.test(text)) && choices.every((part, i) => part.number === i + 1);
  const result: Part[] = [];
  for (const part of lines) {
    const last = result.at(-1);
    if (isMenu && part.number) {
      result.push({ number: part.number, text: part.text });
    } else if (last && !last.number) {
      last.text += `\n${part.line}`;
    } else {
      result.push({ text: part.line });
    }
  }
  return result.filter((part) => part.number || part.text.trim() !== '');
}
