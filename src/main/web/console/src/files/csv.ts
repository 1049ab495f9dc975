/** A row of a table and the line on which it begins, from 1. */
export interface Row {
  line: number;
  cells: string[];
}

const DELIMITERS = [',', ';', '\t', '|'];

/** Reads CSV. Cells may be quoted, and have line breaks and doubled quotation marks then. Blank rows are left out. */
export function parseCsv(text: string): Row[] {
  const declared = /^\uFEFF?"?sep=(.)"?\1*\r?\n/i.exec(text);
  const delimiter = declared ? declared[1]! : delimiterOf(text);
  const rows: Row[] = [];
  let line = declared ? 2 : 1;
  let row: Row = { line, cells: [] };
  let cell = '';
  let quoted = false;
  const endRow = () => {
    row.cells.push(cell);
    if (row.cells.some((one) => one.trim() !== '')) {
      rows.push(row);
    }
    cell = '';
  };
  for (let i = declared ? declared[0].length : text.startsWith('\uFEFF') ? 1 : 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\n') {
      line++;
    }
    if (quoted) {
      if (c !== '"') {
        cell += c;
      } else if (text[i + 1] === '"') {
        cell += c;
        i++;
      } else {
        quoted = false;
      }
    } else if (c === '"' && cell === '') {
      quoted = true;
    } else if (c === delimiter) {
      row.cells.push(cell);
      cell = '';
    } else if (c === '\n') {
      endRow();
      row = { line, cells: [] };
    } else if (c !== '\r' || text[i + 1] !== '\n') {
      cell += c;
    }
  }
  if (cell !== '' || row.cells.length > 0) {
    endRow();
  }
  return rows;
}

/** The candidate that the first line has most of, outside of quotation marks. */
function delimiterOf(text: string): string {
  const first = (text.split(/\r?\n/, 20).find((line) => line.trim() !== '') ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string) => first.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** Writes CSV for spreadsheet programs, with a byte order mark. A cell that a program would run as a formula gets an apostrophe. */
export function writeCsv(rows: (string | number)[][]): string {
  const cell = (value: string | number) => {
    const text = /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
