/** Puts `part` into a text in place of a selection, and returns where the cursor is then. */
export function insert(text: string, part: string, from: number, to: number): { text: string; cursor: number } {
  return { text: text.slice(0, from) + part + text.slice(to), cursor: from + part.length };
}
