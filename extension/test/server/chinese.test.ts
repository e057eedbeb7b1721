/** Is everything that rules and repairs say there in Chinese, with the same holes, and nothing of it left in English? */
import { join } from 'node:path';
import { Engine, rules } from 'eslint-plugin-idempotent-consumer/editor';
import { describe, expect, it } from 'vitest';
import { libraries } from '../../../rules/src/models/index.js';
import { messages } from '../../server/chinese/messages.js';
import { phrases } from '../../server/chinese/phrases.js';
import { translateMessage, translateNoun, translatePhrase } from '../../server/chinese/translate.js';
import { textsFor } from '../../server/texts.js';
import { caseFolders, fixtures } from './cases.js';
import { Editor, folderWith } from './editor.js';
import { ledger, wallet } from './shop.js';

const holes = (text: string): string[] => [...text.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort();

it.each(rules.map((rule) => rule.id))('%s says in Chinese what it says in English, with the same holes', (id) => {
  const rule = rules.find((r) => r.id === id);
  const english = Object.entries(rule?.messages ?? {});
  expect(Object.keys(messages[id] ?? {}).sort()).toEqual(english.map(([name]) => name).sort());
  for (const [name, text] of english) expect(holes(messages[id]?.[name] ?? ''), name).toEqual(holes(text));
});

it('speaks of no rule that is not there', () => {
  expect(Object.keys(messages).sort()).toEqual(rules.map((rule) => rule.id).sort());
});

it('has each phrase once, with as many holes', () => {
  expect(new Set(phrases.map(([english]) => english)).size).toBe(phrases.length);
  for (const [english, chinese] of phrases)
    expect(chinese.match(/\{\d?\}/g)?.length ?? 0, english).toBe(english.match(/\{\}/g)?.length ?? 0);
});

/** Strings of the models' rows under that name. */
function stringsIn(rows: unknown, name: string): string[] {
  if (typeof rows !== 'object' || rows === null) return [];
  return Object.entries(rows).flatMap(([key, value]: [string, unknown]) =>
    key === name && typeof value === 'string' ? [value] : stringsIn(value, name),
  );
}

it.each([
  ['what', (text: string) => translateNoun(text)],
  ['keyNote', (text: string) => translatePhrase(` ${text}`)],
  ['why', translatePhrase],
])('knows every “%s” of the models', (name, translate) => {
  const all = [...new Set(stringsIn(libraries, name))].map((text) => text.replace(/^(?:an?|the|another) /, ''));
  expect(all.length).toBeGreaterThan(1);
  expect(all.filter((text) => !/[\u4e00-\u9fff]|^webhook$/.test(translate(text)))).toEqual([]);
});

/** What is left when names, code and places are taken out: Chinese, if all of it was translated. */
function english(text: string): string[] {
  const words = text
    .replace(/HTTP [A-Z]+|“[^”]*”|`[^`]*`|[\w$./@:[\]*-]+\(\)|\w+(?:\.\w+)+|[\w./-]+\.\w+:\d+|\([\w, ]+\)/g, '')
    .match(/[A-Za-z][A-Za-z-]*/g);
  return (words ?? []).filter((word) => ENGLISH.test(word));
}
const ENGLISH =
  /^(?:the|a|an|and|of|to|is|it|no|with|when|more|line|write|update|delete|message|called|needs|adds|then|run|only)$/i;

describe('every fixture', () => {
  const folders = [...new Set(caseFolders().map((path) => path.split('/')[0] ?? path))];
  it.each(folders)('%s', (group) => {
    for (const path of caseFolders().filter((p) => p.split('/')[0] === group)) {
      for (const finding of new Engine(join(fixtures, path)).allFindings()) {
        const said = translateMessage(finding);
        expect(said, `${path}: ${said}`).toMatch(/[\u4e00-\u9fff]/);
        expect(english(said), `${path}: ${said}`).toEqual([]);
        for (const { title } of finding.fixes) {
          const translated = translatePhrase(title);
          expect(translated, title).toMatch(/[\u4e00-\u9fff]/);
          expect(english(translated), translated).toEqual([]);
        }
      }
    }
  });
});

describe('an editor that is Chinese', () => {
  it('shows findings, repairs, hovers and the tree in Chinese', async () => {
    const editor = await Editor.start(folderWith(ledger), { locale: 'zh-cn' });
    await editor.open('src/ledger.ts');
    const [diagnostic] = await editor.diagnostics('src/ledger.ts');
    expect(diagnostic?.message).toBe(
      '消息重新投递时会再次向“debits”插入数据：该插入没有冲突子句，没有取自消息的唯一键，之前也没有去重检查。',
    );
    expect((await editor.actions('src/ledger.ts', 'pool.query')).map(({ title }) => title)).toEqual(
      expect.arrayContaining(['解释此问题']),
    );
    const tree = await editor.request<{ packages: { handlers: { effects: { why: string }[] }[] }[] }>(
      'idempotentConsumer/scan',
      {},
    );
    expect(tree.packages[0]?.handlers[0]?.effects[0]?.why).toBe(diagnostic?.message);
  });

  it('asks in Chinese whether a file is to be made', async () => {
    const editor = await Editor.start(folderWith(wallet), { locale: 'zh-cn' });
    await editor.open('src/payments.ts');
    const [repair] = await editor.actions('src/payments.ts', 'prisma.account.update');
    expect(repair?.title).toBe(
      '在同一个事务中记录消息，若已记录则不执行任何操作（添加表 ProcessedMessage；之后运行“prisma migrate deploy”和“prisma generate”）',
    );
    expect(Object.values(repair?.edit?.changeAnnotations ?? {})[0]?.label).toBe('新建文件');
  });

  it('is one of the mainland; all others are English', () => {
    const said = {
      ruleId: 'no-bare-insert',
      messageId: 'repeated',
      data: { target: '“a”', path: '' },
      message: 'English',
    };
    expect(textsFor('zh-TW').finding(said)).toBe('English');
    expect(textsFor('zh-CN').finding(said)).toContain('“a”');
  });
});
