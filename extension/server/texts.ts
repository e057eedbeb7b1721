/** What the server says, in the user's language; `{name}` is filled in. */
import { english as englishWords, type Words } from 'eslint-plugin-idempotent-consumer/picture/words';
import { simplifiedChinese } from 'eslint-plugin-idempotent-consumer/picture/words-zh-cn';
import { type Said, translateMessage, translateNoun, translatePhrase } from './chinese/translate.js';

const english = {
  'at-least-once': 'at-least-once',
  'at-most-once': 'at-most-once',
  'acked.before': 'acked before the handler runs',
  'acked.timer': 'acked on a timer',
  'acked.on-return': 'acked on return',
  'acked.manual': 'acked by a call',
  'acked.none': 'never delivered again',
  'count.unsafe': '{n} unsafe',
  'count.accepted': '{n} accepted',
  'count.safe': '{n} safe',
  'count.unknown': '{n} not to be told',
  'count.nothing': 'no effects',
  hint: '⚠ repeats on redelivery',
  'hint.reached': 'Reached from {handlers}.',
  'path.step': 'Path: {text}()',
  'path.effect': 'What repeats: {what}',
  'path.also': 'The same fault makes this unsafe, too.',
  'path.schema': 'Declared here.',
  'action.all': 'Fix all “{rule}” in this file: {title}',
  'action.disable': 'Disable {rule} for this line',
  'action.explain': 'Explain this finding',
  'action.newFile': 'Creates a file',
  'action.newFile.description': 'It is made if you tick it; the rest of the repair counts on it.',
  'disable.reason': 'why is a repetition harmless here?',
  'hover.handler': '**{library} {name}**: {guarantee}, {acked}.',
  'hover.source': 'It handles “{source}”.',
  'hover.unsafe': 'A redelivered message repeats:',
  'hover.safe': 'A redelivered message leaves the state that one delivery leaves.',
  'hover.unknown': 'Not all of it was seen; what was seen is safe.',
  'hover.effect.unsafe': '**Unsafe**: {message}',
  'hover.effect.safe': '**Safe** when the message comes again: {why}.',
  'hover.effect.unknown': '**Not to be told** from the code.',
  'hover.reached': 'Reached from {handlers}.',
  'hover.ack': 'Here the message is acknowledged: what is not done by now is never done if the process dies.',
  'hover.path': 'Path: {path}',
  'hover.page': 'About {rule}',
  'why.guarded': 'a check stands before it',
  'why.same': 'done twice, it leaves the same state',
  'why.keyed': 'a key taken from the message tells the repetition',
  'why.harmless': 'it does no harm',
  'why.not-redelivered': 'the message is not delivered twice',
  'why.unknown': 'not all of it was seen',
  'scan.title': 'Looking for message handlers',
  'scan.files': '{left} files left',
  line: 'line {line}',
};

export type TextKey = keyof typeof english;

const chinese: Readonly<Record<TextKey, string>> = {
  'at-least-once': '至少一次',
  'at-most-once': '至多一次',
  'acked.before': '在处理之前确认',
  'acked.timer': '定时确认',
  'acked.on-return': '返回时确认',
  'acked.manual': '手动确认',
  'acked.none': '不会重新投递',
  'count.unsafe': '{n} 处不安全',
  'count.accepted': '{n} 处已接受',
  'count.safe': '{n} 处安全',
  'count.unknown': '{n} 处无法判断',
  'count.nothing': '没有副作用',
  hint: '⚠ 重新投递时会重复执行',
  'hint.reached': '由 {handlers} 调用。',
  'path.step': '调用路径：{text}()',
  'path.effect': '会重复的操作：{what}',
  'path.also': '同一缺陷也使此处不安全。',
  'path.schema': '在此处声明。',
  'action.all': '修复此文件中所有“{rule}”：{title}',
  'action.disable': '对此行禁用 {rule}',
  'action.explain': '解释此问题',
  'action.newFile': '新建文件',
  'action.newFile.description': '勾选后才会创建；修复的其余部分依赖于它。',
  'disable.reason': '为什么在这里重复执行没有危害？',
  'hover.handler': '**{library} {name}**：{guarantee}，{acked}。',
  'hover.source': '处理“{source}”。',
  'hover.unsafe': '消息重新投递时会重复：',
  'hover.safe': '消息重新投递后的状态与只投递一次相同。',
  'hover.unknown': '未能看到全部代码；已看到的部分是安全的。',
  'hover.effect.unsafe': '**不安全**：{message}',
  'hover.effect.safe': '消息再次到达时**安全**：{why}。',
  'hover.effect.unknown': '从代码中**无法判断**。',
  'hover.reached': '由 {handlers} 调用。',
  'hover.ack': '消息在此处确认：若进程随后终止，尚未完成的操作将不再执行。',
  'hover.path': '路径：{path}',
  'hover.page': '关于 {rule}',
  'why.guarded': '之前有检查',
  'why.same': '执行两次的结果相同',
  'why.keyed': '取自消息的键可识别重复',
  'why.harmless': '没有危害',
  'why.not-redelivered': '该消息不会投递两次',
  'why.unknown': '未能看到全部代码',
  'scan.title': '正在查找消息处理函数',
  'scan.files': '剩余 {left} 个文件',
  line: '第 {line} 行',
};

export interface Texts {
  (key: TextKey, values?: Readonly<Record<string, string | number>>): string;
  /** Of pictures. */
  readonly words: Words;
  /** Message of a finding. */
  readonly finding: (said: Said) => string;
  /** What is sent: `e-mail`. */
  readonly noun: (english: string) => string;
  /** Title of a repair, or a piece of a message. */
  readonly phrase: (english: string) => string;
}

function same(text: string): string {
  return text;
}

/** @param locale as editors give it: `en`, `zh-cn`, `zh_CN.UTF-8` */
export function textsFor(locale: string | undefined): Texts {
  const isChinese = /^zh(?!.*(?:tw|hk|mo|hant))/i.test(locale ?? '');
  const table = isChinese ? chinese : english;
  const say = (key: TextKey, values: Readonly<Record<string, string | number>> = {}): string =>
    table[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  return Object.assign(
    say,
    isChinese
      ? { words: simplifiedChinese, finding: translateMessage, noun: translateNoun, phrase: translatePhrase }
      : { words: englishWords, finding: ({ message }: Said) => message, noun: same, phrase: same },
  );
}
