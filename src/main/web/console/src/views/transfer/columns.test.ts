import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../files/csv';
import { columnsOf, mappingOf, needsMapping, problemsOf } from './columns';

const columns = (csv: string) => columnsOf(parseCsv(csv));

describe('columnsOf', () => {
  it('tells the fields from the names, and shows the first values', () => {
    expect(columns('编号,问题,答案,备注,\n1,运费多少,免运费,x,y\n2,几点上班,九点,,\n')).toEqual([
      { name: '编号', field: 'key', samples: ['1', '2'] },
      { name: '问题', field: 'examples', samples: ['运费多少', '几点上班'] },
      { name: '答案', field: 'zh', samples: ['免运费', '九点'] },
      { name: '备注', field: 'ignore', samples: ['x'] },
    ]);
  });

  it('gives a field to the first column only', () => {
    expect(columns('问题,question\n').map(({ field }) => field)).toEqual(['examples', 'ignore']);
  });

  it('knows the columns of the export by their names', () => {
    const exported = columns('\uFEFFkey,title,exact,ZH_1,en_2\n');
    expect(exported.map(({ field }) => field)).toEqual(['key', 'title', 'exact', 'zh', 'en_2']);
    expect(needsMapping(exported)).toBe(false);
  });
});

describe('needsMapping', () => {
  it.each(['问题,zh\n', 'title,exact,zh\n', 'key,zh,zh\n'])('for %j', (csv) => expect(needsMapping(columns(csv))).toBe(true));
});

describe('mappingOf', () => {
  it('escapes commas', () => {
    expect(mappingOf(columns('"问题,主要",答案\n'))).toEqual(['问题\\,主要:ignore', '答案:zh']);
  });
});

describe('problemsOf', () => {
  it('finds none in a usual file', () => expect(problemsOf(columns('问题,答案\n'))).toEqual([]));

  it('names a field of two columns, unless it is a list', () => {
    const [question, answer] = columns('问题,答案\n') as [never, never];
    expect(problemsOf([question, answer, { name: 'b', field: 'examples', samples: [] }, { name: 'c', field: 'zh', samples: [] }]))
      .toEqual([{ kind: 'duplicate', field: 'zh' }]);
  });

  it('asks for a question and an answer, and for names that differ', () => {
    expect(problemsOf(columns('备注,备注\n'))).toEqual([{ kind: 'same-name', name: '备注' }, { kind: 'no-answer' }, { kind: 'no-question' }]);
  });
});
