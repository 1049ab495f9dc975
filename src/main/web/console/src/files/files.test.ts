import { describe, expect, it } from 'vitest';
import { parseCsv, writeCsv } from './csv';
import { decodeText } from './text';

const cells = (text: string) => parseCsv(text).map((row) => row.cells);

describe('parseCsv', () => {
  it('reads quoted cells with delimiters, quotation marks and line breaks, and the lines of rows', () => {
    expect(parseCsv('a,b\r\n"1,2","say ""hi""\nthere"\r\n\r\nx,y\r\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1,2', 'say "hi"\nthere'] },
      { line: 5, cells: ['x', 'y'] },
    ]);
  });

  it.each([['a;b\n1;2', ';'], ['a\tb\n1\t2', 'tab'], ['a|b\n1|2', '|'], ['"x;y;z",b\n1,2', ',']])('finds the delimiter of %j', (text) =>
    expect(cells(text)[1]).toEqual(['1', '2']));

  it('takes the delimiter that the first line declares', () => {
    expect(parseCsv('sep=;\na;b,c\n')).toEqual([{ line: 2, cells: ['a', 'b,c'] }]);
  });

  it('keeps empty cells and leaves blank rows and the byte order mark out', () => {
    expect(cells('\uFEFFa,b,c\n1,,\n , ,\n')).toEqual([['a', 'b', 'c'], ['1', '', '']]);
  });

  it('reads a last row without a line break', () => {
    expect(cells('a,b\n1,')).toEqual([['a', 'b'], ['1', '']]);
  });

  it('reads what it wrote', () => {
    const rows = [['a', 'b'], ['1,2', 'say "hi"\nthere'], ['', '退款']];
    expect(cells(writeCsv(rows))).toEqual(rows);
  });
});

describe('writeCsv', () => {
  it('lets no program run a cell', () => {
    expect(writeCsv([['=1+1', '-1', 'a']])).toBe("\uFEFF'=1+1,'-1,a\r\n");
  });
});

describe('decodeText', () => {
  it('decodes UTF-8, UTF-16 with a mark, and GBK', () => {
    expect(decodeText(new TextEncoder().encode('退款'))).toEqual({ kind: 'text', text: '退款' });
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x00, 0x90, 0x3e, 0x6b))).toEqual({ kind: 'text', text: '退款' });
    expect(decodeText(Uint8Array.of(0xcd, 0xcb, 0xbf, 0xee))).toEqual({ kind: 'text', text: '退款' });
  });

  it('recognises workbooks', () => {
    expect(decodeText(Uint8Array.of(0x50, 0x4b, 3, 4, 0))).toEqual({ kind: 'workbook' });
  });

  it('reads nothing that is neither', () => {
    expect(decodeText(Uint8Array.of(0xff, 0xff, 0x20))).toEqual({ kind: 'unreadable' });
    expect(decodeText(Uint8Array.of(0x61, 0, 0x62, 0))).toEqual({ kind: 'unreadable' });
  });
});
