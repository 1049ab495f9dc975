// Encodes and decodes PTP frames, with the same schema that the shop's own client loads.

const TEXT = 1;
const IMAGE = 2;
const SHOP_CHAT = 20;
const TO_MERCHANT_SERVICE = 4;
const TEXT_KEYS = ['content', 'text', 'msg'];
const IMAGE_KEYS = ['url', 'content'];

export const LONGEST_TEXT = 4000;

/** Whether a text is a valid user id. User ids are part of topics. */
export const isUid = (text) => /^[0-9A-Za-z-]{1,64}$/.test(text);

/** Whether a text is an address for an image. Excludes javascript: and data: URLs. */
export const isImageAddress = (text) => /^https?:\/\/[^\s]+$/i.test(text);

export async function loadWire() {
  const root = await new protobuf.Root().load('/im/js/IM.proto', { keepCase: true });
  return new Wire(root.lookupType('IMpackage.Message'));
}

class Wire {
  constructor(Message) {
    this.Message = Message;
  }

  /** A frame with a text, or with the image at the address `image`. */
  compose({ from, to, text, image, order }) {
    const content = {
      type: image ? IMAGE : TEXT,
      business_id: order,
      business_type: SHOP_CHAT,
      receiver_type: TO_MERCHANT_SERVICE,
      networkProvider: 'webIm',
      networkType: '-2',
    };
    content[image ? 'url' : 'content'] = image || text;
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

  encode(frame) {
    return this.Message.encode(this.Message.fromObject(frame)).finish();
  }

  /** The ids and the text or image of a frame, or undefined if the bytes are not a frame. */
  decode(bytes) {
    try {
      const frame = this.Message.decode(bytes);
      const content = JSON.parse(frame.content);
      const first = (keys) => keys.map((key) => content[key]).find((value) => typeof value === 'string' && value !== '');
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
}

/** Both uids, the smaller first. Numeric uids are compared as numbers. */
export function sessionId(a, b) {
  const numbers = /^[1-9][0-9]*$/.test(a) && /^[1-9][0-9]*$/.test(b);
  const smaller = numbers && a.length !== b.length ? a.length < b.length : a < b;
  return smaller ? `${a}_${b}` : `${b}_${a}`;
}

/** A random UUID. crypto.randomUUID is not available on pages that are served over plain HTTP. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A menu with one choice, as the desk writes it: the last line, below an introduction. Any other lone "1." is plain text. */
const SINGLE_CHOICE = /\S\s*\n1\. \S[^\n]*$/;

/** Splits a text into plain parts `{ text }` and, if it contains a menu numbered from 1, choices `{ number, text }`. */
export function parts(text) {
  const lines = text.split('\n').map((line) => {
    const found = /^\s*(?:([1-9][0-9]?)\s*[.、)）．:：]\s*|([①-⑳])\s*)(\S.*)$/u.exec(line);
    return found
      ? { number: found[1] ? Number(found[1]) : found[2].codePointAt(0) - 0x245f, text: found[3], line }
      : { text: line };
  });
  const choices = lines.filter((part) => part.number);
  const isMenu = (choices.length >= 2 || SINGLE_CHOICE.test(text)) && choices.every((part, i) => part.number === i + 1);
  const result = [];
  for (const part of lines) {
    const last = result[result.length - 1];
    if (isMenu && part.number) {
      result.push({ number: part.number, text: part.text });
    } else if (last && !last.number) {
      last.text += `\n${part.line ?? part.text}`;
    } else {
      result.push({ text: part.line ?? part.text });
    }
  }
  return result.filter((part) => part.number || part.text.trim() !== '');
}
