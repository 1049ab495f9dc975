import type { Language } from '../../i18n';

/** What a trace says about a rule, which is English, with its Chinese translation. */
const CHINESE: [RegExp, string][] = [
  [/^is number (\d+) of the menu$/, '是菜单的第 $1 项'],
  [/^is the question "(.*)"$/, '就是问题“$1”'],
  [/^has the keywords (.*)$/, '包含关键词：$1'],
  [/^matches (.*) in "(.*)"$/, '“$2”符合正则 $1'],
  [/^is similar to "(.*)", score (\S+), confidence (\S+)$/, '与例句“$1”相似（得分 $2，把握 $3）'],
  [/^won$/, '由它回答'],
  [/^suggested, not certain enough to answer$/, '列为建议，把握不足以直接回答'],
  [/^not similar enough$/, '不够相似'],
  [/^does not apply to this business type$/, '不适用于这个业务类型'],
  [/^not yet valid$/, '还没到有效期'],
  [/^no longer valid$/, '已过有效期'],
  [/^the customer chose another rule from the menu$/, '客户从菜单选了另一条规则'],
  [/^another rule has exactly this question$/, '另一条规则正好有这个问题'],
  [/^keywords and patterns win over similarity$/, '关键词和正则优先于相似度'],
  [/^lower priority$/, '优先级较低'],
  [/^tied, and its key sorts later$/, '不相上下，但标识排在后面'],
  [/^less similar$/, '不如另一条相似'],
  [/^less specific$/, '不如另一条具体'],
];

/** A sentence of a trace in the language; one without a translation stays English. */
export function traceInWords(sentence: string, language: Language): string {
  const found = language === 'zh' ? CHINESE.find(([pattern]) => pattern.test(sentence)) : undefined;
  return found ? sentence.replace(found[0], found[1]) : sentence;
}
