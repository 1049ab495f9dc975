import type { Row } from '../../files/csv';

/** The fields of a rule in a CSV file, as the API knows them. */
export const FIELDS = [
  'key', 'title', 'enabled', 'priority', 'exact', 'examples', 'keywords_all', 'keywords_any', 'keywords_none', 'regexes', 'menu',
  'valid_from', 'valid_until', 'scope', 'tags', 'after', 'zh', 'en', 'image', 'zh_2', 'en_2', 'image_2', 'zh_3', 'en_3', 'image_3',
] as const;
export type Field = (typeof FIELDS)[number];
export const IGNORE = 'ignore';

/** Several columns may have one of these. */
const LISTS: readonly string[] = ['exact', 'examples', 'regexes', 'menu', 'scope', 'tags'];

const NAMES: Partial<Record<Field, string[]>> = {
  key: ['编号', '代码', 'id'],
  title: ['标题', '名称', '主题', 'name', 'subject'],
  exact: ['标准问题', '完全匹配'],
  examples: ['问题', '问法', '相似问题', '相似问法', '例句', 'question', 'questions'],
  keywords_all: ['关键词', '关键字', 'keywords'],
  tags: ['标签', '分类', 'tag', 'category'],
  zh: ['答案', '回答', '回复', '中文答案', 'answer', 'reply'],
  en: ['英文答案', '英文', 'english'],
  image: ['图片', '图片地址'],
};

/** A column of the file, with the first values that are in it. */
export interface Column {
  name: string;
  samples: string[];
  field: Field | typeof IGNORE;
}

const normalized = (name: string) => name.replaceAll('\uFEFF', '').trim().toLowerCase().replace(/^(zh|en|image)_1$/, '$1');
const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name);

/** The columns that the first row names, with the fields that their names tell. Columns without a name are left out. */
export function columnsOf(rows: Row[]): Column[] {
  const [header, ...others] = rows;
  const taken = new Set<string>();
  return (header?.cells ?? []).map((cell, index): Column => {
    const name = normalized(cell);
    const guess = isField(name) ? name : FIELDS.find((field) => NAMES[field]?.includes(name));
    const field = guess && !taken.has(guess) ? guess : IGNORE;
    taken.add(field);
    return { name, field, samples: others.map((row) => row.cells[index]?.trim() ?? '').filter(Boolean).slice(0, 3) };
  }).filter(({ name }) => name !== '');
}

/** Whether the API knows all columns by their names, so that it needs no mapping. */
export function needsMapping(columns: Column[]): boolean {
  const names = columns.map(({ name }) => name);
  return !names.every(isField) || new Set(names).size < names.length || !names.includes('key');
}

/** The parameter `map` of the API. */
export function mappingOf(columns: Column[]): string[] {
  return columns.map(({ name, field }) => `${name.replaceAll(',', '\\,')}:${field}`);
}

export type MappingProblem = { kind: 'duplicate'; field: Field } | { kind: 'same-name'; name: string } | { kind: 'no-answer' } | { kind: 'no-question' };

/** What is wrong with a mapping, before it is sent. */
export function problemsOf(columns: Column[]): MappingProblem[] {
  const problems: MappingProblem[] = [];
  const names = columns.map(({ name }) => name);
  const same = names.find((name, index) => names.indexOf(name) < index);
  if (same !== undefined) {
    problems.push({ kind: 'same-name', name: same });
  }
  for (const field of FIELDS) {
    if (columns.filter((column) => column.field === field).length > 1 && !LISTS.includes(field)) {
      problems.push({ kind: 'duplicate', field });
    }
  }
  const has = (...fields: Field[]) => columns.some(({ field }) => (fields as string[]).includes(field));
  if (!has('zh', 'en', 'image')) {
    problems.push({ kind: 'no-answer' });
  }
  if (!has('exact', 'examples', 'keywords_all', 'keywords_any', 'regexes')) {
    problems.push({ kind: 'no-question' });
  }
  return problems;
}
