/** Puts what the rules say in English into Simplified Chinese, hole by hole. What is not known is left as it is. */
import { messages } from './messages.js';
import { nouns, phrases } from './phrases.js';

/** A finding, as far as it is in words. */
export interface Said {
  readonly ruleId: string;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly message: string;
}

export function translateMessage({ ruleId, messageId, data, message }: Said): string {
  const template = messages[ruleId]?.[messageId];
  return template?.replace(/\{\{(\w+)\}\}/g, (_, name: string) => translatePhrase(data[name] ?? '')) ?? message;
}

/** A piece of a message, or a title. */
export function translatePhrase(text: string): string {
  for (const { pattern, chinese } of known) {
    const found = pattern.exec(text);
    if (!found) continue;
    const holes = found.slice(1).map((hole) => translatePhrase(hole));
    let next = 0;
    return chinese.replace(/\{(\d?)\}/g, (_, at: string) => holes[at === '' ? next++ : Number(at)] ?? '');
  }
  return translateThing(text) ?? text;
}

/** What is sent, without article. */
export function translateNoun(noun: string): string {
  return nouns[noun] ?? noun;
}

/** `a payment`, `the payment`, `an event to “orders”`. */
function translateThing(text: string): string | undefined {
  const [, article, what = '', target] = /^(an?|the|another) (.*?)(?: to (“.*”))?$/s.exec(text) ?? [];
  const noun = nouns[what];
  if (article === undefined || noun === undefined) return undefined;
  const counted = article === 'the' ? noun : `一${MEASURES[noun] ?? '个'}${noun}`;
  return target === undefined ? counted : `${counted}（发往${target}）`;
}

const MEASURES: Readonly<Record<string, string>> = {
  消息: '条',
  短信: '条',
  'Slack 消息': '条',
  'Telegram 消息': '条',
  验证消息: '条',
  通知: '条',
  推送通知: '条',
  记录: '条',
  回复: '条',
  流条目: '条',
  电子邮件: '封',
  信件: '封',
  付款: '笔',
  电话: '通',
};

const known = phrases.map(([english, chinese]) => ({ pattern: patternOf(english), chinese }));

function patternOf(english: string): RegExp {
  const pieces = english.split('{}').map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('(.*?)')}$`, 's');
}
