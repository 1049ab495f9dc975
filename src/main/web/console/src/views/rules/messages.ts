import type { Language } from '../../i18n';

/** The messages of the validator and the linter, which are English, with their Chinese translations. */
const CHINESE: [RegExp, string][] = [
  [/^must not be blank$/, '不能为空'],
  [/^is required$/, '必填'],
  [/^must have no more than (\d+) characters$/, '最多 $1 个字'],
  [/^must have no more than (\d+) entries$/, '最多 $1 项'],
  [/^must have no line breaks or control characters$/, '不能有换行或控制字符'],
  [/^must have at least one.*$/, '至少要有一个答案'],
  [/^must have a text in zh or en, or an image$/, '请填写中文或英文答案，或图片网址'],
  [/^must be a text or an image, not both$/, '只能是文字或图片之一'],
  [/^must not begin or end with a space.*$/, '首尾不能有空格，需要空格时写 \\s'],
  [/^must not be in the menu twice$/, '菜单里已经有了'],
  [/^must not be the rule itself$/, '不能是规则自己'],
  [/^must be the key of a rule$/, '请选择一条规则'],
  [/^must not have U\+0000.*$/, '有无法保存的字符'],
  [/^must have a letter, a digit or an emoji.*$/, '至少要有一个文字、数字或表情，其他字符会被忽略'],
  [/^must have words in all or any.*$/, '“全部包含”和“任一包含”至少填一个词，否则永远不会匹配'],
  [/^must have from 1 to 64 characters.*$/, '只能用小写字母、数字和连字符，最多 64 个字符'],
  [/^must not be (\S+), which is reserved.*$/, '不能用“$1”，它是系统保留的'],
  [/^must not be the key of an existing rule$/, '已有规则使用这个标识'],
  [/^must be from (-?\d+) to (\d+)$/, '必须在 $1 到 $2 之间'],
  [/^must be a time with an offset.*$/, '必须是有效的时间'],
  [/^must be after validity\.from$/, '必须晚于开始时间'],
  [/^must be an https address.*$/, '必须是 https:// 开头的网址'],
  [/^has an unknown placeholder; known are (.*)$/, '有不认识的占位符，可用的有：$1'],
  [/^has a placeholder that must be written (.*)$/, '占位符应写作 $1'],
  [/^is in the past: the rule no longer answers$/, '已过期，规则不再回答'],
  [/^is the key of a rule that does not exist.*$/, '没有这条规则，菜单中不会显示'],
  [/^is the key of a disabled rule.*$/, '这条规则已停用，菜单中不会显示'],
  [/^are empty: the rule can only be chosen.*$/, '没有触发条件，只能从其他规则的菜单中选到'],
  [/^are fewer than (\d+):.*$/, '少于 $1 个例句：相似的问题只会得到建议，不会直接回答'],
  [/^is a question of rule (\S+) too: this rule wins$/, '规则“$1”也有这个问题，由本规则回答'],
  [/^is a question of rule (\S+) too: this rule never answers it$/, '规则“$1”也有这个问题，本规则永远不会回答它'],
  [/^is almost the same as "(.*)" of rule (\S+)$/, '与规则“$2”的“$1”几乎相同'],
  [/^never wins: rule (.*) matches every text.*$/, '永远轮不到：凡是它匹配的，规则“$1”都匹配并优先'],
  [/^is a single character.*$/, '只有一个字，会匹配很多句子'],
  [/^is not searched for, because.*$/, '所有规则的正则合起来太慢，不会查找这一条'],
  [/^has no literal text that must occur.*$/, '没有必须出现的文字，因此每条消息都要查找：请加上'],
  [/^is the key of a deleted rule.*: (.*)$/, '这些规则的菜单还在提供已删除的规则：$1'],
  [/^is false for a rule that the menus of these rules offer.*: (.*)$/, '规则已停用，但这些规则的菜单还在提供它：$1'],
];

/** A message of the API in the language; one without a translation stays English. */
export function inWords(message: string, language: Language): string {
  if (language === 'zh') {
    for (const [pattern, chinese] of CHINESE) {
      if (pattern.test(message)) {
        return message.replace(pattern, chinese);
      }
    }
  }
  return message;
}
