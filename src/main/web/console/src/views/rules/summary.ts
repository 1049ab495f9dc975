import type { RuleForm } from './draft';

/** What makes a rule match, in one line: its first questions and words. */
export function triggersOf({ triggers = {} }: RuleForm): string {
  const questions = [...(triggers.exact ?? []), ...(triggers.examples ?? [])];
  const words = (triggers.keywords ?? []).map(({ all = [], any = [] }) => [...all, ...(any.length ? [any.join('/')] : [])].join(' + '));
  const all = [...questions, ...words, ...(triggers.regexes ?? [])];
  return all.slice(0, 3).join(' · ') + (all.length > 3 ? ` · +${all.length - 3}` : '');
}

/** The first text that a rule answers; empty if it only has images. */
export function answerOf({ answers = {} }: RuleForm): string {
  const text = (answers.variants ?? []).map(({ zh, en }) => zh ?? en).find(Boolean) ?? '';
  return text.replace(/\s+/g, ' ').slice(0, 200);
}
