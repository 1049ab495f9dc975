export type DecodedText = { kind: 'text'; text: string } | { kind: 'workbook' } | { kind: 'unreadable' };

const ZIP = [0x50, 0x4b, 3, 4];
const OLE2 = [0xd0, 0xcf, 0x11, 0xe0];

/** Decodes a file as the API does: UTF-8, UTF-16 with a byte order mark, or GB18030, in which spreadsheet programs save Chinese. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (startsWith(bytes, ZIP) || startsWith(bytes, OLE2)) {
    return { kind: 'workbook' };
  }
  const charsets = startsWith(bytes, [0xff, 0xfe]) ? ['utf-16le'] : startsWith(bytes, [0xfe, 0xff]) ? ['utf-16be'] : ['utf-8', 'gb18030'];
  for (const charset of charsets) {
    try {
      const text = new TextDecoder(charset, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) {
        return { kind: 'text', text };
      }
    } catch {
      // The next one.
    }
  }
  return { kind: 'unreadable' };
}

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
